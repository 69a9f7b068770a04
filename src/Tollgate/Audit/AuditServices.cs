using System.Data.Common;
using Microsoft.Extensions.DependencyInjection;

namespace Tollgate.Audit;

/// <summary>Wires the audit log.</summary>
internal static class AuditServices
{
    /// <summary>Needs a <see cref="DbDataSource"/> and a <see cref="TimeProvider"/>.</summary>
    public static IServiceCollection AddAudit(this IServiceCollection services) => services
        .AddSingleton(from => new AuditLog(from.GetRequiredService<DbDataSource>(), from.GetRequiredService<TimeProvider>()))
        .AddSingleton(from => new AuditEndpoints(from.GetRequiredService<AuditLog>()));
}
