using Tollgate.Pricing.Catalog;
using Tollgate.Pricing.Updates;

namespace Tollgate.Pricing;

/// <summary>Holds the price book that is in force; a change swaps the whole book.</summary>
internal sealed class PriceCatalog
{
    private Lazy<PriceList> _list;
    private readonly Lock _swap = new();
    private PricingOptions _options;
    private IReadOnlyList<OwnModel> _database = [];
    private volatile PriceBook? _book;

    /// <summary>Starts with the built-in catalogue and the settings file; nothing is read before the first use.</summary>
    public PriceCatalog(PricingOptions options)
    {
        _options = options;
        _list = new Lazy<PriceList>(PriceList.ReadBuiltIn);
    }

    /// <summary>The book in force.</summary>
    public PriceBook Current => _book ?? Rebuild();

    /// <summary>The catalogue that was installed over the built-in one; null when none was.</summary>
    public CatalogFile? Installed { get; private set; }

    /// <summary>The settings in force.</summary>
    public PricingOptions Options => _options;

    /// <summary>Puts other settings in force.</summary>
    public void Use(PricingOptions options)
    {
        lock (_swap)
        {
            _options = options;
            Renew();
        }
    }

    /// <summary>Puts another catalogue in force; null for the built-in one.</summary>
    public void Use(CatalogFile? installed)
    {
        lock (_swap)
        {
            Installed = installed;
            _list = new Lazy<PriceList>(() => PriceList.Read(installed));
            Renew();
        }
    }

    /// <summary>Puts what the database holds in force.</summary>
    public void Use(IReadOnlyList<OwnModel> database)
    {
        lock (_swap)
        {
            _database = database;
            Renew();
        }
    }

    /// <summary>A book that nobody has opened yet is not written anew: at start the files are read behind the first calls, not before them.</summary>
    private void Renew()
    {
        if (_book is not null)
        {
            _ = Build();
        }
    }

    private PriceBook Rebuild()
    {
        lock (_swap)
        {
            return _book ?? Build();
        }
    }

    /// <summary>The file wins over the database under one name.</summary>
    private PriceBook Build() => _book = new PriceBook(_list.Value, _options.OwnModels().Concat(_database), _options.Providers);
}
