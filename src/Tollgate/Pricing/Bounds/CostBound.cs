using Tollgate.Core;
using Tollgate.Dialects.Requests;

namespace Tollgate.Pricing.Bounds;

/// <summary>
/// The most that a call can cost, as a proof (CONTRACT 6). Input is priced at the dearest of uncached, cache write and context tier,
/// output at its dearest kind, both at the dearest service tier and region that the request permits.
/// It assumes what docs/catalog.md says of each provider: its context limit, its output limit, its constants.
/// </summary>
internal static class CostBound
{
    /// <summary>The smallest output limit a clamp may set.</summary>
    public const long LeastOutput = 1024;

    /// <summary>The output limit of a request that has none, to a model whose largest output is not known; it is spliced in, so it holds.</summary>
    public const long FallbackOutput = 8192;

    /// <summary>Bounds a call to a model.</summary>
    /// <param name="model">The model that will serve it.</param>
    /// <param name="surface">What is called.</param>
    /// <param name="facts">What the request asks for.</param>
    /// <param name="body">The bytes that the facts point into.</param>
    /// <param name="sharp">A sharper proven input bound (<see cref="SessionPrefixes"/>); null for none.</param>
    /// <param name="region">The region of the deployment, where the provider prices it.</param>
    public static CallBound Of(PricedModel model, Surface surface, in RequestFacts facts, ReadOnlySpan<byte> body, SharpInput? sharp = null, string? region = null)
    {
        if (IsFree(surface))
        {
            return Nothing(null, LineFlags.None);
        }

        if (Boundless.Judge(model, surface, facts, body) is { } boundless)
        {
            return Nothing(boundless, model.Flags);
        }

        var input = InputBound.Of(model.Traits, facts);
        var tokens = Tokens(model.Traits, surface, facts, input, sharp);
        if (tokens < 0)
        {
            return Nothing(Boundless.NoWindow(model), model.Flags);
        }

        var rates = new BoundRates(model, facts, body, tokens, region);
        if (InputNanos(facts, input, tokens, rates) is not { } inputNanos)
        {
            return Nothing(Boundless.NoPrice(model, "input price"), model.Flags);
        }

        return BoundFees.Of(model, facts, rates, out var withoutPrice) is { } fees
            ? WithOutput(model, surface, facts, tokens, inputNanos + fees, rates) with { InputNanos = facts.ServerTools == 0 && InputBound.IsOnePrompt(surface) ? inputNanos : 0m }
            : Nothing(Boundless.NoPrice(model, $"fee for {withoutPrice}"), model.Flags);
    }

    /// <summary>Whether providers answer on a surface without a charge: counting tokens, moderation.</summary>
    public static bool IsFree(Surface surface) => surface is Surface.Moderations or Surface.CountTokens or Surface.GeminiCountTokens;

    /// <summary>The bound of the input in tokens; -1 when it is the context window and that is not known.</summary>
    private static long Tokens(ModelTraits traits, Surface surface, in RequestFacts facts, in InputBound input, SharpInput? sharp)
    {
        if (facts.ServerTools > 0)
        {
            // Each use is another internal turn, whose input is everything so far: at most the window.
            return traits.ContextWindow == 0 ? -1 : checked(traits.ContextWindow * (facts.ServerToolUses + 1));
        }

        if (input.IsWhole)
        {
            return traits.ContextWindow == 0 ? -1 : traits.ContextWindow;
        }

        var tokens = sharp is { } known ? Math.Min(known.Tokens, input.Total) : input.Total;
        return traits.EnforcesContext && traits.ContextWindow > 0 && InputBound.IsOnePrompt(surface) ? Math.Min(tokens, traits.ContextWindow) : tokens;
    }

    /// <summary>
    /// The input's price: each kind at its dearest. Where a cap below the sum of the kinds holds, every token counts as the dearest kind,
    /// for the cap does not say which tokens are there.
    /// </summary>
    private static decimal? InputNanos(in RequestFacts facts, in InputBound input, long tokens, in BoundRates rates)
    {
        if (rates.Text(facts) is not { } text)
        {
            return null;
        }

        var isCounted = !input.IsWhole && facts.ServerTools == 0 && tokens == input.Total;
        return isCounted
            ? (input.Text * text) + (input.Images * Dearer(text, rates.Of(Unit.InputImage))) + (input.Audio * Dearer(text, rates.Of(Unit.InputAudio)))
            : tokens * DearestKind(facts, text, rates);
    }

    /// <summary>The dearest kind of input that the request can hold; what we do not see can be any.</summary>
    private static decimal DearestKind(in RequestFacts facts, decimal text, in BoundRates rates)
    {
        if (!facts.ForeignReference.IsEmpty || facts.ServerTools > 0 || facts.Videos > 0)
        {
            return Dearer(text, rates.Dearest(Unit.InputImage, Unit.InputAudio, Unit.InputVideo));
        }

        var seen = facts.Images + facts.Documents > 0 ? Dearer(text, rates.Of(Unit.InputImage)) : text;
        return facts.AudioParts > 0 ? Dearer(seen, rates.Of(Unit.InputAudio)) : seen;
    }

    private static decimal Dearer(decimal rate, decimal? other) => other is { } known ? Math.Max(rate, known) : rate;

    private static CallBound WithOutput(PricedModel model, Surface surface, in RequestFacts facts, long tokens, decimal fixedNanos, in BoundRates rates)
    {
        if (surface is Surface.Embeddings or Surface.EmbedContent or Surface.BatchEmbedContents)
        {
            return Nothing(null, model.Flags) with { InputTokens = tokens, FixedNanos = fixedNanos };
        }

        if (rates.Output(model.Traits, facts.Modalities) is not { } rate)
        {
            return Nothing(Boundless.NoPrice(model, "output price"), model.Flags);
        }

        var traits = model.Traits;
        var choices = Math.Max(1, facts.Choices);
        var most = traits.MaxOutput > 0 ? traits.MaxOutput : traits.ContextWindow;

        // A repeated prompt and the rejected tokens of a prediction are billed as output that no limit covers.
        var unlimited = (facts.Echo ? tokens : 0) + decimal.Ceiling(facts.PredictionBytes * traits.MaxTokensPerByte);
        var isLimited = traits.LimitIncludesReasoning;
        return new CallBound
        {
            InputTokens = tokens,
            FixedNanos = fixedNanos + (rate * choices * (unlimited + (isLimited ? 0 : most))),
            NanosPerOutputToken = isLimited ? rate : 0m,
            OutputLimit = Limit(facts.Limit, most, traits.MaxOutput),
            LeastLimit = Math.Max(LeastOutput, facts.ThinkingBudget + 1),
            Choices = choices,
            Flags = model.Flags,
        };
    }

    private static long Limit(long asked, long most, long maxOutput)
    {
        if (asked > 0)
        {
            return maxOutput > 0 ? Math.Min(asked, maxOutput) : asked;
        }

        return maxOutput > 0 ? maxOutput : most > 0 ? Math.Min(most, FallbackOutput) : FallbackOutput;
    }

    private static CallBound Nothing(Refusal? unbounded, LineFlags flags) => new()
    {
        InputTokens = 0,
        FixedNanos = 0,
        NanosPerOutputToken = 0,
        OutputLimit = 0,
        LeastLimit = 0,
        Choices = 1,
        Unbounded = unbounded,
        Flags = flags,
    };
}
