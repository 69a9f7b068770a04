using System.Text.Json;
using Tollgate.Core;

namespace Tollgate.Client.Estimates;

/// <summary>Says what the calls of one provider cost, before and after. Implement it for what the catalogue does not price; it must be safe for several threads.</summary>
public interface ICostEstimator
{
    /// <summary>The name it is chosen by.</summary>
    string Provider { get; }

    /// <summary>Whether <see cref="Actual"/> can know what a call really cost.</summary>
    bool KnowsActual { get; }

    /// <summary>What a call will probably cost.</summary>
    /// <param name="request">The call's body.</param>
    /// <param name="resource">What it goes to.</param>
    /// <exception cref="CostEstimationException">That cannot be said.</exception>
    CostEstimate Estimate(JsonElement request, CostResource resource);

    /// <summary>What a call really cost; null where the answer does not say.</summary>
    /// <param name="request">The call's body.</param>
    /// <param name="result">Its answer.</param>
    /// <param name="resource">What it went to.</param>
    /// <exception cref="CostEstimationException">The answer says it, but it has no price.</exception>
    Money? Actual(JsonElement request, JsonElement result, CostResource resource) => null;

    /// <summary>What it is.</summary>
    EstimatorDescription Describe();
}
