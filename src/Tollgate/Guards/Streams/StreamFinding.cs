using Tollgate.Security;

namespace Tollgate.Guards.Streams;

/// <summary>A finding of a stream, and where it is.</summary>
/// <param name="Finding">What was found; the span counts from the start of its text.</param>
/// <param name="Source">Whose text it stands in.</param>
/// <param name="Text">The growing text; null for a text that came whole.</param>
/// <param name="Offset">Where the text starts that came whole, in the bytes that wait.</param>
internal readonly record struct StreamFinding(Finding Finding, Source Source, GrowingText? Text, int Offset);
