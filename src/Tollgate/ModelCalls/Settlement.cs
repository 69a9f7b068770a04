using Tollgate.Core;
using Tollgate.Pricing;

namespace Tollgate.ModelCalls;

/// <summary>What is owed for an attempt (CONTRACT 7): reported, estimated, or nothing; and what may be owed on top.</summary>
/// <param name="Usage">The disjoint buckets the cost stands on.</param>
/// <param name="Cost">What is settled.</param>
/// <param name="Uncertain">What may be owed on top; hard budgets go on counting it.</param>
/// <param name="Flags">What is unusual about the line.</param>
internal readonly record struct Settlement(TokenUsage Usage, Money Cost, Money Uncertain, LineFlags Flags)
{
    /// <summary>
    /// Decides what an attempt owes.
    /// </summary>
    /// <param name="end">How it ended.</param>
    /// <param name="model">What it is priced by.</param>
    /// <param name="terms">The tier and region that were served.</param>
    /// <param name="reported">What the provider reported; null when nothing.</param>
    /// <param name="isFinal">Whether the report is the last one, not a running figure.</param>
    /// <param name="isFree">Whether the route is known to cost nothing.</param>
    /// <param name="estimate">What was used as far as anybody can tell, at least what was reported so far.</param>
    /// <param name="bound">What it can cost at most.</param>
    public static Settlement Of(in AttemptEnd end, PricedModel model, in PriceTerms terms, TokenUsage? reported, bool isFinal, bool isFree, in TokenUsage estimate, in SettlementBound bound)
    {
        if (!end.WasSent || isFree)
        {
            return default;
        }

        var left = end.ClientLeft ? LineFlags.ClientAborted : LineFlags.None;
        if (end.Result == CallResult.UpstreamError && reported is null)
        {
            return new Settlement(default, Money.Zero, Money.Zero, LineFlags.AssumedUnbilled | left);
        }

        var settled = reported is { } whole && isFinal
            ? Reported(whole, model, terms, bound.Reserved)
            : Estimated(end, model, terms, estimate, bound);
        return settled with { Flags = settled.Flags | left };
    }

    private static Settlement Reported(in TokenUsage usage, PricedModel model, in PriceTerms terms, Money bound)
    {
        var priced = PriceFunction.Price(model.Price, usage, terms);
        var flags = model.Flags | priced.Flags;
        return new Settlement(usage, priced.Cost, Money.Zero, priced.Cost > bound ? flags | LineFlags.AboveReserve : flags);
    }

    private static Settlement Estimated(in AttemptEnd end, PricedModel model, in PriceTerms terms, in TokenUsage estimate, in SettlementBound bound)
    {
        var priced = PriceFunction.Price(model.Price, estimate, terms);
        var flags = model.Flags | priced.Flags | LineFlags.Estimated;
        if (end.Result == CallResult.Cut)
        {
            // The reserve is what a limit that was sent can cost; a provider that ignores it proves no more until it reports.
            return new Settlement(estimate, bound.Reserved, Money.Zero, flags | LineFlags.Cut);
        }

        var cost = Money.Min(priced.Cost, bound.Reserved);
        return new Settlement(estimate, cost, Money.Max(bound.Most - cost, Money.Zero), flags);
    }
}
