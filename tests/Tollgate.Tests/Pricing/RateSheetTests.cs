using Tollgate.Core;
using Tollgate.Pricing;
using static Tollgate.Tests.Pricing.Prices;

namespace Tollgate.Tests.Pricing;

public sealed class RateSheetTests
{
    [Theory]
    [InlineData("2.50", 2500)]
    [InlineData("0", 0)]
    [InlineData("0.0000000001", 0.0000001)]
    public void TryState_ReadsDollarsPerMillionFromTheText(string text, double nanosPerToken)
    {
        var sheet = Sheet((Unit.Input, text));

        Assert.Equal((decimal)nanosPerToken, sheet[Unit.Input]);
    }

    [Theory]
    [InlineData("")]
    [InlineData("-1")]
    [InlineData("+1")]
    [InlineData("1e-6")]
    [InlineData("1,5")]
    [InlineData(" 1")]
    [InlineData("NaN")]
    [InlineData("1000001")]
    [InlineData("0.00000000001")]
    public void TryState_RefusesWhatIsNotAnExactPrice(string text) => Assert.False(new RateSheet().TryState(Unit.Input, text));

    [Fact]
    public void Over_ScalesAMissingUnitAsItsNearestAncestorScales()
    {
        var standard = Sheet((Unit.Input, "2"), (Unit.CacheRead, "0.5"), (Unit.Output, "10"), (Unit.WebSearch, "0.01"));

        var doubled = Sheet((Unit.Input, "4"), (Unit.Output, "15")).Over(standard);

        Assert.Equal("1", doubled.Text(Unit.CacheRead));
        Assert.Equal("0.01", doubled.Text(Unit.WebSearch));
    }

    [Fact]
    public void Rates_WithoutARateOfItsOwn_TakeTheNearestAncestorsAndSayWhenThereIsNone()
    {
        var rates = Rates((Unit.Input, "3"), (Unit.CacheWrite5m, "3.75"), (Unit.InputAudio, "40"));

        Assert.Equal(3750m, rates[Unit.CacheWrite1h]);
        Assert.Equal(40000m, rates[Unit.CacheReadAudio]);
        Assert.Equal(3000m, rates[Unit.CacheRead]);
        Assert.False(rates.Knows(Unit.Output));
        Assert.False(rates.Knows(Unit.Reasoning));
        Assert.False(rates.Knows(Unit.WebSearch));
    }
}
