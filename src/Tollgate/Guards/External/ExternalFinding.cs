namespace Tollgate.Guards.External;

/// <summary>What an external guard says of a text.</summary>
/// <param name="Text">Which of the texts it was shown.</param>
/// <param name="Kind">A category, or what an entity is.</param>
/// <param name="Score">How sure it is.</param>
/// <param name="Start">Where it starts in the text, in characters as the guard counts them; null when it means all of it.</param>
/// <param name="End">Where it ends.</param>
internal readonly record struct ExternalFinding(int Text, string Kind, double Score, int? Start, int? End);
