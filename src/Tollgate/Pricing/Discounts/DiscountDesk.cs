namespace Tollgate.Pricing.Discounts;

/// <summary>Holds the discounts in force; a change swaps the whole book. The file wins over the database under one name.</summary>
internal sealed class DiscountDesk(PricingOptions options)
{
    private readonly Lock _swap = new();
    private IReadOnlyList<Discount> _file = options.Discounts;
    private IReadOnlyList<Discount> _database = [];
    private volatile DiscountBook _book = new(options.Discounts);

    /// <summary>The book in force.</summary>
    public DiscountBook Current => _book;

    /// <summary>Puts the settings file's in force.</summary>
    public void Use(PricingOptions options)
    {
        lock (_swap)
        {
            _file = options.Discounts;
            _book = new DiscountBook(_file.Concat(_database));
        }
    }

    /// <summary>Puts the database's in force.</summary>
    public void Use(IReadOnlyList<Discount> database)
    {
        lock (_swap)
        {
            _database = database;
            _book = new DiscountBook(_file.Concat(_database));
        }
    }
}
