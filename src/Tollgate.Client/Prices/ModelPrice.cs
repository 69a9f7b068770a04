using Tollgate.Core;
using Tollgate.Pricing;

namespace Tollgate.Client.Prices;

/// <summary>A price of your own: for a model that the catalogue does not list, or in place of what it says.</summary>
/// <param name="Provider">Who serves the model, for example "anthropic".</param>
/// <param name="Model">The model's name.</param>
public sealed record ModelPrice(string Provider, string Model)
{
    /// <summary>Fresh input, in US dollars per million tokens.</summary>
    public required decimal Input { get; init; }

    /// <summary>Output, in US dollars per million tokens.</summary>
    public required decimal Output { get; init; }

    /// <summary>Input read from the prompt cache, in US dollars per million tokens; the price of input where null.</summary>
    public decimal? CacheRead { get; init; }

    /// <summary>Input written to the prompt cache for five minutes, in US dollars per million tokens; the price of input where null.</summary>
    public decimal? CacheWrite { get; init; }

    /// <summary>What else has a price: US dollars per million where <see cref="Units.IsTokens"/>, else per piece.</summary>
    public IReadOnlyDictionary<Unit, decimal> Others { get; init; } = new Dictionary<Unit, decimal>();

    /// <summary>The price as the pricing function takes it.</summary>
    /// <exception cref="ArgumentException">A price is negative, above a million dollars, or has more decimals than can be exact.</exception>
    internal OwnModel ToOwnModel()
    {
        var sheet = new RateSheet();
        State(sheet, Unit.Input, Input);
        State(sheet, Unit.Output, Output);
        State(sheet, Unit.CacheRead, CacheRead);
        State(sheet, Unit.CacheWrite5m, CacheWrite);
        foreach (var (unit, price) in Others)
        {
            State(sheet, unit, price);
        }

        return new OwnModel { Name = Model, Provider = Provider, UpstreamModel = Model, Price = sheet, Origin = PriceOrigin.File };
    }

    private void State(RateSheet sheet, Unit unit, decimal? dollars)
    {
        if (dollars is { } price && !sheet.TryState(unit, price.ToString("0.############################", System.Globalization.CultureInfo.InvariantCulture)))
        {
            throw new ArgumentException($"The price of {Units.Name(unit)} of {Provider}/{Model}, {price}, is negative, above a million dollars, or has too many decimals.");
        }
    }
}
