using System.Text.Json;
using Tollgate.Core;

namespace Tollgate.Client.Estimates;

/// <summary>For what costs the same with each call.</summary>
public sealed class FixedCost : ICostEstimator
{
    private readonly Money _perCall;

    /// <summary>A price per call.</summary>
    /// <param name="provider">The name it is chosen by.</param>
    /// <param name="perCall">What a call costs, 0 or more.</param>
    public FixedCost(string provider, Money perCall)
    {
        ArgumentException.ThrowIfNullOrEmpty(provider);
        ArgumentOutOfRangeException.ThrowIfNegative(perCall.Nanos, nameof(perCall));
        Provider = provider;
        _perCall = perCall;
    }

    /// <inheritdoc/>
    public string Provider { get; }

    /// <inheritdoc/>
    public bool KnowsActual => true;

    /// <inheritdoc/>
    public CostEstimate Estimate(JsonElement request, CostResource resource) => new() { Amount = _perCall, Provider = Provider };

    /// <inheritdoc/>
    public Money? Actual(JsonElement request, JsonElement result, CostResource resource) => _perCall;

    /// <inheritdoc/>
    public EstimatorDescription Describe() => new($"${_perCall} a call", Provider, []);
}
