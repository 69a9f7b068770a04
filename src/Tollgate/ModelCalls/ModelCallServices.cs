using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Tollgate.Budgets;
using Tollgate.Callers;
using Tollgate.Guards;
using Tollgate.Guards.Anomalies;
using Tollgate.Guards.External;
using Tollgate.Guards.Loops;
using Tollgate.Guards.Streams;
using Tollgate.Ledger;
using Tollgate.Ledger.Journals;
using Tollgate.Limits;
using Tollgate.ModelCalls.Bills;
using Tollgate.ModelCalls.References;
using Tollgate.Pricing;
using Tollgate.Pricing.Bounds;
using Tollgate.Pricing.Discounts;
using Tollgate.Pricing.Expectations;
using Tollgate.Telemetry;
using Tollgate.Upstreams;
using Tollgate.Upstreams.Catalogue;
using Tollgate.Upstreams.Objects;
using Tollgate.Upstreams.Routes;
using Tollgate.Upstreams.Sending;

namespace Tollgate.ModelCalls;

/// <summary>Wires the line.</summary>
internal static class ModelCallServices
{
    /// <summary>Adds the line; needs every slice it calls.</summary>
    public static IServiceCollection AddModelCalls(this IServiceCollection services, ModelCallOptions options) => services
        .AddSingleton(options)
        .AddSingleton(from => new SharpBounds(from.GetRequiredService<SessionPrefixes>(), from.GetRequiredService<UsageMemory>()))
        .AddSingleton(from => new LineReplies(
            from.GetRequiredService<BudgetKeeper>(), from.GetRequiredService<Journal>(), from.GetRequiredService<GatewayMetrics>(), from.GetRequiredService<TimeProvider>(), from.GetRequiredService<ILogger<ModelCall>>()))
        .AddSingleton(from => new CallGuard(
            from.GetRequiredService<BodyGuard>(), from.GetRequiredService<OuterGuard>(), from.GetRequiredService<LoopGuard>(), from.GetRequiredService<StreamGuards>(), from.GetRequiredService<ExternalGuards>(),
            from.GetRequiredService<AnomalyGuard>(), from.GetRequiredService<ProviderCatalogue>().RequestHeaders))
        .AddSingleton(from => new CallReader(from.GetRequiredService<CallerDirectory>(), from.GetRequiredService<AttributionReader>(), options, from.GetRequiredService<TimeProvider>()))
        .AddSingleton<LedgerSink>(_ => ObjectPostings.PostAsync)
        .AddSingleton(from => new ObjectRecorder(from.GetRequiredService<ProviderObjects>(), from.GetRequiredService<TimeProvider>()))
        .AddSingleton(from => new AttemptReserve(from.GetRequiredService<BudgetKeeper>(), from.GetRequiredService<SharpBounds>(), from.GetRequiredService<DiscountDesk>(), from.GetRequiredService<TimeProvider>()))
        .AddSingleton(from => new AttemptSender(from.GetRequiredService<UpstreamClient>(), from.GetRequiredService<UpstreamAddress>(), from.GetRequiredService<DrainRoom>(), from.GetRequiredService<TimeProvider>()))
        .AddSingleton(from => new AttemptSettler(
            from.GetRequiredService<Journal>(), from.GetRequiredService<SharpBounds>(), from.GetRequiredService<CallGuard>(), from.GetRequiredService<GatewayMetrics>(), from.GetRequiredService<TimeProvider>()))
        .AddSingleton(from => new DeferredBills(
            from.GetRequiredService<DeferredLines>(), from.GetRequiredService<LedgerAdjuster>(), from.GetRequiredService<LedgerWriter>(),
            new DeferredPrices(from.GetRequiredService<PriceCatalog>(), from.GetRequiredService<DiscountDesk>()), new BatchFiles()))
        .AddSingleton(from => new LargeReply(from.GetRequiredService<AttemptSettler>(), from.GetRequiredService<LineReplies>(), from.GetRequiredService<DeferredBills>()))
        .AddSingleton(from => new BodyReply(
            from.GetRequiredService<AttemptSettler>(), from.GetRequiredService<LineReplies>(), from.GetRequiredService<ObjectRecorder>(),
            from.GetRequiredService<DeferredBills>(), from.GetRequiredService<LargeReply>(), from.GetRequiredService<CallGuard>()))
        .AddSingleton(from => new StreamReply(
            from.GetRequiredService<AttemptSettler>(), from.GetRequiredService<LineReplies>(), from.GetRequiredService<ObjectRecorder>(), from.GetRequiredService<DeferredBills>(), from.GetRequiredService<CallGuard>()))
        .AddSingleton(from => new AttemptRunner(
            from.GetRequiredService<AttemptReserve>(), from.GetRequiredService<AttemptSender>(), from.GetRequiredService<AttemptSettler>(),
            from.GetRequiredService<BodyReply>(), from.GetRequiredService<StreamReply>(), from.GetRequiredService<Journal>(), from.GetRequiredService<DeploymentChooser>()))
        .AddSingleton(from => new AttemptLoop(from.GetRequiredService<AttemptRunner>(), from.GetRequiredService<DeploymentChooser>()))
        .AddSingleton(from => new Downgrades(from.GetRequiredService<BudgetKeeper>(), from.GetRequiredService<UpstreamBook>(), from.GetRequiredService<PriceCatalog>(), from.GetRequiredService<TimeProvider>()))
        .AddSingleton(from => new CallRouter(from.GetRequiredService<UpstreamBook>(), from.GetRequiredService<DeploymentChooser>()))
        .AddSingleton(from => new CallAdmission(from.GetRequiredService<PriceCatalog>(), from.GetRequiredService<ProviderObjects>(), from.GetRequiredService<TimeProvider>()))
        .AddSingleton(from => new ModelLists(
            from.GetRequiredService<CallerDirectory>(), from.GetRequiredService<PriceCatalog>(), from.GetRequiredService<UpstreamBook>(),
            from.GetRequiredService<LineReplies>(), from.GetRequiredService<TimeProvider>()))
        .AddSingleton(from => new PassThroughJudge(
            from.GetRequiredService<UpstreamBook>(), from.GetRequiredService<PassThroughRoutes>(), from.GetRequiredService<ProviderObjects>(),
            from.GetRequiredService<DeploymentChooser>()))
        .AddSingleton(from => new ReferenceCheck(from.GetRequiredService<UpstreamBook>(), from.GetRequiredService<ProviderObjects>()))
        .AddSingleton(from => new PassThroughCall(
            from.GetRequiredService<CallReader>(), from.GetRequiredService<PassThroughJudge>(), from.GetRequiredService<ReferenceCheck>(), from.GetRequiredService<PriceCatalog>(),
            from.GetRequiredService<LimitKeeper>(), from.GetRequiredService<CallGuard>(), from.GetRequiredService<AttemptLoop>(), from.GetRequiredService<LineReplies>(), from.GetRequiredService<TimeProvider>()))
        .AddSingleton(from => new UnknownPath(from.GetRequiredService<CallerDirectory>(), from.GetRequiredService<LineReplies>()))
        .AddSingleton(from => new ModelCall(
            from.GetRequiredService<CallReader>(), from.GetRequiredService<CallAdmission>(), from.GetRequiredService<LimitKeeper>(), from.GetRequiredService<CallGuard>(), from.GetRequiredService<Downgrades>(),
            from.GetRequiredService<CallRouter>(), from.GetRequiredService<AttemptLoop>(), from.GetRequiredService<LineReplies>()));
}
