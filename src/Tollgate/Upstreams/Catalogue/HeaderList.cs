using System.Collections.Frozen;

namespace Tollgate.Upstreams.Catalogue;

/// <summary>
/// Names of headers that may pass, and prefixes ("x-stainless-*"). Some names never pass, whatever the catalogue says:
/// keys, cookies, the gateway's own headers, and what belongs to one hop.
/// </summary>
internal sealed class HeaderList
{
    private static readonly FrozenSet<string> Never = new[]
    {
        "api-key", "authorization", "baggage", "connection", "content-length", "cookie", "expect", "forwarded", "host", "http2-settings", "keep-alive",
        "proxy-authenticate", "proxy-authorization", "proxy-connection", "set-cookie", "set-cookie2", "te", "trailer", "transfer-encoding",
        "upgrade", "via", "www-authenticate", "x-api-key", "x-goog-api-key", "x-real-ip",
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    private static readonly string[] NeverPrefixes = ["x-tollgate-", "x-forwarded-", ":"];

    private readonly FrozenSet<string> _names;
    private readonly string[] _prefixes;

    /// <summary>A list of names and of prefixes that end in a star.</summary>
    public HeaderList(IEnumerable<string> patterns)
    {
        var names = new List<string>();
        var prefixes = new List<string>();
        foreach (var pattern in patterns)
        {
            if (pattern.EndsWith('*'))
            {
                prefixes.Add(pattern[..^1]);
            }
            else
            {
                names.Add(pattern);
            }
        }

        _names = names.ToFrozenSet(StringComparer.OrdinalIgnoreCase);
        _prefixes = [.. prefixes];
    }

    private HeaderList(FrozenSet<string> names, string[] prefixes) => (_names, _prefixes) = (names, prefixes);

    /// <summary>What at least one of the lists lets pass.</summary>
    public static HeaderList Union(IReadOnlyCollection<HeaderList> lists) => new(
        lists.SelectMany(list => list._names).ToFrozenSet(StringComparer.OrdinalIgnoreCase), [.. lists.SelectMany(list => list._prefixes).Distinct(StringComparer.OrdinalIgnoreCase)]);

    /// <summary>Whether a header of this name may pass.</summary>
    public bool Allows(string name) => (_names.Contains(name) || HasPrefix(name, _prefixes)) && !IsForbidden(name);

    /// <summary>Whether a header of this name may pass under no settings.</summary>
    public static bool IsForbidden(string name) => Never.Contains(name) || HasPrefix(name, NeverPrefixes);

    private static bool HasPrefix(string name, string[] prefixes)
    {
        foreach (var prefix in prefixes)
        {
            if (name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }
}
