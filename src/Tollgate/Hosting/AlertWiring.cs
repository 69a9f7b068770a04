using Microsoft.Extensions.DependencyInjection;
using Tollgate.Alerts;
using Tollgate.Alerts.Channels;
using Tollgate.Alerts.Rules;
using Tollgate.Api;
using Tollgate.Callers;
using Tollgate.Ledger;
using Tollgate.Ledger.Queries;
using Tollgate.Storage;
using Tollgate.Upstreams;
using Tollgate.Upstreams.Keys;

namespace Tollgate.Hosting;

/// <summary>Gives alerts what they look at, and what seals their secrets; hands their notices to the live feed.</summary>
internal static class AlertWiring
{
    private const string Purpose = "alert channel";
    private const string LiveKind = "alert";

    /// <summary>Adds it.</summary>
    public static IServiceCollection AddAlertWiring(this IServiceCollection services) => services
        .AddSingleton(from => new TallyStore(from.GetRequiredService<Database>().Source))
        .AddSingleton(from => new AgentActivity(from.GetRequiredService<Database>().Source, from.GetRequiredService<TimeProvider>()))
        .AddSingleton(from => Box(from.GetRequiredService<KeyVault>()))
        .AddSingleton(from => Sources(from.GetRequiredService<TallyStore>(), from.GetRequiredService<AgentActivity>()));

    /// <summary>Shows every notice to whoever watches the live feed.</summary>
    public static IDisposable Follow(AlertCallbacks callbacks, LiveFeed feed) => callbacks.OnAlert(notice =>
    {
        if (feed.HasListeners)
        {
            feed.Publish(new LiveEvent(LiveKind, notice.OrganizationId, ApiJson.Bytes(notice, AlertJson.Default.AlertNotice)));
        }
    });

    private static SecretBox Box(KeyVault vault) => new(
        (channel, text) => vault.Seal(Purpose, channel.ToString(), new Secret(text)),
        (channel, box) => vault.Open(Purpose, channel.ToString(), box)?.Reveal());

    private static AlertSources Sources(TallyStore tallies, AgentActivity agents) => new(
        async (organization, each, from, to, ct) =>
        {
            var rows = await tallies.TallyAsync(organization, By(each), from, to, ct);
            return [.. rows.Select(row => new CallTally(row.Subject, row.Calls, row.Failed, row.Cost))];
        },
        async (organization, since, ct) =>
        {
            var seen = await agents.SeenAsync(organization, since, ct);
            return [.. seen.Select(agent => new AgentSeen(agent.Name, agent.LastAt))];
        },
        async (after, ct) =>
        {
            var (last, rows) = await tallies.AssumedAsync(after, ct);
            return (last, [.. rows.Select(row => new AssumedPrice(row.OrganizationId, row.Provider, row.Model, row.Lines, row.Cost, row.LastAt))]);
        });

    private static TallyBy By(RuleEach each) => each switch
    {
        RuleEach.Team => TallyBy.Team,
        RuleEach.Agent => TallyBy.Agent,
        RuleEach.Key => TallyBy.Key,
        RuleEach.Provider => TallyBy.Provider,
        RuleEach.Model => TallyBy.Model,
        _ => TallyBy.Organization,
    };
}
