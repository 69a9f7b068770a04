using Tollgate.Security.Matching;

namespace Tollgate.Security.Unfolding;

/// <summary>Where a text in pieces is one text: strings that code adds up, and tokens that a shell's line continues.</summary>
internal static class Joints
{
    private const int LongestGap = 80;

    /// <summary>Whether a plus stands between two string literals; the joint is from the end of the one to the start of the other.</summary>
    public static bool TryFind(ReadOnlySpan<byte> text, int plus, out int start, out int end)
    {
        start = plus - 1 - BlanksBefore(text[..plus]);
        end = plus + 1;
        while (end < text.Length && end - plus < LongestGap && IsBlank(text[end]))
        {
            end++;
        }

        var isJoint = start >= 0 && end < text.Length && text[start] is (byte)'"' or (byte)'\'' && text[start] == text[end];
        end++;
        return isJoint;
    }

    /// <summary>Length of a backslash and line end in the middle of a token; 0 for anything else.</summary>
    public static int ContinuedLine(ReadOnlySpan<byte> text, int slash)
    {
        var length = text[slash..].StartsWith("\\\n"u8) ? 2 : text[slash..].StartsWith("\\\r\n"u8) ? 3 : 0;
        return length > 0 && slash > 0 && slash + length < text.Length && ByteClass.Token.Has(text[slash - 1]) && ByteClass.Token.Has(text[slash + length]) ? length : 0;
    }

    private static int BlanksBefore(ReadOnlySpan<byte> text)
    {
        var blanks = 0;
        while (blanks < text.Length && blanks < LongestGap && IsBlank(text[text.Length - 1 - blanks]))
        {
            blanks++;
        }

        return blanks;
    }

    private static bool IsBlank(byte value) => value is (byte)' ' or (byte)'\t' or (byte)'\n' or (byte)'\r';
}
