using Tollgate.Core;
using Tollgate.Ledger.Records;
using Tollgate.Ledger.Repricing;
using Tollgate.Pricing;
using Tollgate.Pricing.Discounts;

namespace Tollgate.Tests.Ledger.Repricing;

/// <summary>Past lines at other prices: equal to a count by hand, and the ledger stays.</summary>
public sealed class RepricerTests : IAsyncLifetime
{
    private static readonly string[] Models = ["claude-sonnet-5", "claude-opus-5", "claude-haiku-4-5"];
    private static readonly string?[] Tiers = [null, "batch", "fast"];
    private readonly PriceCatalog _catalog = new(new PricingOptions());
    private readonly DiscountDesk _discounts = new(new PricingOptions());
    private readonly List<(PricedModel Model, TokenUsage Usage, PriceTerms Terms, DateTimeOffset At)> _written = [];
    private LedgerRig _rig = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _rig = await LedgerRig.CreateAsync();
        _rig.Writer.Start();
        var random = new Random(7);
        for (var i = 0; i < 300; i++)
        {
            Write(random, LedgerRig.Noon.AddDays(-random.Next(120)));
        }

        Assert.True(await _rig.Writer.CatchUpAsync(TimeSpan.FromSeconds(20), Ct));
    }

    public ValueTask DisposeAsync() => _rig.DisposeAsync();

    [Fact]
    public async Task AtTheirOwnTimeAndModel_LinesComeToWhatTheyCost()
    {
        var report = await ReportAsync(null, null);

        Assert.Equal((300L, Money.Zero, 0L), (report.Total.Lines, report.Total.DifferenceUsd, report.Total.UnpricedLines));
        Assert.Equal(report.Total.CostUsd, report.Total.RepricedListUsd);
        Assert.Equal(report.Total.CostUsd.Nanos, report.Items.Sum(row => row.CostUsd.Nanos));
    }

    [Fact]
    public async Task AtAnotherDay_EachLineIsPricedAsOnThatDay()
    {
        var day = new DateTimeOffset(2026, 8, 15, 0, 0, 0, TimeSpan.Zero);

        var report = await ReportAsync(day, null);

        var byHand = _written.Sum(line => PriceFunction.Cost(Resolve(line.Model.Model, day).Price, line.Usage, line.Terms).Nanos);
        Assert.Equal(byHand, report.Total.RepricedUsd.Nanos);
        Assert.NotEqual(Money.Zero, report.Total.DifferenceUsd);
        Assert.Equal("claude-sonnet-5", Assert.Single(report.Items, row => row.DifferenceUsd != Money.Zero).Model);
    }

    [Fact]
    public async Task OnAnotherModel_EachLineIsPricedByIt()
    {
        var report = await ReportAsync(null, "claude-haiku-4-5");

        var byHand = _written.Sum(line => PriceFunction.Cost(Resolve("claude-haiku-4-5", line.At).Price, line.Usage, line.Terms).Nanos);
        Assert.Equal((byHand, "anthropic/claude-haiku-4-5"), (report.Total.RepricedUsd.Nanos, report.Model));
        Assert.True(report.Total.DifferenceUsd < Money.Zero);
    }

    [Fact]
    public async Task ADiscountThatIsKnownNow_IsInTheNetAndNotInTheList()
    {
        _discounts.Use([new Discount { Name = "d", Provider = "anthropic", Percent = 50, From = DateTimeOffset.MinValue, Origin = PriceOrigin.Database }]);

        var report = await ReportAsync(null, null);

        Assert.Equal(report.Total.CostUsd, report.Total.RepricedListUsd);
        Assert.InRange(report.Total.RepricedUsd.Nanos * 2, report.Total.CostUsd.Nanos, report.Total.CostUsd.Nanos + 600);
    }

    [Fact]
    public async Task TheLedger_StaysAsItIs()
    {
        const string sum = "select count(*) || '/' || sum(cost_nanos) || '/' || sum(list_cost_nanos) || '/' || group_concat(distinct rates) from ledger_line";
        var before = await _rig.Database.ScalarAsync(sum);

        _ = await ReportAsync(DateTimeOffset.MinValue, "claude-opus-5");

        Assert.Equal(before, await _rig.Database.ScalarAsync(sum));
    }

    [Fact]
    public async Task APeriod_TakesWhatWasSentInIt_OfOneOrganization()
    {
        var (from, to) = (LedgerRig.Noon.AddDays(-60), LedgerRig.Noon.AddDays(-30));

        var report = (await Repricer().ReportAsync(new RepriceAsk(LedgerRig.Organization, from, to, null, null), Ct)).Value!;
        var others = (await Repricer().ReportAsync(new RepriceAsk(LedgerRig.OtherOrganization, from, to, null, null), Ct)).Value!;

        Assert.Equal(_written.Count(line => line.At >= from && line.At < to), report.Total.Lines);
        Assert.Equal(0, others.Total.Lines);
    }

    [Fact]
    public async Task AModelNobodyKnows_IsRefused() =>
        Assert.Equal(RefusalCode.ModelNotFound, (await Repricer().ReportAsync(new RepriceAsk(null, default, DateTimeOffset.MaxValue, null, "no-such-model"), Ct)).Refusal?.Code);

    [Theory]
    [InlineData("priority", null, null, "priority")]
    [InlineData("batch", "us", "high", "tier=batch;region=us;size=high")]
    [InlineData(null, "us", null, "region=us")]
    [InlineData(null, null, "low", "size=low")]
    [InlineData(null, null, null, null)]
    public void Terms_AreReadBackAsTheyWere(string? tier, string? region, string? size, string? text)
    {
        var terms = new PriceTerms(tier, region, size);

        Assert.Equal(text, TermsText.Of(terms));
        Assert.Equal(terms, TermsText.Read(text));
    }

    private Repricer Repricer() => new(new ChargeStore(_rig.Database.Source), _catalog, _discounts, TimeProvider.System);

    private async Task<RepriceReport> ReportAsync(DateTimeOffset? at, string? model) =>
        (await Repricer().ReportAsync(new RepriceAsk(null, LedgerRig.Noon.AddDays(-365), LedgerRig.Noon.AddDays(1), at, model), Ct)).Value!;

    private PricedModel Resolve(string model, DateTimeOffset at) => _catalog.Current.Resolve(model, "anthropic", at).Value!;

    private void Write(Random random, DateTimeOffset at)
    {
        var model = Resolve(Models[random.Next(Models.Length)], at);
        var terms = new PriceTerms(Tiers[random.Next(Tiers.Length)], random.Next(3) == 0 ? "us" : null);
        var usage = default(TokenUsage);
        foreach (var unit in (Unit[])[Unit.Input, Unit.CacheRead, Unit.CacheWrite5m, Unit.CacheWrite1h, Unit.Output, Unit.WebSearch])
        {
            usage[unit] = random.Next(unit == Unit.WebSearch ? 3 : 100_000);
        }

        var cost = PriceFunction.Cost(model.Price, usage, terms);
        var call = _rig.Call();
        var attempt = LedgerRig.Attempt(model: model.Model);
        attempt.SentAt = at;
        _ = _rig.Journal.AppendSent(new SentRecord(call, attempt));
        var settled = LedgerRig.Settled(call, attempt) with
        {
            Usage = usage, Cost = cost, ListCost = cost, Flags = LineFlags.None, Uncertain = Money.Zero, Terms = TermsText.Of(terms), Rates = RatesText.Of(model.Price, terms, usage.TotalInput),
        };
        _ = _rig.Journal.AppendSettled(settled, LedgerRig.Request(call));
        _written.Add((model, usage, terms, at));
    }
}
