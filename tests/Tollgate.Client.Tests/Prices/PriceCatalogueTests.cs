using Tollgate.Client.Prices;
using Tollgate.Core;
using Tollgate.TestKit;

namespace Tollgate.Client.Tests.Prices;

public sealed class PriceCatalogueTests
{
    private static readonly DateTimeOffset Now = new HeldClock().GetUtcNow();

    [Fact]
    public void Price_OfAnAlias_IsTheModelsOwn_WithItsSource()
    {
        var price = PriceCatalogue.BuiltIn.Price("gpt-4o", Fixtures.Usage(1000, 100), Now);

        Assert.Equal((new Money(3_500_000), "openai", LineFlags.None), (price.Cost, price.Provider, price.Flags));
        Assert.StartsWith("https://", price.Source, StringComparison.Ordinal);
        Assert.StartsWith("openai@", price.CatalogVersion, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("gpt")]
    [InlineData("gpt-4-32k-0314-tuned")]
    [InlineData("nobody/nothing")]
    public void Price_OfANameThatNobodyLists_IsAnError(string model) =>
        Assert.Equal(model, Assert.Throws<PriceUnknownException>(() => PriceCatalogue.BuiltIn.Price(model, Fixtures.Usage(1, 1), Now)).Model);

    [Fact]
    public void Price_OfAnUnlistedModelOfAListedProvider_IsItsDearest_AndFlagged()
    {
        var price = PriceCatalogue.BuiltIn.Price("openai/of-tomorrow", Fixtures.Usage(1, 1), Now);

        Assert.True(price.Flags.HasFlag(LineFlags.AssumedPrice));
        Assert.True(price.Cost > Money.Zero);
        Assert.False(PriceCatalogue.BuiltIn.Knows("openai/of-tomorrow", Now));
        Assert.True(PriceCatalogue.BuiltIn.Knows("gpt-4o", Now));
    }

    [Fact]
    public void AnOwnPrice_StandsBeforeTheCatalogues()
    {
        var prices = new PriceCatalogue([new ModelPrice("openai", "gpt-4o") { Input = 1m, Output = 2m, Others = new Dictionary<Unit, decimal> { [Unit.WebSearch] = 0.01m } }]);
        var usage = Fixtures.Usage(1000, 1000);
        usage[Unit.WebSearch] = 2;

        var price = prices.Price("gpt-4o", usage, Now);

        Assert.Equal((Money.Parse("0.023"), "own", "own"), (price.Cost, price.Source, price.CatalogVersion));
    }

    [Theory]
    [InlineData("-1")]
    [InlineData("1000001")]
    [InlineData("0.00000000001")]
    public void AnOwnPriceThatCannotBeExact_IsAnError(string price) =>
        Assert.Contains("input of x/y", Assert.Throws<ArgumentException>(() => new PriceCatalogue([new ModelPrice("x", "y") { Input = decimal.Parse(price, System.Globalization.CultureInfo.InvariantCulture), Output = 1m }])).Message, StringComparison.Ordinal);

    [Fact]
    public void Version_IsTheCatalogues() => Assert.Matches(@"^\d{4}-\d\d-\d\d\.\d+$", PriceCatalogue.Version);

    [Fact]
    public void CacheSaving_OfNegativeTokens_IsAnError() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => PriceCatalogue.BuiltIn.CacheSaving(-1, "gpt-4o", Now));
}
