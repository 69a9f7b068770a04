namespace Tollgate.Upstreams.Routes;

/// <summary>A path pattern: literal segments, "{name}", "{name}:verb", and "**" for one or more segments at the end.</summary>
internal sealed class RoutePattern
{
    private readonly string[] _segments;
    private readonly string? _captured;

    /// <summary>Reads a pattern; the segment named <paramref name="captured"/> is handed out.</summary>
    public RoutePattern(string pattern, string? captured)
    {
        _segments = pattern.Split('/', StringSplitOptions.RemoveEmptyEntries);
        _captured = captured is null ? null : "{" + captured + "}";
    }

    /// <summary>Whether a path fits. Letters of either case are equal, as they are for some providers; one slash at the end changes nothing.</summary>
    public bool Matches(ReadOnlySpan<char> path, out string? id)
    {
        id = null;
        var rest = path.Trim('/');
        for (var i = 0; i < _segments.Length; i++)
        {
            var segment = _segments[i];
            if (segment == "**")
            {
                return !rest.IsEmpty;
            }

            var slash = rest.IndexOf('/');
            var part = slash < 0 ? rest : rest[..slash];
            rest = slash < 0 ? [] : rest[(slash + 1)..];
            if (part.IsEmpty || !Fits(segment, part, ref id))
            {
                return false;
            }
        }

        return rest.IsEmpty;
    }

    /// <summary>The id that stands in a path which begins as the pattern does, up to the captured segment; null when none does.</summary>
    public string? ObjectIn(ReadOnlySpan<char> path)
    {
        string? id = null;
        var rest = path.Trim('/');
        for (var i = 0; i < _segments.Length && id is null && _captured is not null; i++)
        {
            var slash = rest.IndexOf('/');
            var part = slash < 0 ? rest : rest[..slash];
            rest = slash < 0 ? [] : rest[(slash + 1)..];
            if (part.IsEmpty || !Fits(_segments[i], part, ref id))
            {
                return null;
            }
        }

        return id;
    }

    private bool Fits(string segment, ReadOnlySpan<char> part, ref string? id)
    {
        if (segment[0] != '{')
        {
            return part.Equals(segment, StringComparison.OrdinalIgnoreCase);
        }

        var end = segment.IndexOf('}', StringComparison.Ordinal) + 1;
        var verb = segment.AsSpan(end);
        if (part.Length <= verb.Length || !part.EndsWith(verb, StringComparison.OrdinalIgnoreCase))
        {
            return false;
        }

        var value = part[..^verb.Length];
        if (_captured is not null && segment.AsSpan(0, end).SequenceEqual(_captured))
        {
            id = value.ToString();
        }

        return verb.Length > 0 || !value.Contains(':');
    }
}
