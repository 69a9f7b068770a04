using System.Buffers;

namespace Tollgate.Upstreams.Routes;

/// <summary>
/// Refuses paths that two readers could read in two ways, before anything is matched (CONTRACT 4): what the gateway judged must be what the
/// provider serves. Works on the raw request target, for the decoded path has lost the difference.
/// </summary>
internal static class PathCheck
{
    /// <summary>The longest path.</summary>
    public const int MaxLength = 2048;

    private static readonly SearchValues<char> Plain =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~!$&'()*+,=:@/");

    /// <summary>The path of a request target: what stands before "?".</summary>
    public static ReadOnlySpan<char> PathOf(ReadOnlySpan<char> target)
    {
        var question = target.IndexOf('?');
        return question < 0 ? target : target[..question];
    }

    /// <summary>Why a path is refused, as the end of a sentence; null when it is fine.</summary>
    public static string? Refuse(ReadOnlySpan<char> path)
    {
        if (path.IsEmpty || path[0] != '/')
        {
            return "does not begin with a slash.";
        }

        if (path.Length > MaxLength)
        {
            return $"is longer than {MaxLength} characters.";
        }

        return RefuseLetters(path) ?? RefuseSegments(path);
    }

    private static string? RefuseLetters(ReadOnlySpan<char> path)
    {
        for (var at = path.IndexOfAnyExcept(Plain); at >= 0;)
        {
            if (path[at] != '%')
            {
                return "holds a character that does not belong into a path.";
            }

            if (RefuseEscape(path[at..]) is { } reason)
            {
                return reason;
            }

            path = path[(at + 3)..];
            at = path.IndexOfAnyExcept(Plain);
        }

        return null;
    }

    private static string? RefuseEscape(ReadOnlySpan<char> escape)
    {
        if (escape.Length < 3 || !char.IsAsciiHexDigit(escape[1]) || !char.IsAsciiHexDigit(escape[2]))
        {
            return "holds a broken escape.";
        }

        var code = (char)byte.Parse(escape[1..3], System.Globalization.NumberStyles.AllowHexSpecifier, System.Globalization.CultureInfo.InvariantCulture);
        return code switch
        {
            '/' or '\\' => "holds an encoded slash.",
            '%' => "is encoded twice.",
            '?' or '#' or ';' => "holds an encoded delimiter.",
            < ' ' or '\x7f' => "holds an encoded control character.",
            > '\x7f' => "holds a character outside ASCII.",
            '-' or '.' or '_' or '~' => "holds a needless escape.",
            _ when char.IsAsciiLetterOrDigit(code) => "holds a needless escape.",
            _ => null,
        };
    }

    private static string? RefuseSegments(ReadOnlySpan<char> path)
    {
        var rest = path[1..];
        while (!rest.IsEmpty)
        {
            var slash = rest.IndexOf('/');
            var segment = slash < 0 ? rest : rest[..slash];
            if (segment.IsEmpty)
            {
                return "holds an empty segment.";
            }

            if (segment[^1] == '.' || segment.EndsWith("%20"))
            {
                return "holds a segment that ends with a dot or a space.";
            }

            rest = slash < 0 ? [] : rest[(slash + 1)..];
        }

        return null;
    }
}
