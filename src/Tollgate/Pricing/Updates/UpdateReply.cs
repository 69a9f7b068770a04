namespace Tollgate.Pricing.Updates;

/// <summary>What an update of the catalogue changed, or would change.</summary>
/// <param name="Version">The file's version.</param>
/// <param name="Previous">The version before.</param>
/// <param name="Installed">Whether it is in force now; false for a trial.</param>
/// <param name="Changes">How many differences there are.</param>
/// <param name="Items">The differences, at today's prices.</param>
internal sealed record UpdateReply(string Version, string Previous, bool Installed, int Changes, IReadOnlyList<PriceChange> Items);
