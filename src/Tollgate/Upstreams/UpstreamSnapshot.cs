using System.Collections.Frozen;

namespace Tollgate.Upstreams;

/// <summary>All providers at one moment.</summary>
internal sealed class UpstreamSnapshot
{
    /// <summary>No provider at all.</summary>
    public static readonly UpstreamSnapshot Empty = new([]);

    private readonly FrozenDictionary<string, Provider> _byName;

    /// <summary>A snapshot of these providers.</summary>
    public UpstreamSnapshot(IReadOnlyList<Provider> providers)
    {
        Providers = providers;
        _byName = providers.ToFrozenDictionary(provider => provider.Name, StringComparer.Ordinal);
    }

    /// <summary>All of them, by name.</summary>
    public IReadOnlyList<Provider> Providers { get; }

    /// <summary>The provider of a name; null when there is none.</summary>
    public Provider? Find(string name) => _byName.GetValueOrDefault(name);

    /// <summary>The provider whose name is this text, without a string.</summary>
    public Provider? Find(ReadOnlySpan<char> name) =>
        _byName.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(name, out var provider) ? provider : null;
}
