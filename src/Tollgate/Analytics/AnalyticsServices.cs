using System.Data.Common;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Tollgate.Analytics.Figures;
using Tollgate.Analytics.Rollups;
using Tollgate.Analytics.Usage;
using Tollgate.Ledger;

namespace Tollgate.Analytics;

/// <summary>The wiring of analytics.</summary>
internal static class AnalyticsServices
{
    /// <summary>Adds the slice; needs the ledger, a database and a clock.</summary>
    public static IServiceCollection AddAnalytics(this IServiceCollection services) => services
        .AddSingleton(from => new RollupFollower(Get<DbDataSource>(from), Get<TimeProvider>(from), Get<ILogger<RollupFollower>>(from)))
        .AddSingleton(from => new UsageStore(Get<DbDataSource>(from), Get<RollupFollower>(from)))
        .AddSingleton(from => new UsageQuery(Get<TimeProvider>(from)))
        .AddSingleton(from => new Overviews(Get<UsageStore>(from), Get<UsageQuery>(from)))
        .AddSingleton(from => new Projector(Get<UsageStore>(from), Get<UsageQuery>(from), Get<TimeProvider>(from)))
        .AddSingleton(from => new AnalyticsEndpoints(Get<UsageStore>(from), Get<UsageQuery>(from), Get<Overviews>(from), Get<Projector>(from), Get<LedgerWriter>(from)));

    private static T Get<T>(IServiceProvider from)
        where T : notnull => from.GetRequiredService<T>();
}
