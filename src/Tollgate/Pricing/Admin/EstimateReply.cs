using Tollgate.Core;

namespace Tollgate.Pricing.Admin;

/// <summary>A quote.</summary>
/// <param name="Provider">Who would serve.</param>
/// <param name="Model">The model that would be priced.</param>
/// <param name="ExpectedUsd">What it probably costs.</param>
/// <param name="MaxUsd">What it can cost at most; null when nothing bounds it.</param>
/// <param name="ExpectedInputTokens">The input counted for.</param>
/// <param name="ExpectedOutputTokens">The output counted for.</param>
/// <param name="Assumptions">What the two numbers rest on.</param>
internal sealed record EstimateReply(
    string Provider,
    string Model,
    Money ExpectedUsd,
    Money? MaxUsd,
    long ExpectedInputTokens,
    long ExpectedOutputTokens,
    IReadOnlyList<string> Assumptions);
