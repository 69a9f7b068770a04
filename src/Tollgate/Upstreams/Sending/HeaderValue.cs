namespace Tollgate.Upstreams.Sending;

/// <summary>Which header values are carried on. What is not is left out whole: half a value would be another value.</summary>
internal static class HeaderValue
{
    /// <summary>The longest value carried on, in characters.</summary>
    public const int MaxLength = 16 * 1024;

    /// <summary>Whether a value is visible ASCII, space and tab only.</summary>
    public static bool IsSafe(ReadOnlySpan<char> value)
    {
        if (value.Length > MaxLength)
        {
            return false;
        }

        foreach (var letter in value)
        {
            if (letter is (< ' ' and not '\t') or > '~')
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Whether a text is a header name (a token of RFC 9110).</summary>
    public static bool IsName(ReadOnlySpan<char> name)
    {
        if (name.IsEmpty || name.Length > 128)
        {
            return false;
        }

        foreach (var letter in name)
        {
            if (!char.IsAsciiLetterOrDigit(letter) && !"!#$%&'*+-.^_`|~".Contains(letter))
            {
                return false;
            }
        }

        return true;
    }
}
