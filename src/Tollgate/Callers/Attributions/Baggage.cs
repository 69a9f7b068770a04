using Microsoft.Extensions.Primitives;

namespace Tollgate.Callers.Attributions;

/// <summary>Single values out of W3C `baggage`.</summary>
internal static class Baggage
{
    /// <summary>The specification's limit on the whole header.</summary>
    private const int MaxLength = 8192;

    /// <summary>The value of a key; null when it is not there.</summary>
    public static string? Find(StringValues header, ReadOnlySpan<char> key)
    {
        for (var i = 0; i < header.Count; i++)
        {
            if (header[i] is { Length: <= MaxLength } line && Find(line, key) is { } value)
            {
                return value;
            }
        }

        return null;
    }

    private static string? Find(ReadOnlySpan<char> line, ReadOnlySpan<char> key)
    {
        var rest = line;
        while (!rest.IsEmpty)
        {
            var comma = rest.IndexOf(',');
            var member = comma < 0 ? rest : rest[..comma];
            rest = comma < 0 ? [] : rest[(comma + 1)..];
            var properties = member.IndexOf(';');
            member = properties < 0 ? member : member[..properties];
            var equals = member.IndexOf('=');
            if (equals > 0 && member[..equals].Trim().SequenceEqual(key))
            {
                return Uri.UnescapeDataString(member[(equals + 1)..].Trim().ToString());
            }
        }

        return null;
    }
}
