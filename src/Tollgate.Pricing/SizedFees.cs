namespace Tollgate.Pricing;

/// <summary>Fees per piece for one size of search context: low, medium, high.</summary>
internal sealed record SizedFees(string Size, Rates Fees);
