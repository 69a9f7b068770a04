using System.Text.Json.Nodes;
using Tollgate.Analytics.Checking;
using Tollgate.Api;
using Tollgate.Audit;

namespace Tollgate.Tests.Analytics;

public sealed class SumsCheckTests
{
    [Fact]
    public async Task Sums_that_are_the_ledger_s_are_so_called_and_counted()
    {
        await using var rig = await AnalyticsRig.CreateAsync();
        var ledger = new RandomLedger(31);
        await ledger.FillAsync(rig, 120);

        var reply = await AskAsync(rig, "/api/analytics/check");

        Assert.Equal((true, 120, 0), (reply["is_equal"]!.GetValue<bool>(), reply["calls"]!.GetValue<int>(), reply["differences"]!.GetValue<int>()));
        Assert.Equal(new Core.Money(await rig.NumberAsync("select sum(cost_nanos) from ledger_line")).ToString(), reply["cost_usd"]!.GetValue<string>());
    }

    [Theory]
    [InlineData("update usage_day set cost_nanos = cost_nanos + 1 where detail = 1", "days, plain", "cost")]
    [InlineData("update usage_hour set calls = calls - 1 where detail = 0", "hours, total", "calls")]
    [InlineData("delete from usage_day where detail = 2", "days, full", "input_tokens")]
    [InlineData("insert into usage_day select organization_id, detail, day + 900, group_id, 1, 0, 0, 0, 5, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0 from usage_day limit 1", "days, total", "cost")]
    public async Task A_sum_that_is_not_the_ledger_s_is_named_and_made_anew(string damage, string kept, string measure)
    {
        await using var rig = await AnalyticsRig.CreateAsync();
        await new RandomLedger(32).FillAsync(rig, 60);
        await rig.Follower.CatchUpAsync(CancellationToken.None);
        await rig.Database.ScalarAsync(damage);

        var found = await AskAsync(rig, "/api/analytics/check");
        var mended = await AskAsync(rig, "/api/analytics/rebuild", "{}");

        Assert.False(found["is_equal"]!.GetValue<bool>());
        var difference = found["items"]!.AsArray().First(item => item!["measure"]!.GetValue<string>() == measure)!;
        Assert.Equal(kept, difference["kept"]!.GetValue<string>());
        Assert.NotEqual(difference["sum"]!.GetValue<long>(), difference["ledger"]!.GetValue<long>());
        Assert.True(mended["is_equal"]!.GetValue<bool>());
        Assert.Equal(1, await rig.NumberAsync("select count(*) from audit_event where action = 'usage_sums.rebuild'"));
    }

    private static async Task<JsonNode> AskAsync(AnalyticsRig rig, string pattern, string? body = null)
    {
        var endpoints = new SumsEndpoints(rig.Follower, rig.Writer, new AuditLog(rig.Database.Source, rig.Clock));
        var (status, text) = await AnalyticsRig.AskAsync(endpoints.Routes, pattern, Guid.CreateVersion7(AnalyticsRig.Now), right: ApiRight.Operator, body: body);
        Assert.Equal(200, status);
        return JsonNode.Parse(text)!;
    }
}
