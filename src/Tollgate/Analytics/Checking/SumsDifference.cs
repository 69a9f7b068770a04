namespace Tollgate.Analytics.Checking;

/// <summary>A sum that is not what the ledger says.</summary>
/// <param name="OrganizationId">Whose.</param>
/// <param name="Date">The day, in UTC.</param>
/// <param name="Kept">Which sums: hours or days, and how much of a group they keep (total, plain, full).</param>
/// <param name="Measure">What is summed.</param>
/// <param name="Sum">What is kept; nano-dollars where it is money.</param>
/// <param name="Ledger">What the ledger holds.</param>
internal sealed record SumsDifference(Guid OrganizationId, string Date, string Kept, string Measure, long Sum, long Ledger);
