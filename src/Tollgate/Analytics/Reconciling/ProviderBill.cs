namespace Tollgate.Analytics.Reconciling;

/// <summary>A provider's export.</summary>
/// <param name="Provider">Whose format it is.</param>
/// <param name="Rows">Its rows.</param>
internal sealed record ProviderBill(string Provider, IReadOnlyList<BillRow> Rows);
