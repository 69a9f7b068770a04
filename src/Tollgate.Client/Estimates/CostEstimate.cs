using Tollgate.Client.Costs;
using Tollgate.Core;

namespace Tollgate.Client.Estimates;

/// <summary>What a call will probably cost.</summary>
public sealed record CostEstimate
{
    /// <summary>The amount in US dollars.</summary>
    public required Money Amount { get; init; }

    /// <summary>The currency; always "USD".</summary>
    public string Currency { get; } = "USD";

    /// <summary>Whose price it is.</summary>
    public required string Provider { get; init; }

    /// <summary>The model; null where the price does not depend on one.</summary>
    public string? Model { get; init; }

    /// <summary>What the amount stands on: tokens by unit.</summary>
    public TokenUsage Usage { get; init; }

    /// <summary>What the amount is made of; null where it has no parts, as a price for each call.</summary>
    public CostBreakdown? Breakdown { get; init; }

    /// <summary>What is not certain about the price.</summary>
    public LineFlags Flags { get; init; }

    /// <summary>What else the estimator says.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; init; } = new Dictionary<string, string>();
}
