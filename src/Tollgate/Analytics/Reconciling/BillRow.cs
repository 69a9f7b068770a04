using Tollgate.Core;

namespace Tollgate.Analytics.Reconciling;

/// <summary>One row of a provider's export: what a model used or cost in a time.</summary>
/// <param name="From">First instant.</param>
/// <param name="To">The instant after the last.</param>
/// <param name="Model">The model as the provider names it; null when the export is not by model.</param>
/// <param name="Usage">What was used; null in an export of costs.</param>
/// <param name="Nanos">What it cost, in nano-dollars; null in an export of usage.</param>
/// <param name="Precision">How far the cost may be rounded, in nano-dollars.</param>
internal sealed record BillRow(DateTimeOffset From, DateTimeOffset To, string? Model, TokenUsage? Usage, decimal? Nanos, decimal Precision);
