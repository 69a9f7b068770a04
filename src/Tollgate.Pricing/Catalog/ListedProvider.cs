using System.Security.Cryptography;
using System.Text.Json;
using Tollgate.Core;

namespace Tollgate.Pricing.Catalog;

/// <summary>One provider's file of the catalogue: a line about the provider, then one line per model.</summary>
internal sealed class ListedProvider
{
    private readonly ReadOnlyMemory<byte> _file;
    private readonly Lazy<ProviderSheet> _sheet;
    private readonly Lazy<string> _version;
    private readonly Lazy<PricedModel> _unlisted;
    private readonly Dictionary<string, ListedModel> _models = new(ModelNameComparer.Instance);

    /// <summary>Indexes a file by its names.</summary>
    /// <exception cref="FormatException">A line does not begin as a catalogue line does, or a name stands twice.</exception>
    public ListedProvider(string id, ReadOnlyMemory<byte> file)
    {
        Id = id;
        _file = file;
        var lines = CatalogLines.Split(file);
        _sheet = new Lazy<ProviderSheet>(() => ProviderSheetReader.Read(lines[0]));
        _version = new Lazy<string>(() => $"{id}@{Convert.ToHexStringLower(SHA256.HashData(_file.Span))[..12]}");
        _unlisted = new Lazy<PricedModel>(AssumeUnlisted);
        Dearest = new DearestRates(() => new Rates(RaiseAll()));
        var isMaker = CatalogLines.SaysMaker(lines[0]);
        for (var i = 1; i < lines.Count; i++)
        {
            Add(CatalogLines.ReadNames(this, isMaker, lines[i]));
        }
    }

    /// <summary>The provider's id: the file's name.</summary>
    public string Id { get; }

    /// <summary>The file's content as a version: what it says cannot change without changing this.</summary>
    public string Version => _version.Value;

    /// <summary>All models, in the file's order.</summary>
    public List<ListedModel> Models { get; } = [];

    /// <summary>What holds for all models.</summary>
    public ProviderSheet Sheet => _sheet.Value;

    /// <summary>The dearest rate per unit over all models.</summary>
    public DearestRates Dearest { get; }

    /// <summary>The price of a model that this provider may have but the catalogue does not list.</summary>
    public PricedModel Unlisted => _unlisted.Value;

    /// <summary>Finds a model by its id or a declared alias; never by part of a name.</summary>
    public ListedModel? Find(ReadOnlySpan<byte> name) =>
        _models.GetAlternateLookup<ReadOnlySpan<byte>>().TryGetValue(name, out var model) ? model : null;

    /// <summary>Finds a model by its id or a declared alias; never by part of a name.</summary>
    public ListedModel? Find(string name) => _models.GetValueOrDefault(name);

    /// <summary>Reads a model's line.</summary>
    public ModelSheet Read(ReadOnlyMemory<byte> line)
    {
        using var document = JsonDocument.Parse(line);
        var root = document.RootElement;
        var stated = new RateSheet();
        var rows = root.GetProperty("prices").EnumerateArray().Select(row => PriceRowReader.Read(row, Sheet, Dearest, stated)).ToArray();
        return new ModelSheet(TraitsReader.Read(root, Sheet.Traits), rows, stated);
    }

    private RateSheet RaiseAll()
    {
        var dearest = new RateSheet();
        foreach (var model in Models)
        {
            dearest.Raise(model.Read().Stated);
        }

        return dearest;
    }

    private PricedModel AssumeUnlisted()
    {
        var price = Sheet.Unlisted is { } stated ? new Rates(stated) : Dearest.Rates;
        return new PricedModel
        {
            Provider = Id,
            Model = "",
            UpstreamModel = "",
            Traits = Sheet.Traits with { ContextWindow = Models.Count == 0 ? 0 : Models.Max(model => model.Rows[0].Traits.ContextWindow), EnforcesContext = false },
            Price = new PriceRow(new ServiceRates(price, [])) { Source = Sheet.Source, SourceDate = Sheet.SourceDate },
            Flags = price.IsEmpty ? LineFlags.Unpriced : Sheet.Unlisted is null ? LineFlags.AssumedPrice : LineFlags.None,
            CatalogVersion = Version,
        };
    }

    private void Add(ListedModel model)
    {
        Models.Add(model);
        foreach (var name in model.Aliases.Prepend(model.Name))
        {
            if (!_models.TryAdd(name, model))
            {
                throw new FormatException($"catalog/models/{Id}.jsonl names '{name}' twice.");
            }
        }
    }
}
