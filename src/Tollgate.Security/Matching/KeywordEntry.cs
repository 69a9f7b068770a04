namespace Tollgate.Security.Matching;

/// <summary>A keyword in the chain of its gram.</summary>
internal readonly record struct KeywordEntry(byte[] Text, bool IgnoresCase, int Owner, int Offset, int Next);
