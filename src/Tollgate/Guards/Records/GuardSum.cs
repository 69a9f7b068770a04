namespace Tollgate.Guards.Records;

/// <summary>How often something was found and how it was dealt with.</summary>
/// <param name="Threat">What was found.</param>
/// <param name="Action">What was done.</param>
/// <param name="Count">How often.</param>
internal sealed record GuardSum(string Threat, string Action, long Count);
