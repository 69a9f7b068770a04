namespace Tollgate.Pricing.Admin;

/// <summary>A context tier over the admin API.</summary>
/// <param name="Over">Tokens of total input.</param>
/// <param name="Inclusive">Whether exactly that many are in the tier.</param>
/// <param name="PerMillion">Dollars per million tokens by unit.</param>
internal sealed record TierReply(long Over, bool Inclusive, IReadOnlyDictionary<string, string> PerMillion);
