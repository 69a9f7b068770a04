using System.Collections.Frozen;
using System.Text.Json;
using Tollgate.Core;
using Tollgate.Upstreams.Catalogue;

namespace Tollgate.Upstreams.Routes;

/// <summary>The providers' own routes, from catalog/routes.json. A route without a row is nobody's to judge (CONTRACT 4).</summary>
internal sealed class PassThroughRoutes
{
    private const string Resource = "catalog/routes.json";

    private readonly FrozenDictionary<string, (RouteRow Row, RoutePattern Pattern)[]> _byProvider;

    private PassThroughRoutes(Dictionary<string, List<(RouteRow, RoutePattern)>> byProvider) =>
        _byProvider = byProvider.ToFrozenDictionary(pair => pair.Key, pair => pair.Value.ToArray(), StringComparer.Ordinal);

    /// <summary>The providers that have rows.</summary>
    public IEnumerable<string> Providers => _byProvider.Keys;

    /// <summary>Reads the rows that were built in.</summary>
    public static PassThroughRoutes Load()
    {
        using var stream = typeof(PassThroughRoutes).Assembly.GetManifestResourceStream(Resource)
            ?? throw new InvalidOperationException($"{Resource} is not in the assembly.");
        using var document = JsonDocument.Parse(stream);
        return Read(document.RootElement);
    }

    /// <summary>Reads rows.</summary>
    public static PassThroughRoutes Read(JsonElement root)
    {
        var byProvider = new Dictionary<string, List<(RouteRow, RoutePattern)>>(StringComparer.Ordinal);
        foreach (var entry in root.GetProperty("routes").EnumerateArray())
        {
            var row = RouteReader.Read(entry);
            var pattern = new RoutePattern(row.Path, row.Object);
            foreach (var provider in entry.GetProperty("providers").EnumerateArray())
            {
                var id = provider.GetString()!;
                if (!byProvider.TryGetValue(id, out var rows))
                {
                    byProvider.Add(id, rows = []);
                }

                rows.Add((row, pattern));
            }
        }

        return new PassThroughRoutes(byProvider);
    }

    /// <summary>The rows of a provider kind.</summary>
    public IReadOnlyList<RouteRow> Of(string kind) => _byProvider.TryGetValue(kind, out var rows) ? Array.ConvertAll(rows, pair => pair.Row) : [];

    /// <summary>
    /// The first row that fits; where none does, the object that the path names by the rules of any other row: whatever is done to it, it
    /// belongs to somebody. Null when neither. The path is below the base address (<see cref="BelowBase"/>).
    /// </summary>
    public RouteMatch? Find(CatalogueProvider provider, string method, ReadOnlySpan<char> path)
    {
        if (!_byProvider.TryGetValue(provider.Id, out var rows))
        {
            return null;
        }

        foreach (var (row, pattern) in rows)
        {
            if (row.Takes(method) && pattern.Matches(path, out var id))
            {
                return new RouteMatch(row, id);
            }
        }

        foreach (var (_, pattern) in rows)
        {
            if (pattern.ObjectIn(path) is { } id)
            {
                return new RouteMatch(null, id);
            }
        }

        return null;
    }

    /// <summary>
    /// Without a row only work is taken: reading, listing, changing and deleting concern what others made, and are denied by default.
    /// So is a path that names the base address's version a second time.
    /// </summary>
    public static Refusal? RefuseUnlisted(Provider provider, string method, string path)
    {
        var isWork = method.Equals("POST", StringComparison.OrdinalIgnoreCase);
        return isWork && BelowBase(provider.Catalogue, path).Length == path.Length ? null
            : new Refusal(RefusalCode.RouteDenied, isWork ? $"The path names the version of {provider.Name} twice." : $"{method} on a route that the catalogue does not list is not offered.")
            {
                Step = "route",
                Rule = "unlisted route",
            };
    }

    /// <summary>The path below the base address: clients send "/v1/files" to a base address that ends with "/v1".</summary>
    public static string BelowBase(CatalogueProvider provider, string path)
    {
        foreach (var prefix in provider.Prefixes)
        {
            if (path.Length > prefix.Length && path[prefix.Length] == '/' && path.StartsWith(prefix, StringComparison.OrdinalIgnoreCase))
            {
                return path[prefix.Length..];
            }
        }

        return path;
    }

    /// <summary>The refusal of a denied row.</summary>
    public static Refusal Refuse(RouteRow row, string provider) =>
        new(RefusalCode.RouteDenied, $"{provider} {row.Path} is not offered. {row.Why}") { Step = "route", Rule = row.Path };
}
