using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Tollgate.Alerts;
using Tollgate.Alerts.Channels;
using Tollgate.Alerts.Rules;
using Tollgate.Analytics;
using Tollgate.Analytics.Checking;
using Tollgate.Analytics.Reconciling;
using Tollgate.Analytics.Reports;
using Tollgate.Analytics.Rollups;
using Tollgate.Analytics.Usage;
using Tollgate.Api;
using Tollgate.Audit;
using Tollgate.Audit.Sinks;
using Tollgate.Budgets;
using Tollgate.Callers;
using Tollgate.Callers.Keys;
using Tollgate.Callers.Organizations;
using Tollgate.Callers.SignIn;
using Tollgate.Callers.Templates;
using Tollgate.Core;
using Tollgate.Guards;
using Tollgate.Guards.Admin;
using Tollgate.Guards.Anomalies;
using Tollgate.Guards.Items;
using Tollgate.Guards.Records;
using Tollgate.Hosting.Memory;
using Tollgate.Hosting.Settings;
using Tollgate.Ledger;
using Tollgate.Ledger.Journals;
using Tollgate.Ledger.Repricing;
using Tollgate.Ledger.Seals;
using Tollgate.Limits;
using Tollgate.ModelCalls;
using Tollgate.Pricing;
using Tollgate.Pricing.Admin;
using Tollgate.Pricing.Discounts;
using Tollgate.Pricing.Updates;
using Tollgate.Security;
using Tollgate.Storage;
using Tollgate.Telemetry;
using Tollgate.Upstreams;

namespace Tollgate.Hosting;

/// <summary>Wires every slice, and lists the routes of the admin API.</summary>
internal static class GatewayServices
{
    /// <summary>Adds the gateway; needs settings, database, clock and randomness.</summary>
    public static IServiceCollection AddGateway(this IServiceCollection services, TollgateSettings settings, GatewayHostOptions options) => services
        .AddSingleton(settings.Pricing)
        .AddSingleton(settings.Journal)
        .AddSingleton(settings.Callers)
        .AddSingleton(settings.ClientAbort)
        .AddTelemetry()
        .AddAudit()
        .AddAuditFollowers(settings.Audit)
        .AddSingleton(_ => new JudgedBy($"Tollgate {typeof(SecurityScanner).Assembly.GetName().Version} {typeof(SecurityScanner).Module.ModuleVersionId}"))
        .AddCallers()
        .AddPricing()
        .AddLedger()
        .AddAnalytics()
        .AddAlertWiring()
        .AddAlerts(settings.Alerts)
        .AddBudgets(settings.Budgets, NodeId.Ensure(settings.Data, options.Time))
        .AddLimits(settings.Limits)
        .AddGuards(settings.Guards)
        .AddGuardWiring()
        .AddUpstreams(options.Environment)
        .AddModelCalls(new ModelCallOptions { MaxBodyBytes = settings.MaxBodyBytes })
        .AddKeyAttachments()
        .AddHosting();

    private static IServiceCollection AddHosting(this IServiceCollection services) => services
        .AddSingleton(_ => new GatewayState())
        .AddSingleton(from => new DeclaredRules(
            Get<OrganizationStore>(from), Get<TeamStore>(from), Get<BudgetDeclarations>(from), Get<LimitDeclarations>(from), Get<RuleDeclarations>(from), Get<DowngradeCheck>(from),
            Get<TimeProvider>(from), Get<ILogger<DeclaredRules>>(from)))
        .AddSingleton<DowngradeCheck>(from => model => Get<PriceCatalog>(from).Current.Resolve(model, null, Get<TimeProvider>(from).GetUtcNow()) is { IsRefused: true, Refusal: var unknown }
            ? new Refusal(RefusalCode.InvalidRequest, unknown.Message) { Parameter = "on_exceed.downgrade_to", Help = unknown.Help }
            : null)
        .AddSingleton<IHostedService>(from => new BackgroundLoop(Get<BudgetClock>(from).RunAsync))
        .AddSingleton<IHostedService>(from => new BackgroundLoop(Get<AlertRounds>(from).RunAsync))
        .AddSingleton<IHostedService>(from => new BackgroundLoop(Get<AuditFollowers>(from).RunAsync))
        .AddSingleton(from => new SignInLog(Get<AuditLog>(from), Get<TimeProvider>(from), Get<ILogger<SignInLog>>(from)))
        .AddSingleton<IHostedService>(from => new BackgroundLoop(Get<SignInLog>(from).RunAsync))
        .AddSingleton<IHostedService>(from => new BackgroundLoop(Get<RollupFollower>(from).RunAsync))
        .AddSingleton<IHostedService>(from => new BackgroundLoop(Get<GuardRecorder>(from).RunAsync))
        .AddSingleton<IHostedService>(from => new BackgroundLoop(new MemoryKeeper(Get<TimeProvider>(from), Get<ILogger<MemoryKeeper>>(from)).RunAsync))
        .AddSingleton<ReadPast>(from => async (organization, principal, since, ct) =>
            [.. (await Get<PrincipalHours>(from).ReadAsync(organization, principal, since, ct)).Select(hour => new PastHour(hour.Hour, hour.Model, hour.Calls, hour.Tokens, hour.Cost))])
        .AddSingleton<IHostedService>(from => new BackgroundLoop(Get<PastReader>(from).RunAsync))
        .AddSingleton(from => new HealthEndpoints(Get<GatewayState>(from), Get<Database>(from), Get<Journal>(from), Get<LedgerWriter>(from), Get<SettingsWatch>(from), Get<TimeProvider>(from)))
        .AddSingleton(from => new SettingsWatch(Get<SettingsFile>(from), Get<ILogger<SettingsWatch>>(from)))
        .AddSingleton(from => new MeEndpoints(
            Get<CallerDirectory>(from), Get<BudgetStandings>(from), Get<LimitKeeper>(from), Get<ModelLists>(from)))
        .AddSingleton(from => new ApiRouter(Routes(from)))
        .AddSingleton(from => new LineRoutes(name => Get<UpstreamBook>(from).Find(name) is not null))
        .AddSingleton(from => new GatewayOpening(from))
        .AddSingleton(from => new GatewayClosing(Get<LedgerWriter>(from), Get<Journal>(from)))
        .AddSingleton(from => new GatewayPipeline(
            new ApiRouter(Get<HealthEndpoints>(from).Routes), () => Get<ApiRouter>(from), Get<ApiCallerReader>(from), Get<LineRoutes>(from), Get<ModelCall>(from), Get<PassThroughCall>(from), Get<ModelLists>(from),
            Get<UnknownPath>(from), Get<MetricsEndpoints>(from), Get<GatewayState>(from)));

    /// <summary>Every admin route of every slice; the OpenAPI document is written from this list.</summary>
    private static List<ApiRoute> Routes(IServiceProvider from)
    {
        List<ApiRoute> routes =
        [
            .. Get<AlertEndpoints>(from).Routes,
            .. Get<AnalyticsEndpoints>(from).Routes,
            .. Get<InsightEndpoints>(from).Routes,
            .. Get<SumsEndpoints>(from).Routes,
            .. Get<ReconcileEndpoints>(from).Routes,
            .. Get<ReportEndpoints>(from).Routes,
            .. Get<AuditEndpoints>(from).Routes,
            .. Get<BudgetEndpoints>(from).Routes,
            .. Get<ChannelEndpoints>(from).Routes,
            .. Get<GuardItems>(from).Routes,
            .. Get<GuardEndpoints>(from).Routes,
            .. Get<HealthEndpoints>(from).Routes,
            .. Get<KeyEndpoints>(from).Routes,
            .. Get<LedgerEndpoints>(from).Routes,
            .. Get<LimitEndpoints>(from).Routes,
            .. Get<LiveEndpoints>(from).Routes,
            .. Get<MeEndpoints>(from).Routes,
            .. Get<MetricsEndpoints>(from).Routes,
            .. Get<MintEndpoints>(from).Routes,
            .. Get<OrganizationEndpoints>(from).Routes,
            .. CallerServices.PrincipalEndpoints(from).SelectMany(endpoints => endpoints.Routes),
            .. Get<CatalogEndpoints>(from).Routes,
            .. Get<CheapestEndpoints>(from).Routes,
            .. Get<DiscountEndpoints>(from).Routes,
            .. Get<EstimateEndpoints>(from).Routes,
            .. Get<ModelEndpoints>(from).Routes,
            .. Get<DeploymentEndpoints>(from).Routes,
            .. Get<ProviderEndpoints>(from).Routes,
            .. Get<RepriceEndpoints>(from).Routes,
            .. Get<RuleEndpoints>(from).Routes,
            .. Get<SinkEndpoints>(from).Routes,
            .. Get<SecurityEndpoints>(from).Routes,
            .. Get<TeamEndpoints>(from).Routes,
            .. Get<TemplateEndpoints>(from).Routes,
        ];
        return [.. routes, .. DocumentEndpoints.Routes(routes)];
    }

    private static T Get<T>(IServiceProvider from)
        where T : notnull => from.GetRequiredService<T>();
}
