using System.Globalization;
using System.Text.Json.Nodes;
using Tollgate.Analytics.Reconciling;
using Tollgate.Api;
using Tollgate.Core;
using Tollgate.Ledger.Records;
using Tollgate.Pricing;

namespace Tollgate.Tests.Analytics;

public sealed class ReconcilerTests
{
    private const string Path = "/api/reports/reconcile";
    private const string Model = "gpt-4o-mini";

    private static readonly Guid Organization = Guid.CreateVersion7(AnalyticsRig.Now);
    private static readonly DateTimeOffset Day = new(2026, 11, 20, 0, 0, 0, TimeSpan.Zero);
    private static readonly PriceCatalog Prices = new(new PricingOptions());

    [Fact]
    public async Task A_bill_that_agrees_has_no_difference()
    {
        await using var rig = await AnalyticsRig.CreateAsync();
        await CallAsync(rig, 1000, 200, 500);
        await CallAsync(rig, 3000, 0, 100);

        var usage = await CompareAsync(rig, Usage((Model, 4000, 200, 600)));
        var costs = await CompareAsync(rig, Costs(($"{Model}, input", "0.0006"), ($"{Model}, cached input", "0.000015"), ($"{Model}, output", "0.00036")));

        Assert.Equal("0.00", usage["difference_usd"]!.GetValue<string>());
        Assert.Equal(("0.00", "0.00", 2), (costs["difference_usd"]!.GetValue<string>(), costs["unexplained_usd"]!.GetValue<string>(), costs["items"]![0]!["lines"]!.GetValue<int>()));
    }

    [Fact]
    public async Task Traffic_that_came_another_way_is_named()
    {
        await using var rig = await AnalyticsRig.CreateAsync();
        await CallAsync(rig, 1000, 0, 500);

        var json = await CompareAsync(rig, Usage((Model, 1000, 0, 500), ("gpt-5-mini", 1_000_000, 0, 0)));

        Assert.Equal("0.25", json["by_reason"]!["not_through_gateway"]!.GetValue<string>());
        Assert.Equal(("0.25", "0.00"), (json["difference_usd"]!.GetValue<string>(), json["unexplained_usd"]!.GetValue<string>()));
        Assert.Equal(1_000_000, json["items"]!.AsArray().Single(row => row!["model"]!.GetValue<string>() == "gpt-5-mini")!["usage_difference"]!["input"]!.GetValue<long>());
    }

    [Fact]
    public async Task The_bill_proves_an_uncertain_line_and_the_difference_is_gone()
    {
        await using var rig = await AnalyticsRig.CreateAsync();
        await CallAsync(rig, 1000, 0, 500);
        await CallAsync(rig, 1000, 0, 100, estimated: true, uncertain: 900_000);
        var bill = Usage((Model, 2000, 0, 1200));

        var before = await CompareAsync(rig, bill);
        var applied = await CompareAsync(rig, bill, Path + "/apply", ApiRight.Admin);
        var after = await CompareAsync(rig, bill);

        Assert.Equal(("0.00036", 1, 0), (before["by_reason"]!["open_lines"]!.GetValue<string>(), before["proven_lines"]!.GetValue<int>(), before["adjusted_lines"]!.GetValue<int>()));
        Assert.Equal(1, applied["adjusted_lines"]!.GetValue<int>());
        Assert.Equal("0.00", after["difference_usd"]!.GetValue<string>());
        Assert.Equal(0, await rig.NumberAsync("select sum(uncertain_nanos) from ledger_line"));
        Assert.Equal(1, await rig.NumberAsync("select count(*) from audit_event where action = 'call.adjust'"));
    }

    [Fact]
    public async Task What_a_bill_holds_beyond_what_open_lines_can_cost_came_another_way()
    {
        await using var rig = await AnalyticsRig.CreateAsync();
        await CallAsync(rig, 1000, 0, 100, estimated: true, uncertain: 100_000);

        var json = await CompareAsync(rig, Costs(($"{Model}, output", "0.5")));

        Assert.Equal(("0.0001", "0.49969"), (json["by_reason"]!["open_lines"]!.GetValue<string>(), json["by_reason"]!["not_through_gateway"]!.GetValue<string>()));
        Assert.Equal(("0.00", 0), (json["unexplained_usd"]!.GetValue<string>(), json["proven_lines"]!.GetValue<int>()));
    }

    [Fact]
    public async Task With_usage_and_costs_a_wrong_price_is_told_from_other_traffic()
    {
        await using var rig = await AnalyticsRig.CreateAsync();
        await CallAsync(rig, 1_000_000, 0, 0);

        var json = await CompareAsync(rig, $"[{Usage((Model, 2_000_000, 0, 0))},{Costs(($"{Model}, input", "0.4"))}]");

        Assert.Equal(("0.15", "0.10"), (json["by_reason"]!["not_through_gateway"]!.GetValue<string>(), json["by_reason"]!["price_differs"]!.GetValue<string>()));
    }

    [Fact]
    public async Task Lines_that_the_bill_does_not_have_are_named()
    {
        await using var rig = await AnalyticsRig.CreateAsync();
        await CallAsync(rig, 1000, 0, 0);
        await CallAsync(rig, 1_000_000, 0, 0, model: "gpt-5-mini");

        var missing = await CompareAsync(rig, Usage((Model, 1000, 0, 0)));
        var less = await CompareAsync(rig, Costs(($"{Model}, input", "0.000100"), ("gpt-5-mini, input", "0.25")));

        Assert.Equal("-0.25", missing["by_reason"]!["missing_on_bill"]!.GetValue<string>());
        Assert.Equal("-0.00005", less["by_reason"]!["billed_less"]!.GetValue<string>());
    }

    [Fact]
    public async Task Anthropic_reports_are_read_in_cents_and_disjoint_tokens()
    {
        await using var rig = await AnalyticsRig.CreateAsync();
        await CallAsync(rig, 1000, 200, 500, model: "claude-sonnet-4-5", provider: "anthropic", written: 300);
        const string Usage =
            """
            {"data":[{"starting_at":"2026-11-20T00:00:00Z","ending_at":"2026-11-21T00:00:00Z","results":[{"uncached_input_tokens":1000,"cache_creation":{"ephemeral_1h_input_tokens":0,"ephemeral_5m_input_tokens":300},
              "cache_read_input_tokens":200,"output_tokens":500,"server_tool_use":{"web_search_requests":0},"model":"claude-sonnet-4-5-20250929","service_tier":"standard"}]}],"has_more":false,"next_page":null}
            """;
        const string Costs =
            """
            {"data":[{"starting_at":"2026-11-20T00:00:00Z","ending_at":"2026-11-21T00:00:00Z","results":[
              {"currency":"USD","amount":"1.05","model":"claude-sonnet-4-5-20250929","token_type":"output_and_input"},{"currency":"USD","amount":"0.1185","model":"claude-sonnet-4-5-20250929","token_type":"cache"}]}]}
            """;

        var usage = await CompareAsync(rig, Usage);
        var costs = await CompareAsync(rig, Costs);

        Assert.Equal(("anthropic", "0.00", "0.011685"), (usage["provider"]!.GetValue<string>(), usage["difference_usd"]!.GetValue<string>(), usage["ledger_usd"]!.GetValue<string>()));
        Assert.Equal("0.00", costs["difference_usd"]!.GetValue<string>());
        Assert.Equal((1, 0), (Assert.Single(usage["items"]!.AsArray())!["lines"]!.GetValue<int>(), costs["items"]![0]!["reasons"]!.AsArray().Count));
    }

    /// <summary>Random days: what was sent, what of it is uncertain, what came another way; the report finds each again.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public async Task Every_difference_is_explained_and_what_is_proven_is_gone_after(int seed)
    {
        await using var rig = await AnalyticsRig.CreateAsync();
        var (random, rows, elsewhere) = (new Random(seed), new List<(string, long, long, long)>(), Money.Zero);
        foreach (var model in (string[])[Model, "gpt-5-mini", "gpt-4o"])
        {
            var (input, cached, output) = (0L, 0L, 0L);
            for (var i = random.Next(1, 12); i > 0; i--)
            {
                var (fresh, read, written) = (random.Next(9000), random.Next(900), random.Next(900));
                var more = random.Next(4) == 0 ? random.Next(1, 900) : 0;
                await CallAsync(rig, fresh, read, written, model, estimated: more > 0, uncertain: more == 0 ? 0 : Cost(model, 0, 0, 1000).Nanos);
                (input, cached, output) = (input + fresh + read, cached + read, output + written + more);
            }

            rows.Add((model, input - cached, cached, output));
        }

        var extra = random.Next(1, 50_000);
        rows.Add(("gpt-4.1-mini", 0, 0, extra));
        elsewhere = Cost("gpt-4.1-mini", 0, 0, extra);

        var before = await CompareAsync(rig, Usage([.. rows]));
        var applied = await CompareAsync(rig, Usage([.. rows]), Path + "/apply", ApiRight.Admin);
        var after = await CompareAsync(rig, Usage([.. rows]));

        Assert.Equal("0.00", before["unexplained_usd"]!.GetValue<string>());
        Assert.Equal(before["proven_lines"]!.GetValue<int>(), applied["adjusted_lines"]!.GetValue<int>());
        Assert.Equal(elsewhere.ToString(), after["by_reason"]!["not_through_gateway"]!.GetValue<string>());
        Assert.InRange(Math.Abs((Money.Parse(after["difference_usd"]!.GetValue<string>()) - elsewhere).Nanos), 0, 40);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("""{"data":[]}""")]
    [InlineData("""{"data":[{"results":[]}]}""")]
    [InlineData("""{"data":[{"start_time":1,"end_time":2,"results":[]}]}""")]
    [InlineData("""{"data":[{"start_time":1,"end_time":2,"results":[{"amount":{"value":1,"currency":"eur"}}]}]}""")]
    [InlineData("""{"data":[{"starting_at":"x","ending_at":"y","results":[{"amount":"1"}]}]}""")]
    [InlineData("""{"data":[{"start_time":1,"end_time":2,"results":[{"input_tokens":1,"input_cached_tokens":2}]}]}""")]
    public async Task What_is_no_export_is_400(string body)
    {
        await using var rig = await AnalyticsRig.CreateAsync();

        Assert.Equal(400, (await AskAsync(rig, body, Path, "")).Status);
    }

    [Fact]
    public async Task The_report_comes_as_CSV_too()
    {
        await using var rig = await AnalyticsRig.CreateAsync();

        var (_, csv) = await AskAsync(rig, Costs(($"{Model}, input", "1.5e-1")), Path, "?format=csv");

        Assert.Contains($"{Model},0,0,0.00,0.15,0.15,not_through_gateway,0.15,", csv, StringComparison.Ordinal);
    }

    private static Money Cost(string model, long input, long read, long output, long written = 0) =>
        PriceFunction.Cost(Prices.Current.Resolve(model, null, Day).Value!.Price, UsageOf(input, read, output, written), default);

    private static TokenUsage UsageOf(long input, long read, long output, long written)
    {
        var usage = default(TokenUsage);
        usage[Unit.Input] = input;
        usage[Unit.CacheRead] = read;
        usage[Unit.Output] = output;
        usage[Unit.CacheWrite5m] = written;
        return usage;
    }

    private static Task CallAsync(
        AnalyticsRig rig, long input, long read, long output, string model = Model, bool estimated = false, long uncertain = 0, string provider = "openai", long written = 0)
    {
        var call = new CallIdentity { RequestId = Guid.CreateVersion7(Day.AddHours(3)), OrganizationId = Organization, Route = "/v1/x", StartedAt = Day.AddHours(3) };
        var attempt = new AttemptIdentity { Number = 1, Provider = provider, Deployment = provider, Model = model, SentAt = Day.AddHours(3), Bound = new Money(1_000_000_000) };
        var settled = new SettledRecord(call, attempt)
        {
            EndedAt = Day.AddHours(4), Status = 200, Cost = Cost(model, input, read, output, written), Usage = UsageOf(input, read, output, written), Uncertain = new Money(uncertain),
            Flags = estimated ? LineFlags.Estimated : LineFlags.None,
        };
        var request = new RequestRecord(call) { EndedAt = Day.AddHours(4), Status = 200, Provider = provider, Model = model, Attempts = 1 };
        return rig.WriteAsync([new JournalRecord(RecordKind.Finished, call) { Attempt = attempt, Settled = settled, Request = request }]);
    }

    private static string Usage(params (string Model, long Fresh, long Cached, long Output)[] rows) => Bucket(string.Join(',', rows.Select(row => string.Create(
        CultureInfo.InvariantCulture,
        $$"""{"object":"organization.usage.completions.result","input_tokens":{{row.Fresh + row.Cached}},"input_cached_tokens":{{row.Cached}},"output_tokens":{{row.Output}},"input_audio_tokens":0,"output_audio_tokens":0,"num_model_requests":1,"project_id":null,"model":"{{row.Model}}","batch":false}"""))));

    private static string Costs(params (string Item, string Dollars)[] rows) => Bucket(string.Join(',', rows.Select(row =>
        $$"""{"object":"organization.costs.result","amount":{"value":{{row.Dollars}},"currency":"usd"},"line_item":"{{row.Item}}","project_id":null}""")));

    private static string Bucket(string rows) => string.Create(
        CultureInfo.InvariantCulture, $$"""{"object":"page","data":[{"object":"bucket","start_time":{{Day.ToUnixTimeSeconds()}},"end_time":{{Day.AddDays(1).ToUnixTimeSeconds()}},"results":[{{rows}}]}],"has_more":false,"next_page":null}""");

    private static async Task<JsonNode> CompareAsync(AnalyticsRig rig, string body, string pattern = Path, ApiRight right = ApiRight.Viewer)
    {
        var (status, text) = await AskAsync(rig, body, pattern, "", right);
        Assert.True(status == 200, text);
        return JsonNode.Parse(text)!;
    }

    private static Task<(int Status, string Body)> AskAsync(AnalyticsRig rig, string body, string pattern, string query, ApiRight right = ApiRight.Viewer)
    {
        var routes = new ReconcileEndpoints(new Reconciler(new OwnAttempts(rig.Database.Source), Prices, rig.Adjuster), rig.Writer).Routes;
        return AnalyticsRig.AskAsync(routes, pattern, Organization, query, right, body);
    }
}
