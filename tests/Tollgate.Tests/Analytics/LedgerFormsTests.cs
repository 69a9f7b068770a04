using System.Globalization;
using System.Text.Json.Nodes;
using Tollgate.Analytics.Rollups;
using Tollgate.Analytics.Usage;
using Tollgate.Api;
using Tollgate.Core;

namespace Tollgate.Tests.Analytics;

/// <summary>Random ledgers in every form that leaves the gateway: pages, CSV read back, lines, FOCUS, and the statement as JSON, CSV and PDF.</summary>
public sealed class LedgerFormsTests
{
    private const int Batches = 4;
    private const int LedgersOfADatabase = 25;
    private const string Time = "from=2026-09-01&to=2026-12-31";

    private static readonly DateTimeOffset From = new(2026, 9, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset To = new(2026, 12, 31, 0, 0, 0, TimeSpan.Zero);

    private static readonly (string Name, Measure Measure, bool IsMoney)[] Sums =
    [
        ("calls", Measure.Calls, false), ("refused", Measure.Refused, false), ("failed", Measure.Failed, false), ("cache_hits", Measure.Cached, false), ("cost_usd", Measure.Cost, true),
        ("uncertain_usd", Measure.Uncertain, true), ("list_cost_usd", Measure.ListCost, true), ("saved_usd", Measure.Saved, true), ("prompt_cache_saved_usd", Measure.CacheSaved, true),
        ("input_tokens", Measure.InputTokens, false), ("cache_read_tokens", Measure.CacheReadTokens, false), ("cache_write_tokens", Measure.CacheWriteTokens, false),
        ("output_tokens", Measure.OutputTokens, false), ("reasoning_tokens", Measure.ReasoningTokens, false),
    ];

    private static bool IsLong => Environment.GetEnvironmentVariable("TOLLGATE_LONG") is not null;

    /// <summary>10,000 ledgers in the long form.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Every_form_says_what_a_count_by_hand_says(int batch)
    {
        var ledgers = IsLong ? 10_000 / Batches : 4;
        for (var first = 0; first < ledgers; first += LedgersOfADatabase)
        {
            await using var rig = await AnalyticsRig.CreateAsync();
            for (var i = first; i < Math.Min(ledgers, first + LedgersOfADatabase); i++)
            {
                await CheckAsync(rig, new RandomLedger(1_000_000 + (i * Batches) + batch));
            }
        }
    }

    private static async Task CheckAsync(AnalyticsRig rig, RandomLedger ledger)
    {
        await ledger.FillAsync(rig, ledger.Random.Next(1, 60));
        await CheckPagesAsync(rig, ledger);
        await CheckLinesAsync(rig, ledger);
        await CheckStatementAsync(rig, ledger);
    }

    private static async Task CheckPagesAsync(AnalyticsRig rig, RandomLedger ledger)
    {
        var names = Names(ledger.Random);
        var question = new UsageQuestion { OrganizationId = ledger.Organization, From = From, To = To, By = [.. names.Select(name => UsageDimension.Find(name)!)] };
        var expected = new BruteForce(question).Answer(ledger.Calls);
        var query = $"?{Time}&group_by={string.Join(',', names)}";

        var items = await PagesAsync(rig, ledger, $"{query}&limit={ledger.Random.Next(1, 9)}");
        Assert.Equal(expected.Keys.Order(StringComparer.Ordinal), items.Select(item => Key(item, names)).Order(StringComparer.Ordinal));
        foreach (var item in items)
        {
            var sums = expected[Key(item, names)];
            Assert.All(Sums, sum => Assert.Equal(sums[(int)sum.Measure], Number(item[sum.Name]!.ToString(), sum.IsMoney)));
        }

        var table = CsvText.Parse((await AnalyticsRig.AskAsync(rig.Routes, "/api/analytics/usage", ledger.Organization, $"{query}&limit=1000&format=csv")).Body, isOurs: true)!;
        Assert.Equal(items.Count, table.Rows.Count);
        foreach (var (row, item) in table.Rows.Zip(items))
        {
            Assert.Equal(names.Select(name => item["group"]![name]?.GetValue<string>() ?? ""), row.Take(names.Length));
            Assert.Equal(Sums.Select(sum => item[sum.Name]!.ToString()), row.Skip(names.Length));
        }
    }

    private static async Task<List<JsonNode>> PagesAsync(AnalyticsRig rig, RandomLedger ledger, string query)
    {
        var (items, cursor) = (new List<JsonNode>(), "");
        while (true)
        {
            var page = JsonNode.Parse((await AnalyticsRig.AskAsync(rig.Routes, "/api/analytics/usage", ledger.Organization, query + cursor)).Body)!;
            items.AddRange(page["items"]!.AsArray().Select(item => item!));
            if (page["next"]?.ToString() is not { } next)
            {
                return items;
            }

            cursor = $"&cursor={next}";
        }
    }

    private static async Task CheckLinesAsync(AnalyticsRig rig, RandomLedger ledger)
    {
        var lines = await TableAsync(rig, ledger, "/api/reports/lines");
        var read = Cells(lines, "request_id", "provider", "model").Zip(Cells(lines, "cost_usd", "uncertain_usd"), ReportsTests.Column(lines, "list_cost_usd"))
            .Select(line => $"{line.First} {string.Join(' ', line.Second.Split('\n').Select(amount => Money.Parse(amount).Nanos))} {Money.Parse(line.Third).Nanos}");
        var written = ledger.Calls.SelectMany(call => call.Lines.Select(line => $"{call.Call.RequestId}\n{line.Provider}\n{line.Model} {line.Cost} {line.Uncertain} {line.List}"));
        Assert.Equal(written.Order(StringComparer.Ordinal), read.Order(StringComparer.Ordinal));

        var focus = await TableAsync(rig, ledger, "/api/reports/focus");
        Assert.Equal(Cost(ledger), ReportsTests.Sum(ReportsTests.Column(focus, "BilledCost")));
    }

    private static async Task CheckStatementAsync(AnalyticsRig rig, RandomLedger ledger)
    {
        var cost = Cost(ledger);
        var json = JsonNode.Parse((await ReportsTests.AskAsync(rig, "/api/reports/statement", ledger.Organization, "?" + Time)).Body)!;
        Assert.Equal((cost.ToString(), ledger.Calls.Count), (json["total"]!["cost_usd"]!.GetValue<string>(), json["total"]!["calls"]!.GetValue<int>()));
        foreach (var part in (string[])["teams", "models", "keys", "days"])
        {
            Assert.Equal(cost, ReportsTests.Sum(json[part]!.AsArray().Select(item => item!["cost_usd"]!.GetValue<string>())));
        }

        var csv = await TableAsync(rig, ledger, "/api/reports/statement", "&format=csv");
        Assert.All(csv.Rows.GroupBy(row => row[0]), part => Assert.Equal(cost, ReportsTests.Sum(part.Select(row => row[5]))));
        ReportsTests.AssertPageAddsUp((await ReportsTests.AskAsync(rig, "/api/reports/statement", ledger.Organization, $"?{Time}&format=pdf")).Body, cost);
    }

    private static async Task<CsvTable> TableAsync(AnalyticsRig rig, RandomLedger ledger, string pattern, string more = "") =>
        CsvText.Parse((await ReportsTests.AskAsync(rig, pattern, ledger.Organization, $"?{Time}{more}")).Body, isOurs: true)!;

    private static IEnumerable<string> Cells(CsvTable table, params string[] names) =>
        table.Rows.Select(row => string.Join('\n', names.Select(name => row[table.Columns.ToList().IndexOf(name)])));

    private static string[] Names(Random random)
    {
        string[] known = [.. UsageDimension.All.Select(dimension => dimension.Name), "tag:env"];
        random.Shuffle(known);
        return known[..random.Next(3)];
    }

    private static string Key(JsonNode item, string[] names) => string.Join('|', ["", .. names.Select(name => item["group"]![name]?.GetValue<string>())]);

    private static long Number(string text, bool isMoney) => isMoney ? Money.Parse(text).Nanos : long.Parse(text, CultureInfo.InvariantCulture);

    private static Money Cost(RandomLedger ledger) => new(ledger.Calls.Sum(call => call.Lines.Sum(line => line.Cost)));
}
