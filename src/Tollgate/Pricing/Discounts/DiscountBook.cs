using System.Collections.Concurrent;

namespace Tollgate.Pricing.Discounts;

/// <summary>Every discount, as one immutable snapshot. Of several that hold for a call, the one that names it most closely counts; they never add up.</summary>
internal sealed class DiscountBook
{
    private const int MostRows = 4096;

    private readonly Discount[] _discounts;
    private readonly ConcurrentDictionary<(PriceRow Row, decimal Percent), PriceRow> _net = new();

    /// <summary>Takes a snapshot. Under one name the first holds.</summary>
    public DiscountBook(IEnumerable<Discount> discounts) =>
        _discounts = [.. discounts.DistinctBy(discount => discount.Name).OrderByDescending(discount => discount.Closeness).ThenByDescending(discount => discount.From)];

    /// <summary>No discount.</summary>
    public static DiscountBook Empty { get; } = new([]);

    /// <summary>All of them, the closest first.</summary>
    public IReadOnlyList<Discount> All => _discounts;

    /// <summary>What a model costs on an account at a time; the model as it is where nothing is taken off.</summary>
    public PricedModel Apply(PricedModel model, string account, DateTimeOffset at)
    {
        for (var i = 0; i < _discounts.Length; i++)
        {
            var discount = _discounts[i];
            if ((discount.Account is null || discount.Account == account) && discount.Covers(model, at))
            {
                return Less(model, discount.Percent);
            }
        }

        return model;
    }

    /// <summary>What a model costs at most, whichever account of its provider serves: the least of the discounts that any account can have.</summary>
    public PricedModel ApplyLeast(PricedModel model, DateTimeOffset at)
    {
        var least = 0m;
        foreach (var discount in _discounts)
        {
            if (discount.Covers(model, at))
            {
                // The closest comes first: what names no account is what every other account has.
                least = least == 0 ? discount.Percent : Math.Min(least, discount.Percent);
                if (discount.Account is null)
                {
                    return Less(model, least);
                }
            }
        }

        return model;
    }

    private PricedModel Less(PricedModel model, decimal percent)
    {
        if (_net.Count >= MostRows)
        {
            _net.Clear();
        }

        return model with { Price = _net.GetOrAdd((model.Price, percent), static key => key.Row.Less(key.Percent)) };
    }
}
