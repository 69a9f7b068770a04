using Microsoft.Extensions.DependencyInjection;
using Tollgate.Alerts;
using Tollgate.Alerts.Channels;
using Tollgate.Audit;
using Tollgate.Budgets;
using Tollgate.Callers;
using Tollgate.Callers.Organizations;
using Tollgate.Guards.Items;
using Tollgate.Guards.Policies;
using Tollgate.Guards.Quarantines;
using Tollgate.Hosting.Settings;
using Tollgate.Ledger;
using Tollgate.Ledger.Journals;
using Tollgate.Ledger.Seals;
using Tollgate.Limits;
using Tollgate.Pricing;
using Tollgate.Pricing.Admin;
using Tollgate.Pricing.Discounts;
using Tollgate.Pricing.Updates;
using Tollgate.Storage;
using Tollgate.Telemetry;
using Tollgate.Upstreams;

namespace Tollgate.Hosting;

/// <summary>What happens before the first call: the default organization, the admin key, the journal of earlier runs, budgets, limits, prices, providers.</summary>
internal sealed class GatewayOpening(IServiceProvider from)
{
    /// <summary>Runs it, in this order: money is known before anything can be spent.</summary>
    public async Task<GatewayStart> RunAsync(TollgateSettings settings, CancellationToken ct)
    {
        await Get<OrganizationStore>().EnsureDefaultAsync(ct);
        var key = await Get<OperatorKey>().EnsureAsync(settings.AdminKey?.Reveal(), ct);
        if (key.IsRefused)
        {
            throw new GatewayFault(key.Refusal.Sentence);
        }

        var replay = await Get<LedgerWriter>().ReplayAsync(ct);
        Get<LedgerWriter>().Start();
        await Get<AuditLog>().AppendAsync(Happened("gateway.start"), ct);
        await Get<BudgetStart>().RunAsync(replay.IsWhole, ct);
        await Get<LimitStore>().LoadAsync(ct);
        await Get<GuardStore>().LoadAsync(ct);
        await Get<QuarantineStore>().LoadAsync(ct);
        await Get<GuardItems>().LoadAsync(ct);
        await Get<CatalogUpdater>().LoadAsync(ct);
        await Get<PriceSetter>().LoadAsync(ct);
        await Get<DiscountEndpoints>().LoadAsync(ct);
        await Get<UpstreamRefresher>().ApplyAsync(settings.Upstreams, ct);
        await Get<UpstreamRefresher>().ReloadAsync(ct);
        GatewayGauges.AddTo(Get<MetricRegistry>(), Get<Journal>(), Get<LedgerWriter>(), Get<BudgetClock>(), Get<GatewayState>());
        await ApplyChannelsAsync(settings, ct);
        await Get<DeclaredRules>().ApplyAsync(settings, ct);
        AlertWiring.Follow(Get<AlertCallbacks>(), Get<LiveFeed>());
        Follow(Get<SettingsFile>());
        return new GatewayStart(key.Value, replay, Get<Database>().Migrated.Count);
    }

    /// <summary>Channels of the settings file belong to the first organization.</summary>
    private async Task ApplyChannelsAsync(TollgateSettings settings, CancellationToken ct)
    {
        if (await Get<OrganizationStore>().OldestAsync(ct) is { } organization)
        {
            await Get<ChannelStore>().ApplyFileAsync(organization.Id, settings.Alerts.Channels, ct);
        }
    }

    /// <summary>What can change while the gateway runs: providers, models, prices.</summary>
    private void Follow(SettingsFile file) => file.Changed += settings =>
    {
        Get<PriceCatalog>().Use(settings.Pricing);
        Get<DiscountDesk>().Use(settings.Pricing);
        _ = Get<UpstreamRefresher>().ApplyAsync(settings.Upstreams, CancellationToken.None);
        _ = Get<AuditLog>().AppendAsync(Happened("settings.change"), CancellationToken.None);
    };

    /// <summary>With what looks through calls from now on, and by which settings.</summary>
    private AuditEvent Happened(string action) => new(
        Guid.Empty, Guid.Empty, "gateway", action, "gateway", Environment.MachineName, $"{{\"judged_by\":\"{Get<JudgedBy>().Text}\",\"settings_sha256\":\"{Get<SettingsFile>().Fingerprint}\"}}") { IsOurs = true };

    private T Get<T>()
        where T : notnull => from.GetRequiredService<T>();
}
