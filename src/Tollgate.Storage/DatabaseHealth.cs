namespace Tollgate.Storage;

/// <summary>The result of a probe of the database.</summary>
/// <param name="State">What the database can do.</param>
/// <param name="Sentence">The same for people, with what would help.</param>
/// <param name="CheckedAt">When it was probed.</param>
public sealed record DatabaseHealth(DatabaseState State, string Sentence, DateTimeOffset CheckedAt);
