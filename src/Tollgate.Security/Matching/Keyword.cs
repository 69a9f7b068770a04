namespace Tollgate.Security.Matching;

/// <summary>A word that the prefilter looks for, on behalf of the owner with that number.</summary>
/// <param name="Text">The bytes; lower case when letters match in either case.</param>
/// <param name="IgnoresCase">Whether ASCII letters match in either case.</param>
/// <param name="Owner">What its hits are handed to.</param>
/// <param name="After">What may follow a word of less than four bytes; null for anything.</param>
internal sealed record Keyword(byte[] Text, bool IgnoresCase, int Owner, ByteClass? After = null);
