using System.Reflection;

namespace Tollgate.Pricing.Catalog;

/// <summary>The catalogue as it was built in: every provider's file, indexed by name.</summary>
internal sealed class PriceList
{
    private const string Folder = "catalog/models/";

    private readonly Dictionary<string, ListedProvider> _providers = new(ModelNameComparer.Instance);
    private readonly Dictionary<string, List<ListedModel>> _names = new(ModelNameComparer.Instance);

    /// <summary>Indexes the files.</summary>
    public PriceList(IEnumerable<(string Provider, ReadOnlyMemory<byte> File)> files)
    {
        foreach (var (id, file) in files)
        {
            var provider = new ListedProvider(id, file);
            _providers.Add(id, provider);
            foreach (var model in provider.Models)
            {
                foreach (var name in model.Aliases.Prepend(model.Name))
                {
                    if (!_names.TryGetValue(name, out var models))
                    {
                        _names.Add(name, models = []);
                    }

                    models.Add(model);
                }
            }
        }
    }

    /// <summary>All providers.</summary>
    public IReadOnlyCollection<ListedProvider> Providers => _providers.Values;

    /// <summary>Reads the files that are embedded in this assembly.</summary>
    public static PriceList ReadBuiltIn()
    {
        var assembly = typeof(PriceList).Assembly;
        var names = assembly.GetManifestResourceNames().Where(name => name.StartsWith(Folder, StringComparison.Ordinal)).Order(StringComparer.Ordinal);
        return new PriceList(names.Select(name => (Path.GetFileNameWithoutExtension(name), Read(assembly, name))));
    }

    /// <summary>The provider of an id; null when it is not listed.</summary>
    public ListedProvider? Provider(ReadOnlySpan<byte> id) =>
        _providers.GetAlternateLookup<ReadOnlySpan<byte>>().TryGetValue(id, out var provider) ? provider : null;

    /// <summary>The provider of an id; null when it is not listed.</summary>
    public ListedProvider? Provider(string id) => _providers.GetValueOrDefault(id);

    /// <summary>Every listing of a name, over all providers; null when there is none.</summary>
    public IReadOnlyList<ListedModel>? Named(ReadOnlySpan<byte> name) =>
        _names.GetAlternateLookup<ReadOnlySpan<byte>>().TryGetValue(name, out var models) ? models : null;

    private static ReadOnlyMemory<byte> Read(Assembly assembly, string name)
    {
        using var stream = assembly.GetManifestResourceStream(name)!;
        var file = new byte[stream.Length];
        stream.ReadExactly(file);
        return file;
    }
}
