using System.Text.Json;
using Tollgate.Client.Prices;
using Tollgate.Core;

namespace Tollgate.Client.Estimates;

/// <summary>Prices bodies of Anthropic's Messages.</summary>
public sealed class AnthropicEstimator : ICostEstimator
{
    private readonly CatalogueEstimator _estimator;

    /// <summary>An estimator for Anthropic, or for a provider that speaks as it does.</summary>
    /// <param name="prices">What models cost; the built-in catalogue by default.</param>
    /// <param name="time">The clock; the system's by default.</param>
    /// <param name="provider">The name it is chosen by.</param>
    public AnthropicEstimator(PriceCatalogue? prices = null, TimeProvider? time = null, string provider = "anthropic")
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
    public CostEstimate Estimate(JsonElement request, CostResource resource) =>
        request.ValueKind == JsonValueKind.Object && (request.TryGetProperty("messages", out _) || request.TryGetProperty("system", out _))
            ? _estimator.Estimate(Surface.Messages, request)
            : throw _estimator.Fault("The request has no text: `messages` or `system`.");

    /// <inheritdoc/>
    public Money? Actual(JsonElement request, JsonElement result, CostResource resource) => _estimator.Actual(Surface.Messages, request, result);

    /// <inheritdoc/>
    public EstimatorDescription Describe() => new("Anthropic, by the catalogue", Provider, []);
}
