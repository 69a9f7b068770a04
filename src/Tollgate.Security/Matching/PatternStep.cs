namespace Tollgate.Security.Matching;

/// <summary>One step of a pattern: either literals to choose from, or so many bytes of a class.</summary>
/// <param name="Literals">The literals, longest first; empty when it is a class.</param>
/// <param name="Class">The class; null when it is literals.</param>
/// <param name="Least">The fewest times.</param>
/// <param name="Most">The most times.</param>
internal sealed record PatternStep(byte[][] Literals, ByteClass? Class, int Least, int Most);
