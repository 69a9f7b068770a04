using Tollgate.Core;
using Tollgate.Upstreams.Catalogue;

namespace Tollgate.Upstreams;

/// <summary>
/// Merges what the catalogue knows, what the environment holds, what is in the database and what tollgate.yaml says into one snapshot.
/// The same name twice: the file wins over the database, the database over the environment.
/// </summary>
internal sealed class SnapshotBuilder(ProviderCatalogue catalogue, Func<string, string?> environment)
{
    /// <summary>The catalogue entry of a provider of no known kind: an OpenAI-compatible server.</summary>
    public const string CompatibleKind = "vllm";

    /// <summary>Makes a snapshot.</summary>
    public UpstreamSnapshot Build(IReadOnlyList<ProviderEntry> file, IReadOnlyList<ProviderEntry> database, TimeoutEntry timeouts)
    {
        var defaults = timeouts.Over(UpstreamTimeouts.Default);
        var stored = Index(database);
        var providers = new SortedDictionary<string, Provider>(StringComparer.Ordinal);
        foreach (var entry in file)
        {
            providers[entry.Name] = Make(entry, stored.GetValueOrDefault(entry.Name), defaults);
        }

        foreach (var entry in database)
        {
            providers.TryAdd(entry.Name, Make(entry, null, defaults));
        }

        foreach (var known in catalogue.Providers)
        {
            if (!providers.ContainsKey(known.Id) && IsInEnvironment(known))
            {
                var entry = new ProviderEntry { Name = known.Id, Origin = ProviderOrigin.Environment };
                providers[known.Id] = Make(entry, null, defaults);
            }
        }

        return new UpstreamSnapshot([.. providers.Values]);
    }

    /// <summary>The kind an entry follows.</summary>
    public CatalogueProvider KindOf(ProviderEntry entry) =>
        catalogue.Find(entry.Kind ?? entry.Name) ?? catalogue.Find(CompatibleKind)! with { Id = entry.Name, DisplayName = entry.Name };

    /// <summary>Which environment variables were looked for, and whether each one holds a key.</summary>
    public IReadOnlyList<(string Provider, string Variable, bool IsSet)> LookedFor()
    {
        var all = new List<(string, string, bool)>();
        foreach (var known in catalogue.Providers)
        {
            foreach (var variable in known.KeyVariables)
            {
                all.Add((known.Id, variable, Read(variable) is not null));
            }
        }

        return all;
    }

    private static Dictionary<string, ProviderEntry> Index(IReadOnlyList<ProviderEntry> entries)
    {
        var index = new Dictionary<string, ProviderEntry>(StringComparer.Ordinal);
        foreach (var entry in entries)
        {
            index[entry.Name] = entry;
        }

        return index;
    }

    private bool IsInEnvironment(CatalogueProvider known)
    {
        var hasAddress = FirstSet(known.AddressVariables) is not null;
        return known.IsLocal ? hasAddress : FirstSet(known.KeyVariables) is not null && (known.BaseAddress is not null || hasAddress);
    }

    private Provider Make(ProviderEntry entry, ProviderEntry? stored, UpstreamTimeouts defaults)
    {
        var kind = KindOf(entry);
        var (key, keySource) = KeyOf(entry, stored, kind);
        var address = AddressOf(entry, stored, kind);
        var reason = entry.DisabledReason ?? WhyNot(entry, kind, key, address);
        return new Provider
        {
            Name = entry.Name,
            Catalogue = kind,
            Credentials = entry.Credentials,
            DisabledReason = reason,
            Origin = entry.Origin,
            Line = entry.Line,
            KeySource = keySource,
            Deployments = reason is null ? DeploymentBuilder.Make(entry, kind, address, key, TimeoutsOf(entry, defaults)) : [],
        };
    }

    private (Secret? Key, string? Source) KeyOf(ProviderEntry entry, ProviderEntry? stored, CatalogueProvider kind)
    {
        if (entry.Key is not null)
        {
            return (entry.Key, entry.Origin == ProviderOrigin.File ? "file" : "database");
        }

        if (stored?.Key is not null)
        {
            return (stored.Key, "database");
        }

        return TakesVariable(entry, kind) && FirstSet(kind.KeyVariables) is { } variable ? (new Secret(Read(variable)!), variable) : (null, null);
    }

    /// <summary>A key from the environment goes to the provider it was made for, not to an address that somebody put in its place.</summary>
    private static bool TakesVariable(ProviderEntry entry, CatalogueProvider kind) => entry.BaseAddress is null || kind.BaseAddress is null;

    private Uri? AddressOf(ProviderEntry entry, ProviderEntry? stored, CatalogueProvider kind)
    {
        if ((entry.BaseAddress ?? stored?.BaseAddress) is { } own)
        {
            return own;
        }

        if (FirstSet(kind.AddressVariables) is { } variable && AddressText.Parse(Read(variable)!, kind.AddressSuffix) is { } found)
        {
            return found;
        }

        return kind.BaseAddress;
    }

    private static string? WhyNot(ProviderEntry entry, CatalogueProvider kind, Secret? key, Uri? address)
    {
        if (entry.Deployments.Count > 0)
        {
            return null;
        }

        if (address is null)
        {
            return $"it has no base_url{Also(kind.AddressVariables)}.";
        }

        var also = TakesVariable(entry, kind) ? Also(kind.KeyVariables) : "; with a base_url of its own it needs an api_key of its own";
        return DeploymentBuilder.IsMissing(key, entry, kind) ? $"it has no key{also}." : null;
    }

    private static string Also(IReadOnlyList<string> variables) => variables.Count == 0 ? "" : $" (nor is {string.Join(" or ", variables)} set)";

    private static UpstreamTimeouts[] TimeoutsOf(ProviderEntry entry, UpstreamTimeouts defaults)
    {
        var own = entry.Timeouts.Over(defaults);
        var all = new UpstreamTimeouts[SurfaceNames.Count];
        for (var i = 0; i < all.Length; i++)
        {
            all[i] = entry.RouteTimeouts.TryGetValue((Surface)i, out var route) ? route.Over(own) : own;
        }

        return all;
    }

    private string? FirstSet(IReadOnlyList<string> variables)
    {
        foreach (var variable in variables)
        {
            if (Read(variable) is not null)
            {
                return variable;
            }
        }

        return null;
    }

    private string? Read(string variable) => environment(variable)?.Trim() is { Length: > 0 } value ? value : null;
}
