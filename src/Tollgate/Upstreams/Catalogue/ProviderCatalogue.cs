using System.Collections.Frozen;
using System.Text.Json;

namespace Tollgate.Upstreams.Catalogue;

/// <summary>Every provider the product knows, from catalog/providers.json.</summary>
internal sealed class ProviderCatalogue
{
    private const string Resource = "catalog/providers.json";

    private readonly FrozenDictionary<string, CatalogueProvider> _byId;

    private ProviderCatalogue(IReadOnlyList<CatalogueProvider> providers)
    {
        Providers = providers;
        _byId = providers.ToFrozenDictionary(provider => provider.Id, StringComparer.Ordinal);
        RequestHeaders = HeaderList.Union([.. providers.Select(provider => provider.RequestHeaders)]);
    }

    /// <summary>All of them, by id.</summary>
    public IReadOnlyList<CatalogueProvider> Providers { get; }

    /// <summary>The client's headers that go on to at least one of them.</summary>
    public HeaderList RequestHeaders { get; }

    /// <summary>The provider of an id; null when unknown.</summary>
    public CatalogueProvider? Find(string id) => _byId.GetValueOrDefault(id);

    /// <summary>Reads the catalogue that was built in.</summary>
    public static ProviderCatalogue Load()
    {
        using var stream = typeof(ProviderCatalogue).Assembly.GetManifestResourceStream(Resource)
            ?? throw new InvalidOperationException($"{Resource} is not in the assembly.");
        using var document = JsonDocument.Parse(stream);
        return Read(document.RootElement);
    }

    /// <summary>Reads a catalogue.</summary>
    public static ProviderCatalogue Read(JsonElement root)
    {
        var reader = new CatalogueReader(root);
        var providers = new List<CatalogueProvider>();
        foreach (var entry in root.GetProperty("providers").EnumerateArray())
        {
            providers.Add(reader.Read(entry));
        }

        return new ProviderCatalogue(providers);
    }
}
