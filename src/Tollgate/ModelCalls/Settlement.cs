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
    /// <summary>What the same usage costs by the list, without the account's discount.</summary>
    public Money List { get; init; }

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
            ? Reported(whole, model, terms, bound)
            : Estimated(end, model, terms, reported ?? default, estimate, bound);
        return settled with { Flags = settled.Flags | left };
    }

    private static Settlement Reported(in TokenUsage usage, PricedModel model, in PriceTerms terms, in SettlementBound bound)
    {
        var priced = PriceFunction.Price(model.Price, usage, terms);
        return new Settlement(usage, priced.Cost, Money.Zero, model.Flags | priced.Flags | Above(priced.Cost, bound)) { List = ByList(model, usage, terms, priced.Cost) };
    }

    /// <summary>
    /// An estimate never takes more than is reserved, for the provider enforces the limit that the reserve stands on. What was reported so
    /// far is taken as it is: where that is more, the reserve was too low, and the line says so.
    /// </summary>
    private static Settlement Estimated(in AttemptEnd end, PricedModel model, in PriceTerms terms, in TokenUsage reported, in TokenUsage estimate, in SettlementBound bound)
    {
        var priced = PriceFunction.Price(model.Price, estimate, terms);
        var flags = model.Flags | priced.Flags | LineFlags.Estimated;
        var seen = PriceFunction.Price(model.Price, reported, terms).Cost;
        var reserved = bound.IsKnown ? bound.Reserved : priced.Cost;
        if (end.Result == CallResult.Cut)
        {
            // The reserve is what a limit that was sent can cost; a provider that ignores it proves no more until it reports.
            var cut = Money.Max(seen, reserved);
            return new Settlement(estimate, cut, Money.Zero, flags | LineFlags.Cut | Above(cut, bound)) { List = ByList(model, estimate, terms, cut) };
        }

        var cost = Money.Max(Money.Min(priced.Cost, reserved), seen);
        var most = bound.IsKnown ? bound.Most : cost;
        return new Settlement(estimate, cost, Money.Max(most - cost, Money.Zero), flags | Above(cost, bound)) { List = ByList(model, estimate, terms, cost) };
    }

    /// <summary>Never below what is paid: where an estimate took all that was reserved, the list says no less.</summary>
    private static Money ByList(PricedModel model, in TokenUsage usage, in PriceTerms terms, Money cost) =>
        model.Price.NetFactor == 1m ? cost : Money.Max(cost, PriceFunction.Cost(model.Price.List, usage, terms));

    private static LineFlags Above(Money cost, in SettlementBound bound) => bound.IsKnown && cost > bound.Reserved ? LineFlags.AboveReserve : LineFlags.None;
}
