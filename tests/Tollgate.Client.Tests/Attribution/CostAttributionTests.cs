using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using Tollgate.Client.Attribution;
using Tollgate.Core;
using Tollgate.TestKit;

namespace Tollgate.Client.Tests.Attribution;

public sealed class CostAttributionTests
{
    private static readonly Gen<Share> Shares =
        from day in Gen.Choose(0, 40)
        from principal in Gen.Elements("ann", "ben", "cy")
        from resource in Gen.Elements("gpt", "search")
        from capability in Gen.Elements<string?>("read", "write", null)
        from protocol in Gen.Elements<string?>("openai", "mcp", null)
        from cost in Gen.Choose(0, 1_000_000)
        select new Share(day, principal, resource, capability, protocol, cost);

    private readonly HeldClock _clock = new();
    private readonly CostAttribution _costs;

    public CostAttributionTests() => _costs = new CostAttribution(_clock);

    [Fact]
    public void Summary_OfTheWorkedExample_PrefersTheActualCostToTheEstimate()
    {
        _costs.Record(new CostShare("1", "ann", "x") { Actual = Money.Parse("1.00"), Estimated = Money.Parse("9") });
        _costs.Record(new CostShare("2", "ann", "x") { Estimated = Money.Parse("2.00") });
        _costs.Record(new CostShare("3", "ben", "y") { Actual = Money.Parse("1.50") });
        _costs.Record(new CostShare("4", "ben", "y") { Actual = Money.Parse("2.50") });

        Assert.Equal(new CostSummary(2, Money.Parse("3"), Money.Parse("1"), Money.Parse("2")), _costs.Summary(new CostShareFilter { Principal = "ann" }));
        Assert.Equal((2L, Money.Parse("4"), Money.Parse("2")), Figures(_costs.Summary(new CostShareFilter { Resource = "y" })));
        Assert.Equal((0L, Money.Zero, Money.Zero), Figures(_costs.Summary(new CostShareFilter { Principal = "nobody" })));
    }

    [Fact]
    public void WhatIsToldTwice_CountsOnce_AndWhatNobodyKnows_IsNotNothing()
    {
        Assert.True(_costs.Record(new CostShare("1", "ann", "x") { Actual = Money.Parse("1") }));
        Assert.False(_costs.Record(new CostShare("1", "ann", "x") { Actual = Money.Parse("1") }));

        Assert.Equal(Money.Parse("1"), _costs.Summary().Total);
        Assert.Throws<ArgumentException>(() => _costs.Record(new CostShare("2", "ann", "x")));
    }

    [Theory]
    [InlineData("9", "1", true, null)]
    [InlineData("9", "2", false, "Daily budget exceeded (limit: 10.00 USD)")]
    [InlineData("3", "7", true, null)]
    public void CheckBudget_AllowsExactlyTheLimit(string spent, string asked, bool isAllowed, string? reason)
    {
        _costs.SetBudget("ann", daily: Money.Parse("10"));
        _costs.Record(new CostShare("1", "ann", "x") { Actual = Money.Parse(spent) });

        Assert.Equal(new BudgetCheck(isAllowed, reason), _costs.CheckBudget("ann", Money.Parse(asked)));
        Assert.True(_costs.CheckBudget("ben", Money.Parse("1000")).IsAllowed);
    }

    [Fact]
    public void ADay_RenewsByItself_AndAMonthGoesOn()
    {
        _costs.SetBudget("ann", daily: Money.Parse("10"));
        _costs.SetBudget("ann", monthly: Money.Parse("15"));
        _costs.Record(new CostShare("1", "ann", "x") { Actual = Money.Parse("10") });
        Assert.Equal("Daily budget exceeded (limit: 10.00 USD)", _costs.CheckBudget("ann", Money.Parse("0.01")).Reason);

        _clock.Advance(TimeSpan.FromDays(1));

        Assert.Equal([new PrincipalBudget(BudgetPeriod.Day, Money.Parse("10"), Money.Zero, Money.Zero), new PrincipalBudget(BudgetPeriod.Month, Money.Parse("15"), Money.Parse("10"), Money.Zero)], _costs.Budgets("ann"));
        Assert.True(_costs.CheckBudget("ann", Money.Parse("5")).IsAllowed);
        Assert.Equal("Monthly budget exceeded (limit: 15.00 USD)", _costs.CheckBudget("ann", Money.Parse("5.01")).Reason);
    }

    [Fact]
    public void AHold_KeepsItsMoney_UntilItIsSettledOrGivenBack()
    {
        _costs.SetBudget("ann", daily: Money.Parse("10"));
        using var first = _costs.TryHold("ann", Money.Parse("6"), out _);
        var second = _costs.TryHold("ann", Money.Parse("4"), out _);

        Assert.Null(_costs.TryHold("ann", Money.Parse("0.01"), out var check));
        Assert.Equal("Daily budget exceeded (limit: 10.00 USD)", check.Reason);
        second!.Dispose();
        second.Dispose();
        _costs.Record(new CostShare("1", "ann", "x") { Actual = Money.Parse("3") }, first);
        first!.Dispose();

        var day = Assert.Single(_costs.Budgets("ann"));
        Assert.Equal((Money.Parse("3"), Money.Zero, Money.Parse("7"), 30m), (day.Spent, day.Held, day.Remaining, day.Percent));
        Assert.Throws<ArgumentException>(() => _costs.Record(new CostShare("2", "ben", "x") { Actual = Money.Zero }, _costs.TryHold("ann", Money.Zero, out _)));
    }

    [Fact]
    public async Task HoldsAtTheSameTime_NeverTakeMoreThanTheLimit()
    {
        _costs.SetBudget("ann", daily: Money.Parse("1"));

        await Task.WhenAll(Enumerable.Range(0, 200).Select(async call =>
        {
            await Task.Yield();
            if (_costs.TryHold("ann", Money.Parse("0.03"), out _) is { } hold)
            {
                _costs.Record(new CostShare(call.ToString(CultureInfo.InvariantCulture), "ann", "x") { Actual = Money.Parse("0.02") }, hold);
            }
        }));

        // As long as three cents fit, another call is let in: all that is left is less.
        var day = Assert.Single(_costs.Budgets("ann"));
        Assert.Equal(Money.Zero, day.Held);
        Assert.True(day.Spent <= day.Limit && day.Remaining < Money.Parse("0.03"));
    }

    [Fact]
    public void EveryFilterAndTheRollUp_EqualBruteForce() =>
        Prop.ForAll(Gen.ListOf(Shares).ToArbitrary(), shares =>
        {
            var costs = new CostAttribution(_clock);
            var start = _clock.GetUtcNow();
            foreach (var (share, id) in shares.Select((share, id) => (share, id)))
            {
                costs.Record(new CostShare(id.ToString(CultureInfo.InvariantCulture), share.Principal, share.Resource) { Capability = share.Capability, Protocol = share.Protocol, Actual = new Money(share.Cost), At = start.AddDays(share.Day) });
            }

            var (from, to) = (DateOnly.FromDateTime(start.AddDays(5).UtcDateTime), DateOnly.FromDateTime(start.AddDays(30).UtcDateTime));
            var filter = new CostShareFilter { Principal = "ann", Resource = "gpt", Capability = "read", From = from, To = to };
            var fitting = shares.Where(share => share is { Principal: "ann", Resource: "gpt", Capability: "read", Day: >= 5 and < 30 }).Select(share => (long)share.Cost).ToList();
            var sum = costs.Summary(filter);
            var days = shares.GroupBy(share => (share.Day, share.Principal, Protocol: share.Protocol ?? "")).OrderBy(day => day.Key.Day).ThenBy(day => day.Key.Principal, StringComparer.Ordinal).ThenBy(day => day.Key.Protocol, StringComparer.Ordinal);
            return (sum.Count, sum.Total.Nanos) == (fitting.Count, fitting.Sum())
                && (sum.Least.Nanos, sum.Most.Nanos) == (fitting.DefaultIfEmpty().Min(), fitting.DefaultIfEmpty().Max())
                && costs.Days().Select(day => (day.Principal, day.Protocol, day.Sum.Total.Nanos)).SequenceEqual(days.Select(day => (day.Key.Principal, day.Key.Protocol, day.Sum(share => (long)share.Cost))));
        }).Check(Config.QuickThrowOnFailure);

    [Fact]
    public void TheDaysThatAreKept_AreBounded()
    {
        for (var day = 0; day < 450; day++)
        {
            _costs.Record(new CostShare(day.ToString(CultureInfo.InvariantCulture), "ann", "x") { Actual = Money.Parse("1") });
            _clock.Advance(TimeSpan.FromDays(1));
        }

        Assert.Equal(400, _costs.Days().Count);
    }

    private static (long Count, Money Total, Money Average) Figures(CostSummary sum) => (sum.Count, sum.Total, sum.Average);

    private sealed record Share(int Day, string Principal, string Resource, string? Capability, string? Protocol, int Cost);
}
