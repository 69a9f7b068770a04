using Tollgate.Core;
using Tollgate.Dialects.Requests;

namespace Tollgate.Pricing.Bounds;

/// <summary>The most that a call's fees per piece can be: for the request, for searches the model makes by itself, for each use of a server tool.</summary>
internal static class BoundFees
{
    /// <summary>Nano-dollars; null, and the kind, when a tool is declared whose fee is not known.</summary>
    public static decimal? Of(PricedModel model, in RequestFacts facts, in BoundRates rates, out string? withoutPrice)
    {
        withoutPrice = null;
        var fees = model.Price.Standard.Base.Knows(Unit.Request) ? rates.Of(Unit.Request) ?? 0m : 0m;
        var searches = model.Traits.BuiltInSearches + Uses(facts, ServerToolKinds.WebSearch, facts.WebSearchUses);
        var others = facts.ServerToolUses - Math.Min(facts.WebSearchUses, facts.ServerToolUses);
        if (!Add(ref fees, searches, rates.Dearest(Unit.WebSearch, Unit.Grounding)))
        {
            withoutPrice = "web search";
        }
        else if (!Add(ref fees, Uses(facts, ServerToolKinds.FileSearch, others), rates.Of(Unit.FileSearch)))
        {
            withoutPrice = "file search";
        }
        else if (!Add(ref fees, Uses(facts, ServerToolKinds.CodeExecution, others), rates.Of(Unit.CodeSession)))
        {
            withoutPrice = "code execution";
        }
        else if (!Add(ref fees, Uses(facts, ServerToolKinds.Maps, others), rates.Of(Unit.Grounding)))
        {
            withoutPrice = "maps";
        }
        else if ((facts.ServerToolKinds & ServerToolKinds.ImageGeneration) != 0)
        {
            withoutPrice = "image generation";
        }

        return withoutPrice is null ? fees : null;
    }

    private static long Uses(in RequestFacts facts, ServerToolKinds kind, long uses) => (facts.ServerToolKinds & kind) == 0 ? 0 : uses;

    private static bool Add(ref decimal fees, long count, decimal? rate)
    {
        if (count == 0)
        {
            return true;
        }

        fees += count * (rate ?? 0m);
        return rate is not null;
    }
}
