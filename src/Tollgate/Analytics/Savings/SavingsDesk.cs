using Tollgate.Analytics.Rollups;
using Tollgate.Analytics.Usage;
using Tollgate.Core;

namespace Tollgate.Analytics.Savings;

/// <summary>Answers what was saved.</summary>
internal sealed class SavingsDesk(UsageStore store, Baseline baseline)
{
    /// <summary>The savings of a time; against a model when one is named.</summary>
    public async Task<Outcome<SavingsReply>> SumAsync(UsageQuestion question, string? model, CancellationToken ct)
    {
        var sums = UsageReplies.Total(await store.AskAsync(question, ct));
        var reply = new SavingsReply
        {
            From = question.From,
            To = question.To == UsageQuestion.Never ? null : question.To,
            CostUsd = sums.Cost,
            PromptCacheSavedUsd = new Money(sums[Measure.CacheSaved]),
            PromptCacheHitPercent = UsageView.Percent(new Money(sums[Measure.CacheReadTokens]), new Money(sums[Measure.InputTokens])),
            CacheHitsSavedUsd = new Money(sums[Measure.Saved]),
        };
        if (model is null)
        {
            return reply;
        }

        var priced = await baseline.PriceAsync(question, model, ct);
        return priced.IsRefused ? priced.Refusal : reply with { Baseline = priced.Value };
    }
}
