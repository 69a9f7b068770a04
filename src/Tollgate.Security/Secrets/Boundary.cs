using Tollgate.Security.Matching;

namespace Tollgate.Security.Secrets;

/// <summary>Where tokens begin.</summary>
internal static class Boundary
{
    /// <summary>
    /// Whether a token can start there: at the start, behind anything but a letter or digit, or behind the end of an escape
    /// (`\n` in JSON, `%3D` in an address), whose last character is a letter by accident.
    /// </summary>
    public static bool IsBefore(ReadOnlySpan<byte> text, int start)
    {
        if (start == 0 || !ByteClass.Alphanumeric.Has(text[start - 1]))
        {
            return true;
        }

        if (start >= 2 && text[start - 2] == '\\')
        {
            return text[start - 1] is (byte)'n' or (byte)'t' or (byte)'r';
        }

        return start >= 3 && text[start - 3] == '%' && ByteClass.Hex.Has(text[start - 2]) && ByteClass.Hex.Has(text[start - 1]);
    }
}
