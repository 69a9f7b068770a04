using System.Security.Cryptography;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Tollgate.Alerts.Channels;
using Tollgate.Alerts.Delivery;
using Tollgate.Alerts.Rules;
using Tollgate.Audit;
using Tollgate.Outbound;
using Tollgate.Storage;
using Tollgate.Telemetry;

namespace Tollgate.Alerts;

/// <summary>Wires alerts: hosting gives <see cref="SecretBox"/> and <see cref="AlertSources"/> and runs <see cref="AlertRounds"/>.</summary>
internal static class AlertServices
{
    /// <summary>Adds alerts; needs a database, a clock, randomness and logging.</summary>
    public static IServiceCollection AddAlerts(this IServiceCollection services, AlertOptions options) => services
        .AddSingleton(options)
        .AddDelivery(options)
        .AddSingleton(from => new AlertMetrics(Get<MetricRegistry>(from)))
        .AddSingleton(from => new AlertCallbacks(Get<ILogger<AlertCallbacks>>(from)))
        .AddSingleton(from => new AlertDesk(
            Get<Database>(from).Source, Get<OutboxStore>(from), Get<AlertCallbacks>(from), Get<OutboxBell>(from), Get<AlertMetrics>(from), Get<TimeProvider>(from), Get<ILogger<AlertDesk>>(from)))
        .AddSingleton(from => new AlertStore(Get<Database>(from).Source, Get<AuditLog>(from), Get<TimeProvider>(from)))
        .AddSingleton(from => new RuleStore(Get<Database>(from).Source, Get<AuditLog>(from), Get<TimeProvider>(from)))
        .AddSingleton(from => new RuleDeclarations(Get<RuleStore>(from)))
        .AddSingleton(from => new RuleRound(Get<RuleStore>(from), All.Checks(Get<AlertSources>(from)), Get<AlertDesk>(from), Get<AlertStore>(from), Get<TimeProvider>(from)))
        .AddSingleton(from => new AssumedPriceWatch(Get<Database>(from).Source, Get<AlertSources>(from), Get<AlertDesk>(from)))
        .AddSingleton(from => new AlertRounds(
            Get<Database>(from).Source, Get<RuleRound>(from), Get<AssumedPriceWatch>(from), Get<Outbox>(from), Get<OutboxStore>(from), options, Get<TimeProvider>(from), Get<ILogger<AlertRounds>>(from)))
        .AddSingleton(from => new AlertEndpoints(Get<AlertStore>(from)))
        .AddSingleton(from => new RuleEndpoints(Get<RuleStore>(from), options, Get<TimeProvider>(from)))
        .AddSingleton(from => new ChannelEndpoints(
            Get<ChannelStore>(from), Get<NoticeSender>(from), Get<AddressGuard>(from), Get<AuditLog>(from), options, Get<TimeProvider>(from)));

    private static IServiceCollection AddDelivery(this IServiceCollection services, AlertOptions options) => services
        .AddSingleton(_ => new OutboxBell())
        .AddSingleton(_ => new AddressGuard(options.AllowedNetworks))
        .AddSingleton(_ => new MailSender(options.Smtp))
        .AddSingleton(_ => new BackOff(options, new Random()))
        .AddSingleton(from => new WebPost(Get<AddressGuard>(from), Get<TimeProvider>(from)))
        .AddSingleton(from => new WebSender(Get<WebPost>(from), Get<TimeProvider>(from)))
        .AddSingleton(from => new ChannelStore(
            Get<Database>(from).Source, Get<SecretBox>(from), Get<AuditLog>(from), Get<RandomNumberGenerator>(from), Get<TimeProvider>(from)))
        .AddSingleton(from => new NoticeSender(Get<ChannelStore>(from), Get<WebSender>(from), Get<MailSender>(from), options, Get<TimeProvider>(from)))
        .AddSingleton(from => new OutboxStore(Get<Database>(from).Source, Get<TimeProvider>(from)))
        .AddSingleton(from => new Outbox(
            Get<OutboxStore>(from), Get<NoticeSender>(from), Get<BackOff>(from), Get<OutboxBell>(from), Get<AlertMetrics>(from), options, Get<TimeProvider>(from), Get<ILogger<Outbox>>(from)));

    private static T Get<T>(IServiceProvider from)
        where T : notnull => from.GetRequiredService<T>();
}
