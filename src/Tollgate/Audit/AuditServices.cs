using System.Data.Common;
using Microsoft.Extensions.DependencyInjection;
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
        .AddSingleton(from => new AuditEndpoints(from.GetRequiredService<AuditReader>(), from.GetRequiredService<AuditChain>()));
}
