namespace Tollgate.Ledger.Records;

/// <summary>Something that an answer made at the provider, and that belongs to the caller's organization from then on.</summary>
/// <param name="Kind">What it is, for example "response" or "file".</param>
/// <param name="Id">The provider's id of it.</param>
internal readonly record struct OwnedObject(string Kind, string Id);
