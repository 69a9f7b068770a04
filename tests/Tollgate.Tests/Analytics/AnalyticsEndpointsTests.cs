using System.Text.Json.Nodes;
using Tollgate.Api;
using Tollgate.Core;

namespace Tollgate.Tests.Analytics;

public sealed class AnalyticsEndpointsTests
{
    private const string FullTime = "?from=2026-09-01&to=2026-11-30";

    private static readonly string[] Breakdowns =
        ["/api/analytics/spend/by-model", "/api/analytics/spend/by-provider", "/api/analytics/spend/by-agent", "/api/analytics/spend/by-day", "/api/analytics/usage"];

    [Fact]
    public async Task Every_breakdown_sums_to_the_total_of_every_other()
    {
        await using var rig = await AnalyticsRig.CreateAsync();
        var ledger = new RandomLedger(5);
        await ledger.FillAsync(rig, 120);
        var cost = new Money(ledger.Calls.Sum(call => call.Lines.Sum(line => line.Cost))).ToString();

        foreach (var pattern in Breakdowns)
        {
            var json = await JsonAsync(rig, pattern, ledger.Organization, FullTime + "&time_zone=Asia/Kolkata" + (pattern.EndsWith("usage", StringComparison.Ordinal) ? "&group_by=session,tag:env" : ""));

            Assert.Equal(cost, json["total"]!["cost_usd"]!.GetValue<string>());
            Assert.Equal(cost, Sum(json["items"]!));
        }

        Assert.Equal(cost, (await JsonAsync(rig, "/api/analytics/overview", ledger.Organization, FullTime))["total"]!["cost_usd"]!.GetValue<string>());
        Assert.Equal(cost, (await JsonAsync(rig, "/api/analytics/summary", ledger.Organization, FullTime))["all_time"]!["cost_usd"]!.GetValue<string>());
    }

    [Fact]
    public async Task Pages_and_their_csv_are_the_whole()
    {
        await using var rig = await AnalyticsRig.CreateAsync();
        var ledger = new RandomLedger(6);
        await ledger.FillAsync(rig, 150);
        var (cursor, rows, paged) = ("0", 0, Money.Zero);
        while (cursor is not null)
        {
            var page = await JsonAsync(rig, "/api/analytics/usage", ledger.Organization, $"{FullTime}&group_by=session,model&limit=5&cursor={cursor}");
            rows += page["items"]!.AsArray().Count;
            paged += Money.Parse(Sum(page["items"]!));
            cursor = page["next"]?.GetValue<string>();
        }

        var (_, csv) = await AnalyticsRig.AskAsync(rig.Routes, "/api/analytics/usage", ledger.Organization, FullTime + "&group_by=session,model&limit=1000&format=csv");
        var table = CsvText.Parse(csv, isOurs: true)!;

        var place = table.Columns.ToList().IndexOf("cost_usd");
        Assert.Equal(rows, table.Rows.Count);
        Assert.Equal(paged, table.Rows.Aggregate(Money.Zero, (sum, row) => sum + Money.Parse(row[place])));
    }

    [Fact]
    public async Task Another_organization_sees_nothing_and_only_the_operator_sees_all()
    {
        await using var rig = await AnalyticsRig.CreateAsync();
        var (mine, other) = (Guid.CreateVersion7(AnalyticsRig.Now), Guid.CreateVersion7(AnalyticsRig.Now));
        await rig.CallAsync(mine, AnalyticsRig.Now.AddHours(-1), 5);
        await rig.CallAsync(other, AnalyticsRig.Now.AddHours(-1), 7);

        var own = await JsonAsync(rig, "/api/analytics/summary", mine, "?all=true");
        var (_, all) = await AnalyticsRig.AskAsync(rig.Routes, "/api/analytics/usage", mine, "?group_by=organization", ApiRight.Operator);

        Assert.Equal("0.000000005", own["all_time"]!["cost_usd"]!.GetValue<string>());
        Assert.Equal("0.000000012", JsonNode.Parse(all)!["total"]!["cost_usd"]!.GetValue<string>());
    }

    [Theory]
    [InlineData("/api/analytics/spend/by-day", "?days=0")]
    [InlineData("/api/analytics/spend/by-day", "?days=366")]
    [InlineData("/api/analytics/spend/by-day", "?from=2020-01-01")]
    [InlineData("/api/analytics/trends", "?days=6")]
    [InlineData("/api/analytics/trends", "?days=91")]
    [InlineData("/api/analytics/usage", "?group_by=a")]
    [InlineData("/api/analytics/usage", "?group_by=model,model")]
    [InlineData("/api/analytics/usage", "?group_by=model,team,key")]
    [InlineData("/api/analytics/usage", "?step=year")]
    [InlineData("/api/analytics/usage", "?step=1")]
    [InlineData("/api/analytics/usage", "?cursor=x")]
    [InlineData("/api/analytics/usage", "?limit=1001")]
    [InlineData("/api/analytics/usage", "?time_zone=Mars/Olympus")]
    [InlineData("/api/analytics/usage", "?from=2026-11-02&to=2026-11-01")]
    [InlineData("/api/analytics/overview", "?from=yesterday")]
    [InlineData("/api/analytics/projections", "?status=abc")]
    public async Task A_question_that_makes_no_sense_is_400(string pattern, string query)
    {
        await using var rig = await AnalyticsRig.CreateAsync();

        Assert.Equal(400, (await AnalyticsRig.AskAsync(rig.Routes, pattern, Guid.CreateVersion7(AnalyticsRig.Now), query)).Status);
    }

    [Fact]
    public async Task A_day_is_a_day_of_the_zone()
    {
        await using var rig = await AnalyticsRig.CreateAsync();
        var organization = Guid.CreateVersion7(AnalyticsRig.Now);
        await rig.CallAsync(organization, new DateTimeOffset(2026, 11, 20, 18, 29, 59, TimeSpan.Zero), 1);
        await rig.CallAsync(organization, new DateTimeOffset(2026, 11, 20, 18, 30, 0, TimeSpan.Zero), 2);

        var days = (await JsonAsync(rig, "/api/analytics/spend/by-day", organization, "?days=2&time_zone=Asia/Kolkata"))["items"]!.AsArray();

        Assert.Equal([("2026-11-20", "0.000000001"), ("2026-11-21", "0.000000002")], days.Select(day => (day!["date"]!.GetValue<string>(), day["cost_usd"]!.GetValue<string>())));
    }

    private static string Sum(JsonNode items) => items.AsArray().Aggregate(Money.Zero, (sum, item) => sum + Money.Parse(item!["cost_usd"]!.GetValue<string>())).ToString();

    private static async Task<JsonNode> JsonAsync(AnalyticsRig rig, string pattern, Guid organization, string query)
    {
        var (status, body) = await AnalyticsRig.AskAsync(rig.Routes, pattern, organization, query);
        Assert.True(status == 200, body);
        return JsonNode.Parse(body)!;
    }
}
