using System.Buffers;
using System.Text;
using Tollgate.Core;
using Tollgate.Dialects.Requests;

namespace Tollgate.Pricing.Bounds;

/// <summary>Says why a call has no bound: what a hard budget refuses (CONTRACT 6).</summary>
internal static class Boundless
{
    private static readonly SearchValues<byte> NameLetters = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789_.-"u8);

    /// <summary>The refusal of a request that nothing bounds; null when its cost can be bounded.</summary>
    public static Refusal? Judge(PricedModel model, Surface surface, in RequestFacts facts, ReadOnlySpan<byte> body)
    {
        if (!model.IsPriced)
        {
            return NoPrice(model, "price");
        }

        if (surface == Surface.PassThrough || model.Traits.Unbounded is not null)
        {
            return NoBound("model", $"'{model.Model}' has no bound of cost: {model.Traits.Unbounded ?? "the route is not one the gateway reads"}.", "Use another model, or a key without a hard budget.");
        }

        return Judge(facts, body);
    }

    /// <summary>A unit that the call can use has no price.</summary>
    public static Refusal NoPrice(PricedModel model, string what) =>
        new(RefusalCode.PriceUnknown, $"No {what} is known for '{model.Model}' of {model.Provider}, and a hard budget cannot allow what it cannot count.")
        {
            Help = $"`tollgate models price {model.Provider}/{model.UpstreamModel} --input X --output Y` sets one.",
            Step = "reserve",
            Parameter = "model",
        };

    /// <summary>Something counts as the context window, and the window is not known.</summary>
    public static Refusal NoWindow(PricedModel model) =>
        NoBound("model", $"The request counts as the whole context window of '{model.Model}', which is not known.", $"Set `models: {model.Model}: {{ context_window: N }}` in tollgate.yaml.");

    private static Refusal? Judge(in RequestFacts facts, ReadOnlySpan<byte> body)
    {
        if (!facts.UnknownPart.IsEmpty)
        {
            return NoBound("type", $"The body holds {Named("a part", facts.UnknownPart, body)} that the gateway cannot bound.", "Leave the part out, or use a key without a hard budget.");
        }

        if (!facts.UnboundedServerTool.IsEmpty)
        {
            return NoBound("tools", $"The body declares {Named("a server tool", facts.UnboundedServerTool, body)} that may be used without limit.", "Set `max_uses` on it, or leave it out.");
        }

        if (!facts.AlternativeModels.IsEmpty)
        {
            return NoBound("models", "The provider may answer with another model than the one that is priced.", "Name one model only.");
        }

        return facts.Background
            ? NoBound("background", "Work in the background is billed after the answer, and is not settled yet.", "Leave `background` out.")
            : null;
    }

    private static Refusal NoBound(string parameter, string message, string help) =>
        new(RefusalCode.CostUnbounded, message) { Help = help, Step = "reserve", Parameter = parameter };

    /// <summary>A type's name, when it looks like one and like nothing else: anything more could be content, which no refusal repeats (CONTRACT 10).</summary>
    private static string Named(string what, Slice type, ReadOnlySpan<byte> body)
    {
        const int most = 64;
        var name = type.Of(body);
        return name.Length <= most && !name.ContainsAnyExcept(NameLetters) ? $"{what} of the type '{Encoding.UTF8.GetString(name)}'" : what;
    }
}
