using System.Threading.Channels;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Tollgate.Alerts;
using Tollgate.Audit;
using Tollgate.Callers;
using Tollgate.Core;
using Tollgate.Ledger;
using Tollgate.Storage;

namespace Tollgate.Budgets;

/// <summary>The wiring of budgets: hosting runs <see cref="BudgetStart"/> after the journal's replay, then <see cref="BudgetClock"/> until it stops.</summary>
internal static class BudgetServices
{
    private const int WaitingAlerts = 4096;

    /// <summary>Adds budgets; needs a database, a clock and logging.</summary>
    public static IServiceCollection AddBudgets(this IServiceCollection services, BudgetOptions options, Guid nodeId)
    {
        var alerts = Channel.CreateBounded<BudgetAlert>(new BoundedChannelOptions(WaitingAlerts) { SingleReader = true, FullMode = BoundedChannelFullMode.DropWrite });
        var adjustments = Channel.CreateUnbounded<WindowAdjustment>(new UnboundedChannelOptions { SingleReader = true });
        services.AddSingleton(options);
        services.AddSingleton(provider => new BudgetNode(nodeId, Ids.New(Get<TimeProvider>(provider))));
        services.AddSingleton(_ => new BudgetBook(options));
        services.AddSingleton(provider => new BudgetTill(Get<TimeProvider>(provider), options, alerts.Writer));
        services.AddSingleton(provider => new BudgetStore(Get<Database>(provider).Source, Get<BudgetBook>(provider), Get<TimeProvider>(provider)));
        services.AddSingleton(provider => new RaiseStore(Get<Database>(provider).Source, Get<TimeProvider>(provider)));
        services.AddSingleton(provider => new WindowStore(Get<Database>(provider).Source, Get<BudgetNode>(provider), Get<TimeProvider>(provider)));
        services.AddSingleton(provider => new WindowOpener(
            Get<WindowStore>(provider), Get<BudgetBook>(provider), Get<BudgetTill>(provider), Get<LedgerWriter>(provider).CatchUpAsync, Get<TimeProvider>(provider), Get<ILogger<WindowOpener>>(provider)));
        services.AddSingleton(provider => new BudgetFeed(Get<LiveFeed>(provider)));
        services.AddSingleton(provider => new BudgetAudit(Get<AuditLog>(provider), Get<BudgetFeed>(provider)));
        services.AddSingleton(provider => new BudgetKeeper(Get<BudgetBook>(provider), Get<WindowOpener>(provider), Get<BudgetTill>(provider)));
        services.AddSingleton(provider => new BudgetClerk(
            Get<BudgetStore>(provider), Get<RaiseStore>(provider), Get<WindowStore>(provider), Get<WindowOpener>(provider), Get<BudgetBook>(provider), Get<TimeProvider>(provider)));
        services.AddSingleton(provider => new BudgetStandings(
            Get<Database>(provider).Source, Get<BudgetBook>(provider), Get<BudgetClerk>(provider), Get<WindowOpener>(provider), Get<BudgetTill>(provider), Get<TimeProvider>(provider)));
        services.AddSingleton(provider => new BudgetAlarms(Get<AlertDesk>(provider), Get<BudgetFeed>(provider), options));
        services.AddSingleton(provider => new BudgetSweep(
            Get<Database>(provider).Source, Get<BudgetBook>(provider), Get<WindowStore>(provider), Get<BudgetAlarms>(provider), options, Get<TimeProvider>(provider)));
        services.AddSingleton(provider => new BudgetClock(
            Get<BudgetBook>(provider), Get<WindowOpener>(provider), Get<WindowStore>(provider), Get<BudgetClerk>(provider), Get<BudgetAlarms>(provider), Get<BudgetSweep>(provider),
            alerts.Reader, adjustments.Reader, Get<TimeProvider>(provider), Get<ILogger<BudgetClock>>(provider)));
        services.AddSingleton(provider => new BudgetStart(
            Get<BudgetStore>(provider), Get<BudgetBook>(provider), Get<WindowStore>(provider), Get<ILogger<BudgetStart>>(provider)));
        services.AddSingleton(provider => new BudgetPostings(Get<BudgetNode>(provider), adjustments.Writer));
        services.AddSingleton<LedgerSink>(provider => Get<BudgetPostings>(provider).PostAsync);
        services.AddSingleton(provider => new BudgetEndpoints(
            Get<BudgetStore>(provider), Get<BudgetStandings>(provider), Get<BudgetClerk>(provider), Get<BudgetAudit>(provider), Get<CallerTargets>(provider), Get<DowngradeCheck>(provider), options));
        services.AddSingleton(provider => new BudgetDeclarations(Get<BudgetStore>(provider), Get<BudgetClerk>(provider), Get<BudgetBook>(provider), Get<BudgetAudit>(provider)));
        return services;
    }

    private static T Get<T>(IServiceProvider provider)
        where T : notnull => provider.GetRequiredService<T>();
}
