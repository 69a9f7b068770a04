using System.Text.Json;
using Tollgate.Client.Prices;
using Tollgate.Core;

namespace Tollgate.Client.Estimates;

/// <summary>Prices bodies of OpenAI's Chat Completions, Completions, Responses and Embeddings.</summary>
public sealed class OpenAIEstimator : ICostEstimator
{
    private readonly CatalogueEstimator _estimator;

    /// <summary>An estimator for OpenAI, or for a provider that speaks as it does.</summary>
    /// <param name="prices">What models cost; the built-in catalogue by default.</param>
    /// <param name="time">The clock; the system's by default.</param>
    /// <param name="provider">The name it is chosen by.</param>
    public OpenAIEstimator(PriceCatalogue? prices = null, TimeProvider? time = null, string provider = "openai")
    {
        ArgumentException.ThrowIfNullOrEmpty(provider);
        Provider = provider;
        _estimator = new CatalogueEstimator(provider, prices ?? PriceCatalogue.BuiltIn, time ?? TimeProvider.System);
    }

    /// <inheritdoc/>
    public string Provider { get; }

    /// <inheritdoc/>
    public bool KnowsActual => true;

    /// <inheritdoc/>
    public CostEstimate Estimate(JsonElement request, CostResource resource) => _estimator.Estimate(Surface.ChatCompletions, request);

    /// <inheritdoc/>
    public Money? Actual(JsonElement request, JsonElement result, CostResource resource) =>
        _estimator.Actual(IsResponse(result) ? Surface.Responses : Surface.ChatCompletions, request, result);

    /// <inheritdoc/>
    public EstimatorDescription Describe() => new("OpenAI, by the catalogue", Provider, []);

    private static bool IsResponse(JsonElement result) =>
        result.ValueKind == JsonValueKind.Object && result.TryGetProperty("object", out var kind) && kind.ValueKind == JsonValueKind.String && kind.ValueEquals("response");
}
