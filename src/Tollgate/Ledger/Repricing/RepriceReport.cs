namespace Tollgate.Ledger.Repricing;

/// <summary>A past period at other prices: a report, for what is in the ledger stays.</summary>
/// <param name="From">First instant of sending.</param>
/// <param name="To">The instant after the last one.</param>
/// <param name="At">The day whose prices were taken; absent for each line's own.</param>
/// <param name="Model">The model that all lines were priced by; absent for each line's own.</param>
/// <param name="Items">By provider and model, the largest difference first.</param>
/// <param name="Total">All of them.</param>
internal sealed record RepriceReport(DateTimeOffset From, DateTimeOffset To, DateTimeOffset? At, string? Model, IReadOnlyList<RepriceRow> Items, RepriceRow Total);
