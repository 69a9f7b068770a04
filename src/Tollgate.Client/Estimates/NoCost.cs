using System.Text.Json;
using Tollgate.Core;

namespace Tollgate.Client.Estimates;

/// <summary>For what costs nothing, and is said to.</summary>
public sealed class NoCost : ICostEstimator
{
    /// <inheritdoc/>
    public string Provider => "free";

    /// <inheritdoc/>
    public bool KnowsActual => true;

    /// <inheritdoc/>
    public CostEstimate Estimate(JsonElement request, CostResource resource) => new() { Amount = Money.Zero, Provider = Provider };

    /// <inheritdoc/>
    public Money? Actual(JsonElement request, JsonElement result, CostResource resource) => Money.Zero;

    /// <inheritdoc/>
    public EstimatorDescription Describe() => new("no cost", Provider, []);
}
