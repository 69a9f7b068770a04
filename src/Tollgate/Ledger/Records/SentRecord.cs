namespace Tollgate.Ledger.Records;

/// <summary>Journalled before the first upstream byte: from here on the provider may bill up to the bound.</summary>
/// <param name="Call">The call.</param>
/// <param name="Attempt">The attempt.</param>
internal readonly record struct SentRecord(CallIdentity Call, AttemptIdentity Attempt);
