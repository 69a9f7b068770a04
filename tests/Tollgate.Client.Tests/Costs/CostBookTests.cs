using System.Globalization;
using System.Text;
using System.Text.Json;
using Tollgate.Client.Costs;
using Tollgate.Client.Prices;
using Tollgate.Core;
using Tollgate.TestKit;
using static Tollgate.Client.Tests.Fixtures;

namespace Tollgate.Client.Tests.Costs;

public sealed class CostBookTests
{
    private readonly HeldClock _clock = new();
    private readonly CostBook _book;

    public CostBookTests() => _book = new CostBook(Fixtures.Prices, _clock);

    [Fact]
    public void Cost_OfTheFirstWorkedExample_IsExact()
    {
        var cost = _book.Cost(Usage(1000, 500, 200, 300), "sonnet", "s");

        Assert.Equal(new Money(11_685_000), cost);
        var parts = _book.Breakdown("s");
        Assert.Equal(
            [new Money(3_000_000), new Money(7_500_000), new Money(60_000), new Money(1_125_000), Money.Zero],
            parts.Parts.Select(part => part.Cost));
        Assert.Equal(cost, parts.Total);
        Assert.Equal(64.18m, decimal.Round(parts[CostKind.Output].Percent, 2));
    }

    [Fact]
    public void CacheEfficiency_OfTheFirstWorkedExample_IsExact()
    {
        _book.Cost(Usage(1000, 500, 200, 300), "sonnet", "s");

        var cache = _book.CacheEfficiency("s");

        Assert.Equal(new Money(540_000), cache.ReadSaving);
        Assert.Equal(new Money(225_000), cache.WritePremium);
        Assert.Equal(new Money(315_000), cache.NetSaving);
        Assert.Equal(16.67m, decimal.Round(cache.HitRatePercent, 2));
        Assert.Equal(2.625m, cache.SavingsPercent);
    }

    [Fact]
    public void Aggregate_OfTheSecondWorkedExample_IsExact()
    {
        _book.Cost(Usage(1000, 500), "haiku", "a");
        _book.Cost(Usage(5000, 2000), "sonnet", "b");
        _book.Cost(Usage(10000, 5000), "opus", "c");

        var all = _book.Aggregate(["a", "b", "c"]);

        Assert.Equal(new Money(570_875_000), all.Total);
        Assert.Equal(23_500, all.Sessions.Sum(session => session.Usage.TotalInput + session.Usage.TotalOutput));
        Assert.Equal("0.1903", (all.Average.Nanos / 1e9m).ToString("0.0000", CultureInfo.InvariantCulture));
        Assert.Equal((new Money(875_000), new Money(525_000_000)), (all.Least, all.Most));
        Assert.Equal("anthropic/opus", _book.Models()[0].Name);
    }

    [Fact]
    public void Aggregate_OfNothing_OrOfAnUnknownSession_IsAnError()
    {
        Assert.Throws<ArgumentException>(() => _book.Aggregate([]));
        Assert.Throws<ArgumentException>(() => _book.Aggregate(["nobody"]));
        Assert.Throws<ArgumentException>(() => _book.Breakdown("nobody"));
    }

    [Fact]
    public void SpentToday_OfTheWorkedExample_IsFifteenCents()
    {
        for (var cents = 1; cents <= 5; cents++)
        {
            _book.Cost(Usage(cents, 0), "cent", "s");
        }

        Assert.Equal(Money.Parse("0.15"), _book.SpentToday);
        _clock.Advance(TimeSpan.FromHours(16));
        Assert.Equal(Money.Zero, _book.SpentToday);
        Assert.Equal(Money.Parse("0.15"), _book.Total);
    }

    [Fact]
    public void SpentToday_EndsWhenTheZonesDayEnds()
    {
        var book = new CostBook(Fixtures.Prices, _clock, TimeZoneInfo.CreateCustomTimeZone("east", TimeSpan.FromHours(10), "east", "east"));
        book.Cost(Usage(1, 0), "cent", "s");

        _clock.Advance(TimeSpan.FromHours(6));

        Assert.Equal(Money.Zero, book.SpentToday);
    }

    [Theory]
    [InlineData("6.99", SpendLevel.Ok)]
    [InlineData("7.00", SpendLevel.SoftWarning)]
    [InlineData("8.99", SpendLevel.SoftWarning)]
    [InlineData("9.00", SpendLevel.HardWarning)]
    [InlineData("9.99", SpendLevel.HardWarning)]
    [InlineData("10.00", SpendLevel.Emergency)]
    [InlineData("12.00", SpendLevel.Emergency)]
    public void Status_WarnsFromSeventyNinetyAndAHundredPercent(string spent, SpendLevel level)
    {
        var status = new SpendStatus(Money.FromDollars(10), Money.Parse(spent));

        Assert.Equal(level, status.Level);
        Assert.Equal(Money.Max(Money.Zero, Money.FromDollars(10) - Money.Parse(spent)), status.Remaining);
    }

    [Theory]
    [InlineData(10, 9, 2, false)]
    [InlineData(100, 99, 2, false)]
    [InlineData(10, 9, 1, true)]
    public void Status_ExactlyTheLimit_IsAllowed(long limit, long spent, long asked, bool isAllowed) =>
        Assert.Equal(isAllowed, new SpendStatus(Money.FromDollars(limit), Money.FromDollars(spent)).Allows(Money.FromDollars(asked)));

    [Fact]
    public void Status_OfThreeOfTen_IsThirtyPercent()
    {
        _book.Cost(Usage(300, 0), "cent", "s");

        var status = _book.Status(Money.FromDollars(10));

        Assert.Equal((Money.FromDollars(7), 30m), (status.Remaining, status.Percent));
        Assert.Equal(Money.Zero, _book.Status(Money.FromDollars(10), "other").Spent);
        Assert.Throws<ArgumentOutOfRangeException>(() => _book.Status(Money.Zero));
    }

    [Fact]
    public void CacheSavings_AreReadsAtTheDifferenceOfThePrices() => Assert.Equal(new Money(540_000), _book.CacheSavings(200, "sonnet"));

    [Fact]
    public void ProjectSession_WithoutHistory_IsTheCataloguesPrice()
    {
        var projection = _book.ProjectSession("s", 10, "sonnet");

        Assert.Equal(new CostProjection(new Money(105_000_000), new Money(10_500_000), 0), projection);
    }

    [Fact]
    public void ProjectSession_WithHistory_IsItsMean()
    {
        _book.Cost(Usage(1, 0), "cent", "s");
        _book.Cost(Usage(3, 0), "cent", "s");

        Assert.Equal(new CostProjection(Money.Parse("0.20"), Money.Parse("0.02"), 2), _book.ProjectSession("s", 10, "sonnet"));
    }

    [Fact]
    public void ProjectMonth_OfAConstantRate_IsThatRate()
    {
        for (var day = 0; day < 9; day++)
        {
            _book.Cost(Usage(100, 0), "cent", "s");
            _clock.Advance(TimeSpan.FromDays(1));
        }

        var month = _book.ProjectMonth();

        Assert.Equal(new MonthProjection(Money.FromDollars(1), Money.FromDollars(30), Money.FromDollars(30), Money.FromDollars(30), SpendTrend.Stable, 7), month);
    }

    [Theory]
    [InlineData(new long[] { 1, 1, 1, 1, 1, 1, 2 }, SpendTrend.Up)]
    [InlineData(new long[] { 5, 5, 5, 5, 5, 5, 1 }, SpendTrend.Down)]
    [InlineData(new long[] { 5, 5, 5, 5, 6, 6, 6 }, SpendTrend.Stable)]
    [InlineData(new long[] { 1, 1, 1, 9, 9 }, SpendTrend.Stable)]
    public void ProjectMonth_TrendsTheLastThreeDaysAgainstTheFirst(long[] dollars, SpendTrend trend)
    {
        var month = CostDays.Project([.. dollars.Select(Money.FromDollars)]);

        Assert.Equal(trend, month.Trend);
        Assert.InRange(month.ThirtyDays.Nanos, month.Low!.Value.Nanos, month.High!.Value.Nanos);
    }

    [Fact]
    public void ProjectMonth_OfAnEmptyBook_IsNothing() =>
        Assert.Equal(new MonthProjection(Money.Zero, Money.Zero, null, null, SpendTrend.Stable, 0), _book.ProjectMonth());

    [Fact]
    public void Cost_OfAModelWithoutAPrice_IsAnError_AndRecordsNothing()
    {
        var fault = Assert.Throws<PriceUnknownException>(() => _book.Cost(Usage(1, 1), "gpt", "s"));

        Assert.Equal("gpt", fault.Model);
        Assert.Empty(_book.Sessions());
    }

    [Fact]
    public void History_IsNewestFirst_AndKeepsAHundredOfASession()
    {
        for (var i = 1; i <= 120; i++)
        {
            _book.Cost(Usage(i, 0), "cent", "s");
            _clock.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.Equal([120, 119], _book.History(2).Select(entry => entry.Usage[Unit.Input]));
        Assert.Equal(100, _book.History(1000, "s").Count);
        Assert.Empty(_book.History(1, "nobody"));
        Assert.Throws<ArgumentOutOfRangeException>(() => _book.History(0));
        Assert.Equal(Money.Parse("72.60"), CostCsv.Read(_book.ToCsv()).Aggregate(Money.Zero, (sum, entry) => sum + entry.Cost));
    }

    [Fact]
    public void Memory_IsBounded_AndSumsStayExact()
    {
        for (var i = 0; i < 1200; i++)
        {
            _book.Record(new CostEntry { At = _clock.GetUtcNow(), Session = $"s{i}", Provider = "p", Model = $"m{i % 150}", Usage = Usage(1, 0), Cost = new Money(i) });
        }

        var total = new Money(1199 * 1200 / 2);
        Assert.Equal(total, _book.Total);
        Assert.Equal(1001, _book.Sessions().Count);
        Assert.Equal(new SessionCost(CostBook.EarlierSessions, 200, new Money(199 * 200 / 2), Usage(200, 0)), _book.Sessions()[^1]);
        Assert.Equal(101, _book.Models().Count);
        Assert.Equal(total, _book.Models().Aggregate(Money.Zero, (sum, model) => sum + model.Cost));
        Assert.Equal(total, _book.Sessions().Aggregate(Money.Zero, (sum, session) => sum + session.Cost));
        Assert.Equal(total, CostCsv.Read(_book.ToCsv()).Aggregate(Money.Zero, (sum, entry) => sum + entry.Cost));
    }

    [Fact]
    public void ToJson_HasTheTotals()
    {
        _book.Cost(Usage(1000, 500, 200, 300), "sonnet", "s");

        using var json = JsonDocument.Parse(_book.ToJson());
        var root = json.RootElement;

        Assert.Equal("0.011685", root.GetProperty("cost_usd").GetString());
        Assert.Equal("0.000315", root.GetProperty("prompt_cache").GetProperty("net_saving_usd").GetString());
        Assert.Equal("anthropic/sonnet", root.GetProperty("models")[0].GetProperty("name").GetString());
        Assert.Equal(300, root.GetProperty("rows")[0].GetProperty("usage").GetProperty("cache_write_5m").GetInt64());
    }

    [Fact]
    public void ToPdf_IsAPageWithTheTotal()
    {
        for (var i = 0; i < 20; i++)
        {
            _book.Cost(Usage(1000 + i, 500), "sonnet", $"session {i}");
        }

        var text = Encoding.Latin1.GetString(_book.ToPdf("A week"));

        Assert.StartsWith("%PDF-1.4", text, StringComparison.Ordinal);
        Assert.Contains($"(${_book.Total})", text, StringComparison.Ordinal);
        Assert.Contains("(7 more)", text, StringComparison.Ordinal);
        Assert.Contains("(A week)", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Summary_IsASentence_AndResetBeginsAnew()
    {
        _book.Cost(Usage(1000, 500, 200, 300), "sonnet", "s");

        Assert.Equal("1 calls in 1 sessions cost $0.011685: 1500 tokens in, 500 out; prompt caches saved $0.000315.", _book.Summary());
        _book.Reset();

        Assert.Equal((Money.Zero, 0, 0), (_book.Total, _book.Sessions().Count, _book.Models().Count));
    }

    [Fact]
    public void Summary_TellsPricesThatAreNotCertain()
    {
        _book.Cost(Usage(10, 10), "openai/a-model-of-tomorrow", "s");

        Assert.Contains("The price of 1 is not certain.", _book.Summary(), StringComparison.Ordinal);
    }
}
