using System.Data.Common;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Tollgate.Analytics.Checking;
using Tollgate.Analytics.Figures;
using Tollgate.Analytics.Reconciling;
using Tollgate.Analytics.Reports;
using Tollgate.Analytics.Rollups;
using Tollgate.Analytics.Savings;
using Tollgate.Analytics.Usage;
using Tollgate.Audit;
using Tollgate.Callers.Organizations;
using Tollgate.Ledger;
using Tollgate.Pricing;

namespace Tollgate.Analytics;

/// <summary>The wiring of analytics.</summary>
internal static class AnalyticsServices
{
    /// <summary>Adds the slice; needs the ledger, a database and a clock.</summary>
    public static IServiceCollection AddAnalytics(this IServiceCollection services) => services
        .AddSingleton<RollupTap>()
        .AddSingleton<LedgerTap>(from => Get<RollupTap>(from).Take)
        .AddSingleton(from => new RollupFollower(Get<DbDataSource>(from), Get<RollupTap>(from), Get<TimeProvider>(from), Get<ILogger<RollupFollower>>(from)))
        .AddSingleton(from => new UsageStore(Get<DbDataSource>(from), Get<RollupFollower>(from)))
        .AddSingleton(from => new SumsEndpoints(Get<RollupFollower>(from), Get<LedgerWriter>(from), Get<AuditLog>(from)))
        .AddSingleton(from => new PrincipalHours(Get<DbDataSource>(from)))
        .AddSingleton(from => new UsageQuery(Get<TimeProvider>(from)))
        .AddSingleton(from => new Overviews(Get<UsageStore>(from), Get<UsageQuery>(from)))
        .AddSingleton(from => new Projector(Get<UsageStore>(from), Get<UsageQuery>(from), Get<TimeProvider>(from)))
        .AddSingleton(from => new AnomalyFinder(Get<UsageStore>(from), Get<UsageQuery>(from)))
        .AddSingleton(from => new Baseline(Get<DbDataSource>(from), Get<PriceCatalog>(from)))
        .AddSingleton(from => new SavingsDesk(Get<UsageStore>(from), Get<Baseline>(from)))
        .AddSingleton(from => new AnalyticsEndpoints(Get<UsageStore>(from), Get<UsageQuery>(from), Get<Overviews>(from), Get<Projector>(from), Get<LedgerWriter>(from)))
        .AddSingleton(from => new InsightEndpoints(Get<UsageQuery>(from), Get<AnomalyFinder>(from), Get<SavingsDesk>(from), Get<LedgerWriter>(from)))
        .AddSingleton(from => new StatementDesk(Get<UsageStore>(from), Get<OrganizationStore>(from), Get<TimeProvider>(from)))
        .AddSingleton(from => new FocusExport(Get<UsageStore>(from)))
        .AddSingleton(from => new LedgerExport(Get<DbDataSource>(from)))
        .AddSingleton(from => new Reconciler(new OwnAttempts(Get<DbDataSource>(from)), Get<PriceCatalog>(from), Get<LedgerAdjuster>(from)))
        .AddSingleton(from => new ReconcileEndpoints(Get<Reconciler>(from), Get<LedgerWriter>(from)))
        .AddSingleton(from => new Chargeback(Get<UsageStore>(from)))
        .AddSingleton(from => new ReportEndpoints(
            Get<UsageQuery>(from), Get<StatementDesk>(from), Get<FocusExport>(from), Get<LedgerExport>(from), Get<Chargeback>(from), Get<OrganizationStore>(from), Get<LedgerWriter>(from), Get<TimeProvider>(from)));

    private static T Get<T>(IServiceProvider from)
        where T : notnull => from.GetRequiredService<T>();
}
