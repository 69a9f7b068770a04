using System.Text.Json.Nodes;
using Tollgate.Analytics;
using Tollgate.Analytics.Figures;
using Tollgate.Analytics.Savings;
using Tollgate.Core;
using Tollgate.Ledger.Records;
using Tollgate.Pricing;

namespace Tollgate.Tests.Analytics;

public sealed class InsightTests
{
    private static readonly Guid Organization = Guid.CreateVersion7(AnalyticsRig.Now);

    [Fact]
    public async Task Each_anomaly_is_explained_in_a_sentence()
    {
        await using var rig = await AnalyticsRig.CreateAsync();
        for (var day = -20; day < 0; day++)
        {
            await rig.CallAsync(Organization, AnalyticsRig.Now.AddDays(day), 2_000_000_000 + (day * 1_000_000), agent: "steady");
        }

        await rig.CallAsync(Organization, AnalyticsRig.Now, 12_000_000_000, agent: "steady");
        await rig.CallAsync(Organization, AnalyticsRig.Now, 8_000_000_000, agent: "newcomer");

        var items = (await AskAsync(rig, "/api/analytics/anomalies", "?days=3"))["items"]!.AsArray();

        var sentences = items.Select(item => item!["sentence"]!.GetValue<string>()).ToList();
        Assert.Contains("Agent 'steady' cost $12.00 on 2026-11-21, 6 times its usual $1.9925 a day (the median of the days before).", sentences);
        Assert.Contains("Agent 'newcomer' is new: it cost $8.00 on 2026-11-21, 40 % of that day.", sentences);
        Assert.Contains("All calls together cost $20.00 on 2026-11-21, 10 times its usual $1.9925 a day (the median of the days before).", sentences);
        Assert.All(items, item => Assert.Equal("2026-11-21", item!["date"]!.GetValue<string>()));
        Assert.Empty((await AskAsync(rig, "/api/analytics/anomalies", "?days=3&least=50"))["items"]!.AsArray());
    }

    [Fact]
    public async Task Failures_far_above_the_usual_are_an_anomaly()
    {
        await using var rig = await AnalyticsRig.CreateAsync();
        for (var call = 0; call < 40; call++)
        {
            await rig.CallAsync(Organization, AnalyticsRig.Now.AddDays(-1 - (call % 10)), 1, result: call == 0 ? "failed" : null);
            await rig.CallAsync(Organization, AnalyticsRig.Now.AddMinutes(-call), 1, result: call % 4 == 0 ? "failed" : null);
        }

        var items = (await AskAsync(rig, "/api/analytics/anomalies", "?days=1"))["items"]!.AsArray();

        Assert.Contains("Model 'm' failed in 25 % of its calls on 2026-11-21; in the days before it was 2.5 %.", items.Select(item => item!["sentence"]!.GetValue<string>()));
    }

    [Fact]
    public async Task Savings_against_a_model_are_that_model_s_price_less_what_was_paid()
    {
        await using var rig = await AnalyticsRig.CreateAsync();
        await SpendAsync(rig, "gpt-4o-mini", 1_000_000, 0, 0);
        await SpendAsync(rig, "gpt-4o-mini", 0, 100_000, 50_000);

        var json = await AskAsync(rig, "/api/analytics/savings", "?baseline=gpt-4o");

        // gpt-4o-mini 0.15/0.075/0.60, gpt-4o 2.50/1.25/10.00 per million, by hand.
        Assert.Equal("0.1875", json["cost_usd"]!.GetValue<string>());
        Assert.Equal("0.0075", json["prompt_cache_saved_usd"]!.GetValue<string>());
        Assert.Equal(9.09m, json["prompt_cache_hit_percent"]!.GetValue<decimal>());
        Assert.Equal(("3.125", "2.9375", 94m), (json["baseline"]!["baseline_usd"]!.GetValue<string>(), json["baseline"]!["saved_usd"]!.GetValue<string>(), json["baseline"]!["saved_percent"]!.GetValue<decimal>()));
    }

    [Theory]
    [InlineData("/api/analytics/savings", "?baseline=no-such-model")]
    [InlineData("/api/analytics/savings", "?days=400")]
    [InlineData("/api/analytics/anomalies", "?least=much")]
    [InlineData("/api/analytics/anomalies", "?days=91")]
    public async Task A_question_that_makes_no_sense_is_refused(string pattern, string query)
    {
        await using var rig = await AnalyticsRig.CreateAsync();

        Assert.InRange((await AnalyticsRig.AskAsync(Routes(rig).Routes, pattern, Organization, query)).Status, 400, 404);
    }

    private static Task SpendAsync(AnalyticsRig rig, string model, long input, long read, long output)
    {
        var (usage, at) = (default(TokenUsage), AnalyticsRig.Now.AddDays(-1));
        usage[Unit.Input] = input;
        usage[Unit.CacheRead] = read;
        usage[Unit.Output] = output;
        var price = new PriceCatalog(new PricingOptions()).Current.Resolve(model, null, at).Value!.Price;
        var call = new CallIdentity { RequestId = Guid.CreateVersion7(at), OrganizationId = Organization, Route = "/v1/x", StartedAt = at };
        var attempt = new AttemptIdentity { Number = 1, Provider = "openai", Deployment = "openai", Model = model, SentAt = at };
        return rig.WriteAsync(
        [
            new JournalRecord(RecordKind.Finished, call)
            {
                Attempt = attempt,
                Settled = new SettledRecord(call, attempt) { EndedAt = at, Status = 200, Usage = usage, Cost = PriceFunction.Cost(price, usage, default), Rates = RatesText.Of(price, default, usage.TotalInput) },
                Request = new RequestRecord(call) { EndedAt = at, Status = 200, Provider = "openai", Model = model, Attempts = 1 },
            },
        ]);
    }

    private static InsightEndpoints Routes(AnalyticsRig rig) =>
        new(rig.Query, new AnomalyFinder(rig.Store, rig.Query), new SavingsDesk(rig.Store, new Baseline(rig.Database.Source, new PriceCatalog(new PricingOptions()))), rig.Writer);

    private static async Task<JsonNode> AskAsync(AnalyticsRig rig, string pattern, string query)
    {
        var (status, body) = await AnalyticsRig.AskAsync(Routes(rig).Routes, pattern, Organization, query);
        Assert.True(status == 200, body);
        return JsonNode.Parse(body)!;
    }
}
