using Tollgate.Core;

namespace Tollgate.Pricing.Catalog;

/// <summary>A line of the catalogue. Its names are known from the start; the rest is read when it is first asked for.</summary>
internal sealed class ListedModel
{
    private readonly ListedProvider _provider;
    private readonly ReadOnlyMemory<byte> _line;
    private volatile PricedModel[]? _rows;
    private volatile PricedModel? _assumed;

    /// <summary>Remembers a line.</summary>
    public ListedModel(ListedProvider provider, string name, IReadOnlyList<string> aliases, bool isMade, ReadOnlyMemory<byte> line)
    {
        _provider = provider;
        _line = line;
        Name = name;
        Aliases = aliases;
        IsMade = isMade;
    }

    /// <summary>The provider's id.</summary>
    public string Provider => _provider.Id;

    /// <summary>The model's id at the provider.</summary>
    public string Name { get; }

    /// <summary>Its declared other names.</summary>
    public IReadOnlyList<string> Aliases { get; }

    /// <summary>Whether this provider makes the model.</summary>
    public bool IsMade { get; }

    /// <summary>One entry per price row, oldest first.</summary>
    public IReadOnlyList<PricedModel> Rows => _rows ??= ReadRows();

    /// <summary>Reads the line.</summary>
    public ModelSheet Read() => _provider.Read(_line);

    /// <summary>
    /// The price at a time. Outside all rows the nearest one stands in, flagged as assumed: what the price was then is not known.
    /// </summary>
    public PricedModel At(DateTimeOffset time)
    {
        var rows = _rows ??= ReadRows();
        var nearest = rows.Length - 1;
        while (nearest > 0 && rows[nearest].Price.From > time)
        {
            nearest--;
        }

        var row = rows[nearest];
        return row.Price.From <= time && time < row.Price.To ? row : Assume(row);
    }

    private PricedModel Assume(PricedModel row)
    {
        var assumed = _assumed;
        if (assumed?.Price != row.Price)
        {
            _assumed = assumed = row with { Flags = LineFlags.AssumedPrice };
        }

        return assumed;
    }

    private PricedModel[] ReadRows()
    {
        var sheet = Read();
        var first = new PricedModel
        {
            Provider = Provider,
            Model = Name,
            UpstreamModel = Name,
            Traits = sheet.Traits,
            Price = sheet.Rows[0],
            CatalogVersion = _provider.Version,
            Aliases = Aliases,
        };
        return [.. sheet.Rows.Select(row => first with { Price = row })];
    }
}
