namespace Tollgate.Guards.Items;

/// <summary>A kind of item.</summary>
/// <param name="Word">What it is called in the database and in the audit log.</param>
/// <param name="One">What one is called in sentences.</param>
/// <param name="Many">What several are called in sentences.</param>
/// <param name="Path">Where they are in the admin API.</param>
/// <param name="InForce">Puts all items of the kind in force.</param>
internal sealed record ItemKind(string Word, string One, string Many, string Path, Action<IReadOnlyList<GuardItem>> InForce);
