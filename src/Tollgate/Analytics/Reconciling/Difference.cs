using Tollgate.Core;

namespace Tollgate.Analytics.Reconciling;

/// <summary>A part of a difference, and where it comes from.</summary>
/// <param name="Reason">rounding, open_lines, not_through_gateway, missing_on_bill, price_differs or billed_less.</param>
/// <param name="AmountUsd">The part: positive where the bill says more.</param>
/// <param name="Sentence">The reason in a sentence.</param>
internal sealed record Difference(string Reason, Money AmountUsd, string Sentence);
