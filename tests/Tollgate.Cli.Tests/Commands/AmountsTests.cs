using Tollgate.Cli.Commands;

namespace Tollgate.Cli.Tests.Commands;

public sealed class AmountsTests
{
    [Theory]
    [InlineData("5/day", "5.00", "day")]
    [InlineData("$20/month", "20.00", "month")]
    [InlineData("0.25", "0.25", "lifetime")]
    public void A_budget_is_dollars_and_a_window(string text, string limit, string window)
    {
        var budget = Amounts.Budget(text);

        Assert.Equal((limit, window, true), (budget["limit_usd"]!.GetValue<string>(), budget["window"]!.GetValue<string>(), budget["hard"]!.GetValue<bool>()));
    }

    [Theory]
    [InlineData("5/day:notional", "notional", true)]
    [InlineData("5:all", "all", true)]
    [InlineData("5/day:soft", null, false)]
    [InlineData("5/day:soft:billed", "billed", false)]
    public void A_budget_says_what_it_counts_and_whether_it_blocks(string text, string? counts, bool isHard)
    {
        var budget = Amounts.Budget(text);

        Assert.Equal((counts, isHard), (budget["counts"]?.GetValue<string>(), budget["hard"]!.GetValue<bool>()));
    }

    [Theory]
    [InlineData("5/day:")]
    [InlineData("5/day:mine")]
    [InlineData("5/day:all:billed")]
    [InlineData("")]
    [InlineData("0/day")]
    [InlineData("-1/day")]
    [InlineData("5/fortnight")]
    [InlineData("5/day/week")]
    [InlineData("five")]
    public void What_is_no_budget_is_a_usage_fault(string text) => Assert.Equal(ExitCode.Usage, Assert.Throws<CliFault>(() => Amounts.Budget(text)).Code);

    [Theory]
    [InlineData("60", 60)]
    [InlineData("100k", 100_000)]
    [InlineData("1.5M", 1_500_000)]
    [InlineData("2b", 2_000_000_000)]
    public void A_count_may_be_short(string text, long count) => Assert.Equal(count, Amounts.Count(text));

    [Theory]
    [InlineData("")]
    [InlineData("0")]
    [InlineData("-5")]
    [InlineData("1.5")]
    [InlineData("k")]
    [InlineData("99999999999b")]
    public void What_is_no_count_is_a_usage_fault(string text) => Assert.Equal(ExitCode.Usage, Assert.Throws<CliFault>(() => Amounts.Count(text)).Code);

    [Theory]
    [InlineData("90s", 90)]
    [InlineData("15m", 900)]
    [InlineData("1.5h", 5_400)]
    [InlineData("2d", 172_800)]
    public void A_time_has_a_unit(string text, double seconds) => Assert.Equal(TimeSpan.FromSeconds(seconds), Amounts.Span(text));

    [Theory]
    [InlineData("")]
    [InlineData("8")]
    [InlineData("h")]
    [InlineData("-1h")]
    [InlineData("99999999999999d")]
    public void What_is_no_time_is_a_usage_fault(string text) => Assert.Equal(ExitCode.Usage, Assert.Throws<CliFault>(() => Amounts.Span(text)).Code);
}
