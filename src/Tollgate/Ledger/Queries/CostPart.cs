using Tollgate.Core;

namespace Tollgate.Ledger.Queries;

/// <summary>What one bucket of a line cost: count times rate. Each part is rounded up by itself, the line once on its total.</summary>
/// <param name="Unit">The bucket; "other" for what region, tier or later proof changed.</param>
/// <param name="Count">Tokens or pieces.</param>
/// <param name="RateUsd">The rate, in dollars.</param>
/// <param name="Per">What the rate is for: a million tokens, or one piece.</param>
/// <param name="CostUsd">Their product.</param>
internal sealed record CostPart(string Unit, long? Count, string? RateUsd, string? Per, Money CostUsd);
