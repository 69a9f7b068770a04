using System.Data.Common;
using System.Security.Cryptography;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Tollgate.Alerts;
using Tollgate.Alerts.Channels;
using Tollgate.Audit;
using Tollgate.Guards.Admin;
using Tollgate.Guards.Anomalies;
using Tollgate.Guards.Canaries;
using Tollgate.Guards.External;
using Tollgate.Guards.Items;
using Tollgate.Guards.Loops;
using Tollgate.Guards.Policies;
using Tollgate.Guards.Quarantines;
using Tollgate.Guards.Records;
using Tollgate.Guards.Scanning;
using Tollgate.Guards.Streams;
using Tollgate.Outbound;
using Tollgate.Security;
using Tollgate.Storage;
using Tollgate.Telemetry;

namespace Tollgate.Guards;

/// <summary>Wires the guards.</summary>
internal static class GuardServices
{
    /// <summary>Adds them; needs audit, alerts, telemetry, a database and a clock.</summary>
    public static IServiceCollection AddGuards(this IServiceCollection services, GuardOptions options) => services
        .AddSingleton(options)
        .AddSingleton(_ => new SecurityScanner())
        .AddSingleton(from => BodyScan.Of(from.GetRequiredService<SecurityScanner>()))
        .AddSingleton(from => new OuterGuard(
            from.GetRequiredService<GuardBook>(), OuterScans.Of(from.GetRequiredService<SecurityScanner>()), from.GetRequiredService<GuardVerdicts>(), from.GetRequiredService<ILogger<OuterGuard>>()))
        .AddSingleton(from => new AnomalyGuard(from.GetRequiredService<GuardBook>(), from.GetRequiredService<Quarantine>(), from.GetRequiredService<GuardDesk>(), from.GetRequiredService<TimeProvider>()))
        .AddSingleton(from => new PastReader(from.GetRequiredService<AnomalyGuard>(), from.GetRequiredService<ReadPast>(), from.GetRequiredService<TimeProvider>(), from.GetRequiredService<ILogger<PastReader>>()))
        .AddSingleton(from => new GuardVerdicts(from.GetRequiredService<Quarantine>(), from.GetRequiredService<GuardDesk>(), from.GetRequiredService<TimeProvider>()))
        .AddSingleton(from => new ExternalClient(from.GetRequiredService<AddressGuard>()))
        .AddSingleton(from => new ExternalGuards(
            from.GetRequiredService<GuardBook>(), from.GetRequiredService<ExternalClient>(), from.GetRequiredService<GuardVerdicts>(), from.GetRequiredService<GuardMetrics>(), from.GetRequiredService<TimeProvider>(),
            from.GetRequiredService<ILogger<ExternalGuards>>()))
        .AddSingleton(_ => new GuardBook(options))
        .AddSingleton(from => CanaryKeyFile.Open(from.GetRequiredService<Database>().Folder, from.GetRequiredService<RandomNumberGenerator>()))
        .AddSingleton(from => new GuardItems(
            from.GetRequiredService<DbDataSource>(), from.GetRequiredService<AuditLog>(), from.GetRequiredService<GuardBook>(), from.GetRequiredService<CanaryKeyFile>(),
            from.GetRequiredService<AddressGuard>(), from.GetRequiredService<SecretBox>(), from.GetRequiredService<RandomNumberGenerator>(), from.GetRequiredService<TimeProvider>()))
        .AddSingleton(from => new Quarantine(options, from.GetRequiredService<TimeProvider>()))
        .AddSingleton(from => new QuarantineStore(from.GetRequiredService<DbDataSource>(), from.GetRequiredService<Quarantine>(), from.GetRequiredService<TimeProvider>()))
        .AddSingleton(from => new GuardStore(from.GetRequiredService<DbDataSource>(), from.GetRequiredService<GuardBook>(), from.GetRequiredService<AuditLog>()))
        .AddSingleton(from => new GuardEndpoints(from.GetRequiredService<GuardStore>(), from.GetRequiredService<GuardBook>(), from.GetRequiredService<TimeProvider>()))
        .AddSingleton(from => new SecurityEndpoints(
            from.GetRequiredService<GuardEventStore>(), from.GetRequiredService<QuarantineStore>(), from.GetRequiredService<Quarantine>(), from.GetRequiredService<GuardBook>(),
            from.GetRequiredService<AuditLog>(), from.GetRequiredService<TimeProvider>()))
        .AddSingleton(from => new GuardMetrics(from.GetRequiredService<MetricRegistry>()))
        .AddSingleton(from => new GuardDesk(from.GetRequiredService<GuardMetrics>()))
        .AddSingleton(from => new GuardEventStore(from.GetRequiredService<DbDataSource>(), options, from.GetRequiredService<TimeProvider>()))
        .AddSingleton(from => new GuardRecorder(
            from.GetRequiredService<GuardDesk>(), from.GetRequiredService<GuardEventStore>(), from.GetRequiredService<AuditLog>(), from.GetRequiredService<AlertDesk>(),
            from.GetRequiredService<DbDataSource>(), from.GetRequiredService<TimeProvider>(), from.GetRequiredService<ILogger<GuardRecorder>>()))
        .AddSingleton(from => new LoopGuard(
            from.GetRequiredService<GuardBook>(), new CallHash(from.GetRequiredService<RandomNumberGenerator>()), from.GetRequiredService<Quarantine>(), from.GetRequiredService<GuardDesk>(), from.GetRequiredService<TimeProvider>()))
        .AddSingleton(from => new StreamGuards(
            from.GetRequiredService<SecurityScanner>(), from.GetRequiredService<GuardBook>(), from.GetRequiredService<Quarantine>(), from.GetRequiredService<LoopGuard>(), from.GetRequiredService<GuardDesk>(), from.GetRequiredService<TimeProvider>(),
            from.GetRequiredService<ILogger<StreamGuard>>()))
        .AddSingleton(from => new BodyGuard(
            from.GetRequiredService<GuardBook>(), from.GetRequiredService<BodyScan>(), from.GetRequiredService<Quarantine>(), from.GetRequiredService<LoopGuard>(), from.GetRequiredService<GuardVerdicts>(), from.GetRequiredService<GuardMetrics>(),
            from.GetRequiredService<TimeProvider>(), from.GetRequiredService<ILogger<BodyGuard>>()));
}
