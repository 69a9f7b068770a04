using System.Text;
using System.Text.Json;
using Tollgate.Api;
using Tollgate.Core;
using Tollgate.Dialects.Requests;
using Tollgate.Pricing.Bounds;
using Tollgate.Pricing.Discounts;
using Tollgate.Pricing.Expectations;

namespace Tollgate.Pricing.Admin;

/// <summary>Makes quotes out of what somebody asks.</summary>
internal sealed class Estimator(PriceBook book, DiscountBook discounts, Expectation expectation, DateTimeOffset at)
{
    /// <summary>Quotes a body, a usage, or numbers of tokens.</summary>
    public Outcome<EstimateReply> Quote(EstimateBody ask)
    {
        var name = ask.Model ?? (ask.Body is { ValueKind: JsonValueKind.Object } whole && whole.TryGetProperty("model", out var model) && model.ValueKind == JsonValueKind.String ? model.GetString()! : "");
        var found = book.Resolve(name, ask.Provider, at);
        if (found.IsRefused)
        {
            return found.Refusal;
        }

        var net = ask.Account is { } account ? discounts.Apply(found.Value, account, at) : discounts.ApplyLeast(found.Value, at);
        var terms = new PriceTerms(ask.ServiceTier);
        if (ask.Body is { } body)
        {
            return OfBody(net, ask, body, terms);
        }

        return ask.Usage is { } usage ? OfUsage(net, usage, terms) : OfTokens(net, ask, terms);
    }

    private Outcome<EstimateReply> OfBody(PricedModel model, EstimateBody ask, JsonElement body, in PriceTerms terms)
    {
        if (EstimateSurfaces.Of(ask.Surface, model.Provider, body) is not { } surface)
        {
            return ApiReply.Invalid("surface", $"'surface' takes {EstimateSurfaces.Names}.");
        }

        var bytes = Encoding.UTF8.GetBytes(body.GetRawText());
        var facts = default(RequestFacts);
        var fault = RequestReader.TryRead(surface, bytes, ref facts, out _);
        if (fault is not (RequestFault.None or RequestFault.MissingModel))
        {
            return ApiReply.Invalid("body", $"The body cannot be read: {fault}.");
        }

        if (ExpectedUsage.Of(surface, body, facts.Limit) is not { } expected)
        {
            return ApiReply.Invalid("body", "The body has no prompt: `messages`, `prompt`, `input` or `contents`.");
        }

        var bound = CostBound.Of(model, surface, facts, bytes);
        if (CostBound.IsFree(surface))
        {
            return Reply(model, expected, default, bound, ["this surface is free"]);
        }

        var learned = expectation.Of(model, ask.Agent, ask.Session, facts);
        var usage = learned?.Usage ?? expected.ToUsage();
        var probable = learned is null ? expected : new ExpectedUsage(usage.TotalInput, usage.TotalOutput);
        return Reply(model, probable, PriceFunction.Price(model.Price, usage, terms), bound, Assumptions(model, facts, bound, learned?.Calls));
    }

    private static Outcome<EstimateReply> OfUsage(PricedModel model, Dictionary<string, long> counts, in PriceTerms terms)
    {
        var usage = new TokenUsage();
        foreach (var (name, count) in counts)
        {
            if (!Units.TryParse(name, out var unit) || count < 0)
            {
                return ApiReply.Invalid($"usage.{name}", "'usage' takes units, for example input, cache_read, output, with counts of 0 or more.");
            }

            usage[unit] = count;
        }

        var priced = PriceFunction.Price(model.Price, usage, terms);
        return new EstimateReply(model.Provider, model.Model, priced.Cost, priced.Cost, usage.TotalInput, usage.TotalOutput, [.. (model.Flags | priced.Flags).Wire(), "a stated usage has one price"]);
    }

    private static Outcome<EstimateReply> OfTokens(PricedModel model, EstimateBody ask, in PriceTerms terms)
    {
        if (ask.InputTokens is not ({ } input and >= 0 and <= int.MaxValue) || ask.OutputTokens is < 0)
        {
            return ApiReply.Invalid("input_tokens", "Give a `body`, a `usage`, or `input_tokens` of 0 or more.");
        }

        var surface = model.Traits.Mode == "embedding" ? Surface.Embeddings : Surface.ChatCompletions;
        var expected = ExpectedUsage.Of(surface, input, ask.OutputTokens ?? 0);
        var facts = new RequestFacts { Choices = 1, Limit = ask.OutputTokens ?? 0, TextBytes = (int)input };
        var plain = model with { Traits = model.Traits with { MaxTokensPerByte = 1, TokensPerRequest = 0 } };
        var bound = CostBound.Of(plain, surface, facts, default);
        return Reply(model, expected, PriceFunction.Price(model.Price, expected.ToUsage(), terms), bound, [.. model.Flags.Wire(), "the input is exactly what was stated; the maximum prices it at its dearest"]);
    }

    private static EstimateReply Reply(PricedModel model, in ExpectedUsage expected, in PricedUsage priced, in CallBound bound, IReadOnlyList<string> assumptions) =>
        new(model.Provider, model.Model, priced.Cost, bound.Unbounded is null ? Money.Max(bound.Total, priced.Cost) : null, expected.Input, expected.Output, assumptions);

    private static List<string> Assumptions(PricedModel model, in RequestFacts facts, in CallBound bound, long? calls)
    {
        var expected = calls is { } seen
            ? FormattableString.Invariant($"expected: as the {seen} calls before went: tokens for bytes, what the prompt cache held, the output that most are near to")
            : "expected: four characters to a token, all input uncached, output up to the limit";
        var assumptions = new List<string>(model.Flags.Wire()) { expected };
        if (bound.Unbounded is { } why)
        {
            assumptions.Add($"no maximum: {why.Message}");
            return assumptions;
        }

        assumptions.Add(FormattableString.Invariant($"maximum: {bound.InputTokens} tokens of input at their dearest, {bound.OutputTokens} of output"));
        if (facts.Limit == 0 && bound.OutputLimit > 0)
        {
            assumptions.Add(FormattableString.Invariant($"the request sets no output limit: {bound.OutputLimit} per answer"));
        }

        return assumptions;
    }
}
