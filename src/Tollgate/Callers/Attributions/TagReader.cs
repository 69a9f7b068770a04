using Microsoft.Extensions.Primitives;

namespace Tollgate.Callers.Attributions;

/// <summary>Merges the tags of the client with those that the key pins.</summary>
internal static class TagReader
{
    /// <summary>The pinned tags, then the client's further ones; a pinned key cannot be given another value.</summary>
    public static (IReadOnlyList<KeyValuePair<string, string>> Tags, int Dropped) Read(StringValues header, IReadOnlyDictionary<string, string> pinned)
    {
        if (header.Count == 0 && pinned.Count == 0)
        {
            return ([], 0);
        }

        var tags = new List<KeyValuePair<string, string>>(pinned);
        var room = tags.Count + Attributions.Tags.Most;
        var dropped = 0;
        for (var i = 0; i < header.Count; i++)
        {
            var rest = header[i].AsSpan();
            while (!rest.IsEmpty)
            {
                var comma = rest.IndexOf(',');
                var item = (comma < 0 ? rest : rest[..comma]).Trim();
                rest = comma < 0 ? [] : rest[(comma + 1)..];
                if (!item.IsEmpty && !TryAdd(tags, item, room))
                {
                    dropped++;
                }
            }
        }

        return (tags, dropped);
    }

    /// <summary>The first required tag that is not there with a value; null when all are.</summary>
    public static string? Missing(IReadOnlyList<KeyValuePair<string, string>> tags, IReadOnlyList<string> required)
    {
        for (var i = 0; i < required.Count; i++)
        {
            if (!Bears(tags, required[i]))
            {
                return required[i];
            }
        }

        return null;
    }

    private static bool Bears(IReadOnlyList<KeyValuePair<string, string>> tags, string name)
    {
        for (var i = 0; i < tags.Count; i++)
        {
            if (tags[i].Key == name && tags[i].Value.Length > 0)
            {
                return true;
            }
        }

        return false;
    }

    private static bool TryAdd(List<KeyValuePair<string, string>> tags, ReadOnlySpan<char> item, int room)
    {
        var equals = item.IndexOf('=');
        var key = (equals < 0 ? item : item[..equals]).TrimEnd();
        var value = equals < 0 ? [] : item[(equals + 1)..].TrimStart();
        if (tags.Count >= room || !Attributions.Tags.IsAllowed(key, value) || Holds(tags, key))
        {
            return false;
        }

        tags.Add(new(key.ToString(), value.ToString()));
        return true;
    }

    private static bool Holds(List<KeyValuePair<string, string>> tags, ReadOnlySpan<char> key)
    {
        foreach (var tag in tags)
        {
            if (key.SequenceEqual(tag.Key))
            {
                return true;
            }
        }

        return false;
    }
}
