using System.Text.Json;
using Tollgate.Client.Costs;
using Tollgate.Client.Prices;
using Tollgate.Core;
using Tollgate.Dialects.Replies;
using Tollgate.Pricing;

namespace Tollgate.Client.Estimates;

/// <summary>
/// Prices bodies by the catalogue: before a call four characters are a token and the output is the request's own limit, else half the input;
/// after it the provider's report of usage decides.
/// </summary>
internal sealed class CatalogueEstimator(string provider, PriceCatalogue prices, TimeProvider time)
{
    private static readonly string[] Limits = ["max_tokens", "max_completion_tokens", "max_output_tokens"];

    /// <summary>What a body will probably cost.</summary>
    public CostEstimate Estimate(Surface surface, JsonElement request)
    {
        var model = Model(request);
        var usage = (ExpectedUsage.Of(surface, request, Limit(request)) ?? throw Fault("The request has no text: `messages`, `prompt` or `input`.")).ToUsage();
        var price = Price(model, usage, default);
        var parts = CostSplit.Of(prices.Find(model, time.GetUtcNow()), usage, default, price.Cost).Breakdown(price.Cost);
        return new CostEstimate { Amount = price.Cost, Provider = price.Provider, Model = price.Model, Usage = usage, Breakdown = parts, Flags = price.Flags };
    }

    /// <summary>What an answer says that it cost; null where it reports no usage.</summary>
    public Money? Actual(Surface surface, JsonElement request, JsonElement result)
    {
        var meter = new ReplyMeter(surface, UsageContainment.Usual);
        meter.ReadBody(JsonSerializer.SerializeToUtf8Bytes(result, EstimateJson.Default.JsonElement));
        return meter.HasUsage && !meter.IsMalformed
            ? Price(Model(request), meter.Usage, PriceTerms.Served(meter.ServedTier, meter.ServedSpeed, meter.ServedRegion)).Cost
            : null;
    }

    /// <summary>The exception that names the provider.</summary>
    public CostEstimationException Fault(string message, Exception? inner = null) =>
        inner is null ? new CostEstimationException(message) { Provider = provider } : new CostEstimationException(message, inner) { Provider = provider };

    private CallPrice Price(string model, in TokenUsage usage, in PriceTerms terms)
    {
        try
        {
            return prices.Price(model, usage, time.GetUtcNow(), new CallTerms(terms.ServedTier, terms.Region, terms.SearchSize));
        }
        catch (PriceUnknownException fault)
        {
            throw Fault(fault.Message, fault);
        }
    }

    private string Model(JsonElement request) =>
        request.ValueKind == JsonValueKind.Object && request.TryGetProperty("model", out var model) && model.ValueKind == JsonValueKind.String && model.GetString() is { Length: > 0 } name
            ? name
            : throw Fault("The request names no `model`.");

    private static long Limit(JsonElement request)
    {
        foreach (var name in Limits)
        {
            if (request.TryGetProperty(name, out var limit) && limit.ValueKind == JsonValueKind.Number && limit.TryGetInt64(out var tokens) && tokens > 0)
            {
                return tokens;
            }
        }

        return 0;
    }
}
