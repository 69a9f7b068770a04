using Tollgate.Core;
using Tollgate.Dialects.Replies;
using Tollgate.Ledger;
using Tollgate.Pricing;
using Tollgate.Pricing.Discounts;

namespace Tollgate.ModelCalls.Bills;

/// <summary>What deferred work costs, at the prices of when it began and at what its account pays.</summary>
internal sealed class DeferredPrices(PriceCatalog prices, DiscountDesk discounts)
{
    private const string BatchTier = "batch";

    /// <summary>A finished response, by the model that the call named.</summary>
    public Money? Of(Attempt attempt, DeferredLine line, ReplyMeter used) => Cost(attempt, line, Find(attempt, line, line.Model), used.Usage, used, used.ServedTier);

    /// <summary>An answer of a batch, by the model that it names itself; one that is not listed goes by the model of the batch, if it has one.</summary>
    public Money? OfBatch(Attempt attempt, DeferredLine line, string? served, ReplyMeter used)
    {
        var found = Find(attempt, line, served);
        var asked = found is null || (found.Flags & LineFlags.AssumedPrice) != 0 ? Find(attempt, line, line.Model) : null;
        return Cost(attempt, line, asked is { Flags: LineFlags.None } ? asked : found, used.Usage, used, BatchTier);
    }

    /// <summary>A video: its seconds; nothing when it failed, and null while nobody knows.</summary>
    public Money? OfVideo(Attempt attempt, DeferredLine line, VideoJob? job)
    {
        if (job is not { IsMade: true } made)
        {
            return job is null ? null : Money.Zero;
        }

        var usage = default(TokenUsage);
        usage[Unit.VideoSecond] = made.Seconds;
        return Cost(attempt, line, Find(attempt, line, made.Model), usage, null, null);
    }

    private PricedModel? Find(Attempt attempt, DeferredLine line, string? model) =>
        model is not null && prices.Current.Resolve(model, attempt.Model.Provider, line.SentAt) is { IsRefused: false } found ? found.Value : null;

    private Money? Cost(Attempt attempt, DeferredLine line, PricedModel? model, in TokenUsage usage, ReplyMeter? used, string? tier)
    {
        if (model is null)
        {
            return null;
        }

        var net = discounts.Current.Apply(model, attempt.Deployment.Name, line.SentAt);
        return PriceFunction.Cost(net.Price, model.WithFixedUnits(usage), PriceTerms.Served(tier, used?.ServedSpeed, used?.ServedRegion));
    }
}
