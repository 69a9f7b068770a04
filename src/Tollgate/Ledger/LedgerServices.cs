using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Tollgate.Audit;
using Tollgate.Ledger.Journals;
using Tollgate.Ledger.Queries;
using Tollgate.Ledger.Repricing;
using Tollgate.Ledger.Seals;
using Tollgate.Pricing;
using Tollgate.Pricing.Discounts;
using Tollgate.Storage;

namespace Tollgate.Ledger;

/// <summary>The wiring of the ledger. Needs <see cref="Database"/>, <see cref="JournalOptions"/> and <see cref="TimeProvider"/>.</summary>
internal static class LedgerServices
{
    public static IServiceCollection AddLedger(this IServiceCollection services) => services
        .AddSingleton(static provider => Journal.Open(provider.GetRequiredService<JournalOptions>()))
        .AddSingleton(static provider => new LiveFeed(provider.GetRequiredService<TimeProvider>()))
        .AddSingleton(static provider => new LedgerWriter(
            provider.GetRequiredService<Journal>(),
            provider.GetRequiredService<Database>().Source,
            provider.GetServices<LedgerSink>(),
            provider.GetRequiredService<LiveFeed>(),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<LedgerWriter>>(),
            provider.GetServices<LedgerTap>(),
            new LedgerSeals(provider.GetRequiredService<AuditLog>(), provider.GetRequiredService<TimeProvider>(), provider.GetService<JudgedBy>()?.Text ?? "")))
        .AddSingleton(static provider => new AuditPart("ledger", new LedgerProof(provider.GetRequiredService<Database>().Source).CheckAsync))
        .AddSingleton(static provider => new LedgerAdjuster(
            provider.GetRequiredService<Database>().Source,
            provider.GetServices<LedgerSink>(),
            provider.GetRequiredService<AuditLog>(),
            provider.GetRequiredService<TimeProvider>()))
        .AddSingleton(static provider => new DeferredLines(provider.GetRequiredService<Database>().Source))
        .AddSingleton(static provider => new CallStore(provider.GetRequiredService<Database>().Source))
        .AddSingleton(static provider => new SummaryStore(provider.GetRequiredService<Database>().Source))
        .AddSingleton(static provider => new LedgerEndpoints(
            provider.GetRequiredService<CallStore>(),
            provider.GetRequiredService<SummaryStore>(),
            provider.GetRequiredService<LedgerAdjuster>(),
            provider.GetRequiredService<LedgerWriter>(),
            provider.GetService<CallFindings>()))
        .AddSingleton(static provider => new RepriceEndpoints(
            new Repricer(
                new ChargeStore(provider.GetRequiredService<Database>().Source),
                provider.GetRequiredService<PriceCatalog>(),
                provider.GetRequiredService<DiscountDesk>(),
                provider.GetRequiredService<TimeProvider>()),
            provider.GetRequiredService<LedgerWriter>(),
            provider.GetRequiredService<TimeProvider>()))
        .AddSingleton(static provider => new LiveEndpoints(provider.GetRequiredService<LiveFeed>(), provider.GetRequiredService<TimeProvider>()));
}
