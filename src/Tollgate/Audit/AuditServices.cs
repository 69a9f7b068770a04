using System.Data.Common;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Tollgate.Audit.Anchors;
using Tollgate.Audit.Sinks;
using Tollgate.Outbound;
using Tollgate.Security;

namespace Tollgate.Audit;

/// <summary>Wires the audit log.</summary>
internal static class AuditServices
{
    /// <summary>Needs a <see cref="DbDataSource"/> and a <see cref="TimeProvider"/>; a <see cref="SecurityScanner"/> keeps secrets out of the log.</summary>
    public static IServiceCollection AddAudit(this IServiceCollection services) => services
        .AddSingleton(from => new AuditLog(
            from.GetRequiredService<DbDataSource>(), from.GetRequiredService<TimeProvider>(), from.GetService<SecurityScanner>() is { } scanner ? new AuditRedaction(scanner) : null))
        .AddSingleton(from => new AuditReader(from.GetRequiredService<DbDataSource>()))
        .AddSingleton(from => new AuditChain(from.GetRequiredService<DbDataSource>()))
        .AddSingleton(from => new AuditPositions(from.GetRequiredService<DbDataSource>(), from.GetRequiredService<TimeProvider>()))
        .AddSingleton(from => new AuditEndpoints(from.GetRequiredService<AuditReader>(), from.GetRequiredService<AuditChain>(), from.GetServices<AuditPart>));

    /// <summary>Adds sinks and anchors; needs a <see cref="WebPost"/> and logging. Hosting runs <see cref="AuditFollowers"/>.</summary>
    public static IServiceCollection AddAuditFollowers(this IServiceCollection services, AuditOptions options) => services
        .AddSingleton(options)
        .AddSingleton(from => new Anchorer(
            from.GetRequiredService<AuditChain>(), from.GetRequiredService<AuditPositions>(), options.Anchors, from.GetRequiredService<WebPost>(), from.GetRequiredService<TimeProvider>(),
            from.GetRequiredService<ILogger<Anchorer>>()))
        .AddSingleton(from => new AuditFollowers(
            options, from.GetRequiredService<AuditReader>(), from.GetRequiredService<AuditPositions>(), from.GetRequiredService<Anchorer>(), from.GetRequiredService<WebPost>(),
            from.GetRequiredService<TimeProvider>(), from.GetRequiredService<ILoggerFactory>()))
        .AddSingleton(from => new SinkEndpoints(from.GetRequiredService<AuditFollowers>(), from.GetRequiredService<AuditChain>()));
}
