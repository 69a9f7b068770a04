using System.Text.Json.Nodes;
using Tollgate.Analytics.Figures;
using Tollgate.Analytics.Usage;
using Tollgate.Core;

namespace Tollgate.Tests.Analytics;

public sealed class FiguresTests
{
    private static readonly Guid Organization = Guid.CreateVersion7(AnalyticsRig.Now);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(40, "7 days")]
    [InlineData(4, "3 days")]
    [InlineData(1, "36 hours")]
    public async Task A_constant_rate_is_projected_within_one_percent(int days, string basis)
    {
        await using var rig = await AnalyticsRig.CreateAsync();
        var first = AnalyticsRig.Now.AddDays(-days).AddHours(-11.5);
        for (var at = first; at < AnalyticsRig.Now; at = at.AddHours(6))
        {
            await rig.CallAsync(Organization, at, 250_000_000);
        }

        var projection = await rig.Projector.ProjectAsync(new UsageQuestion { OrganizationId = Organization }, Ct);

        Assert.Equal(basis, projection.Basis);
        Assert.InRange(projection.NextThirtyDaysUsd.Nanos, 29_700_000_000, 30_300_000_000);
        Assert.Equal(days > 1, projection.LowUsd is not null);
        Assert.Equal(projection.ThisMonthSoFarUsd.Nanos + (decimal)projection.MeanPerDayUsd.Nanos * 9.5m, (decimal)projection.ThisMonthUsd.Nanos, 0);
    }

    [Fact]
    public async Task On_the_first_day_hours_are_the_basis_and_before_it_nothing()
    {
        await using var rig = await AnalyticsRig.CreateAsync();
        var question = new UsageQuestion { OrganizationId = Organization };
        var nothing = await rig.Projector.ProjectAsync(question, Ct);
        await rig.CallAsync(Organization, AnalyticsRig.Now.AddHours(-3), 1_000_000_000);

        var projection = await rig.Projector.ProjectAsync(question, Ct);

        Assert.Equal(("nothing yet", 0L), (nothing.Basis, nothing.NextThirtyDaysUsd.Nanos));
        Assert.Equal(("3 hours", 240_000_000_000L), (projection.Basis, projection.NextThirtyDaysUsd.Nanos));
    }

    [Fact]
    public async Task The_interval_is_the_one_of_the_textbook()
    {
        await using var rig = await AnalyticsRig.CreateAsync();
        await rig.CallAsync(Organization, AnalyticsRig.Now.AddDays(-20), 1);
        for (var day = 1; day <= 7; day++)
        {
            await rig.CallAsync(Organization, AnalyticsRig.Now.AddDays(-day), day * 1_000_000_000L);
        }

        var projection = await rig.Projector.ProjectAsync(new UsageQuestion { OrganizationId = Organization }, Ct);

        // 30 × 4 ± 2.447 × √(28/6) × √(30 + 900/7), by hand.
        Assert.Equal(120_000_000_000, projection.NextThirtyDaysUsd.Nanos);
        Assert.Equal(120 - 66.566, projection.LowUsd!.Value.Nanos / 1e9, 2);
        Assert.Equal(120 + 66.566, projection.HighUsd!.Value.Nanos / 1e9, 2);
        Assert.Equal(Direction.Down, projection.Direction);
    }

    [Theory]
    [InlineData(100, 121, "up")]
    [InlineData(100, 120, "stable")]
    [InlineData(100, 80, "stable")]
    [InlineData(100, 79, "down")]
    [InlineData(0, 1, "up")]
    [InlineData(0, 0, "stable")]
    public async Task The_trend_compares_the_last_three_days_with_the_first_three(long first, long last, string direction)
    {
        await using var rig = await AnalyticsRig.CreateAsync();
        for (var day = 1; day <= 3; day++)
        {
            await rig.CallAsync(Organization, AnalyticsRig.Now.AddDays(-8 + day - 0.1), first);
            await rig.CallAsync(Organization, AnalyticsRig.Now.AddDays(-day), last);
        }

        await rig.CallAsync(Organization, AnalyticsRig.Now, 1_000_000);
        var (_, body) = await AnalyticsRig.AskAsync(rig.Routes, "/api/analytics/trends", Organization, "?days=7");

        var json = JsonNode.Parse(body)!;
        Assert.Equal(7, json["items"]!.AsArray().Count);
        Assert.Equal("0.001", json["today"]!["cost_usd"]!.GetValue<string>());
        Assert.Equal((direction, new Money(3 * last).ToString()), (json["direction"]!.GetValue<string>(), json["last_three_days_usd"]!.GetValue<string>()));
    }

    [Theory]
    [InlineData(110, "stable")]
    [InlineData(111, "up")]
    [InlineData(90, "stable")]
    [InlineData(89, "down")]
    public async Task A_period_is_up_or_down_above_ten_percent(long cost, string direction)
    {
        await using var rig = await AnalyticsRig.CreateAsync();
        await rig.CallAsync(Organization, AnalyticsRig.Now.AddDays(-10), 100);
        await rig.CallAsync(Organization, AnalyticsRig.Now.AddDays(-1), cost);

        var (_, body) = await AnalyticsRig.AskAsync(rig.Routes, "/api/analytics/overview", Organization, "?days=7");

        var json = JsonNode.Parse(body)!;
        Assert.Equal((direction, cost - 100m), (json["direction"]!.GetValue<string>(), json["change_percent"]!.GetValue<decimal>()));
        Assert.Equal(("m", 1), (json["top"]!["models"]![0]!["group"]!["model"]!.GetValue<string>(), json["active"]!["agents"]!.GetValue<int>()));
    }

    [Fact]
    public async Task The_summary_knows_the_weeks_and_months_of_the_zone()
    {
        await using var rig = await AnalyticsRig.CreateAsync();
        foreach (var (days, cost) in ((double, long)[])[(0, 1), (-1, 2), (-4, 4), (-6, 8), (-25, 16), (-70, 32)])
        {
            await rig.CallAsync(Organization, AnalyticsRig.Now.AddDays(days), cost);
        }

        var summary = await rig.Overviews.SummaryAsync(rig.Query.LastDays(new UsageQuestion { OrganizationId = Organization }, 30), Ct);

        Assert.Equal(
            [1, 2, 7, 15, 16, 63, 31],
            new[] { summary.Today, summary.Yesterday, summary.ThisWeek, summary.ThisMonth, summary.LastMonth, summary.AllTime, summary.Period }.Select(view => view.CostUsd.Nanos));
        Assert.Equal(6, summary.MeanPerCallUsd!.Value.Nanos);
    }
}
