namespace Tollgate.Callers.Attributions;

/// <summary>W3C `traceparent`: version, trace id, parent id, flags.</summary>
internal static class TraceParent
{
    private const int Length = 55;
    private static readonly System.Buffers.SearchValues<char> Hex = System.Buffers.SearchValues.Create("0123456789abcdef");

    /// <summary>The header when it is a valid one, else null; what a later version appends is left out.</summary>
    public static string? Valid(string? text)
    {
        if (text is null || text.Length < Length || (text.Length > Length && text[Length] != '-') || !IsValid(text.AsSpan(0, Length)))
        {
            return null;
        }

        return text.Length == Length ? text : text[..Length];
    }

    private static bool IsValid(ReadOnlySpan<char> text)
    {
        var hasDashes = text[2] == '-' && text[35] == '-' && text[52] == '-';
        var trace = text[3..35];
        var parent = text[36..52];
        var isHex = IsHex(text[..2]) && IsHex(text[53..]) && text is not ['f', 'f', ..];
        return hasDashes && isHex && IsId(trace) && IsId(parent);
    }

    /// <summary>An id of zeros alone stands for none.</summary>
    private static bool IsId(ReadOnlySpan<char> text) => IsHex(text) && text.ContainsAnyExcept('0');

    private static bool IsHex(ReadOnlySpan<char> text) => !text.ContainsAnyExcept(Hex);
}
