namespace Tollgate.Security;

/// <summary>One thing found.</summary>
/// <param name="Rule">What found it, with explanation and fix.</param>
/// <param name="Severity">The rule's severity, or less when the match is less than whole.</param>
/// <param name="Confidence">How sure, 0 to 1.</param>
/// <param name="Start">First byte in the scanned text.</param>
/// <param name="End">The byte after the last.</param>
/// <param name="IsHidden">Whether it was only readable after decoding; the span is then the encoded text.</param>
public readonly record struct Finding(Rule Rule, Severity Severity, float Confidence, int Start, int End, bool IsHidden)
{
    /// <summary>What sort of thing it is.</summary>
    public FindingKind Kind => Rule.Kind;

    /// <summary>Length of the span in bytes.</summary>
    public int Length => End - Start;

    /// <summary>Whether two findings share a byte.</summary>
    public bool Overlaps(in Finding other) => Start < other.End && other.Start < End;
}
