using System.Reflection;
using System.Text;
using Tollgate.Pricing.Updates;

namespace Tollgate.Pricing.Catalog;

/// <summary>The catalogue: every provider's file, indexed by name.</summary>
internal sealed class PriceList
{
    private const string Folder = "catalog/models/";
    private const string VersionFile = "catalog/VERSION";

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

    /// <summary>The version of the files that are embedded in this assembly.</summary>
    public static CatalogVersion BuiltInVersion { get; } = ReadVersion();

    /// <summary>Reads the files that are embedded in this assembly.</summary>
    public static PriceList ReadBuiltIn() => Read(null);

    /// <summary>Reads the embedded files, with the providers of an installed catalogue in their place.</summary>
    public static PriceList Read(CatalogFile? installed)
    {
        var assembly = typeof(PriceList).Assembly;
        var over = installed?.Providers ?? new Dictionary<string, ReadOnlyMemory<byte>>();
        return new PriceList(assembly.GetManifestResourceNames().Where(name => name.StartsWith(Folder, StringComparison.Ordinal))
            .Select(name => (Id: Path.GetFileNameWithoutExtension(name), Name: name))
            .Where(file => !over.ContainsKey(file.Id))
            .Select(file => (file.Id, File: Read(assembly, file.Name)))
            .Concat(over.Select(file => (Id: file.Key, File: file.Value)))
            .OrderBy(file => file.Id, StringComparer.Ordinal));
    }

    /// <summary>The provider of an id; null when it is not listed.</summary>
    public ListedProvider? Provider(ReadOnlySpan<byte> id) =>
        _providers.GetAlternateLookup<ReadOnlySpan<byte>>().TryGetValue(id, out var provider) ? provider : null;

    /// <summary>The provider of an id; null when it is not listed.</summary>
    public ListedProvider? Provider(string id) => _providers.GetValueOrDefault(id);

    /// <summary>Every listing of a name, over all providers; null when there is none.</summary>
    public IReadOnlyList<ListedModel>? Named(ReadOnlySpan<byte> name) =>
        _names.GetAlternateLookup<ReadOnlySpan<byte>>().TryGetValue(name, out var models) ? models : null;

    private static CatalogVersion ReadVersion()
    {
        var text = Encoding.UTF8.GetString(Read(typeof(PriceList).Assembly, VersionFile).Span).Trim();
        return CatalogVersion.TryParse(text, out var version) ? version : throw new FormatException($"{VersionFile} holds '{text}', which is no version.");
    }

    private static ReadOnlyMemory<byte> Read(Assembly assembly, string name)
    {
        using var stream = assembly.GetManifestResourceStream(name)!;
        var file = new byte[stream.Length];
        stream.ReadExactly(file);
        return file;
    }
}
