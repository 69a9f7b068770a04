using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Tollgate.Analytics.Reports;
using Tollgate.Api;
using Tollgate.Audit;
using Tollgate.Callers.Organizations;
using Tollgate.Callers.SignIn;
using Tollgate.Core;

namespace Tollgate.Tests.Analytics;

public sealed partial class ReportsTests
{
    private const string October = "?month=2026-10&time_zone=Europe/Berlin";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task The_statement_has_the_same_totals_in_every_form(int seed)
    {
        await using var rig = await AnalyticsRig.CreateAsync();
        var ledger = new RandomLedger(seed);
        await ledger.FillAsync(rig, 150);
        var cost = Cost(ledger);
        var query = "?from=2026-09-20&to=2026-11-20&time_zone=Asia/Kathmandu";

        var json = JsonNode.Parse((await AskAsync(rig, "/api/reports/statement", ledger.Organization, query)).Body)!;
        var csv = CsvText.Parse((await AskAsync(rig, "/api/reports/statement", ledger.Organization, query + "&format=csv")).Body, isOurs: true)!;
        var pdf = (await AskAsync(rig, "/api/reports/statement", ledger.Organization, query + "&format=pdf")).Body;

        Assert.Equal(cost.ToString(), json["total"]!["cost_usd"]!.GetValue<string>());
        foreach (var part in (string[])["teams", "models", "keys", "days"])
        {
            Assert.Equal(cost, Sum(json[part]!.AsArray().Select(item => item!["cost_usd"]!.GetValue<string>())));
        }

        Assert.All(csv.Rows.GroupBy(row => row[0]), part => Assert.Equal(cost, Sum(part.Select(row => row[5]))));
        AssertPageAddsUp(pdf, cost);
    }

    [Fact]
    public async Task A_page_is_a_document_whose_table_of_objects_is_right()
    {
        await using var rig = await AnalyticsRig.CreateAsync();
        var organization = Guid.CreateVersion7(AnalyticsRig.Now);
        for (var i = 0; i < 30; i++)
        {
            await rig.CallAsync(organization, AnalyticsRig.Now.AddDays(-i % 20), 1_234_567_890 * (i + 1), model: $"a model (with) a very long name indeed \\ {new string('x', 90)} {i}");
        }

        var pdf = (await AskAsync(rig, "/api/reports/statement", organization, "?format=pdf")).Body;

        Assert.StartsWith("%PDF-1.4", pdf, StringComparison.Ordinal);
        var table = int.Parse(StartOfTable().Match(pdf).Groups[1].Value, CultureInfo.InvariantCulture);
        var places = pdf[table..].Split('\n').Skip(3).TakeWhile(line => line.EndsWith("n ", StringComparison.Ordinal)).Select(line => int.Parse(line[..10], CultureInfo.InvariantCulture)).ToList();
        Assert.Equal(7, places.Count);
        Assert.All(places.Select((place, i) => (place, i)), entry => Assert.StartsWith($"{entry.i + 1} 0 obj", pdf[entry.place..], StringComparison.Ordinal));
        Assert.Contains("23 more", pdf, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Names_in_other_letters_are_written_in_a_font_of_the_document_and_can_be_copied_from_it()
    {
        await using var rig = await AnalyticsRig.CreateAsync();
        var organization = Guid.CreateVersion7(AnalyticsRig.Now);
        string[] names = ["Łódź-šťastný – 10 €", "Ελληνικά μοντέλα", "Київська модель", "mixed 模型 end"];
        foreach (var name in names)
        {
            await rig.CallAsync(organization, AnalyticsRig.Now, 1_000_000_000, model: name);
        }

        var pdf = (await AskAsync(rig, "/api/reports/statement", organization, "?format=pdf")).Body;

        var map = LetterOfGlyph().Matches(pdf).ToDictionary(match => match.Groups[1].Value, match => (char)int.Parse(match.Groups[2].Value, NumberStyles.HexNumber, CultureInfo.InvariantCulture));
        var texts = GlyphText().Matches(pdf).Select(match => string.Concat(match.Groups[1].Value.Chunk(4).Select(glyph => map[new string(glyph)]))).ToList();
        Assert.Equal([.. names[..3], "mixed ?? end"], texts.Order(StringComparer.Ordinal).Intersect([.. names, "mixed ?? end"]).OrderBy(text => Array.IndexOf(names, text) is var at and >= 0 ? at : 9));
        Assert.Contains("/FontFile2 12 0 R", pdf, StringComparison.Ordinal);
        Assert.Contains("\n12 0 obj", pdf, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Exported_lines_read_back_are_the_ledger()
    {
        await using var rig = await AnalyticsRig.CreateAsync();
        var ledger = new RandomLedger(4);
        await ledger.FillAsync(rig, 100);

        var table = CsvText.Parse((await AskAsync(rig, "/api/reports/lines", ledger.Organization, "?from=2026-09-01&to=2026-12-31")).Body, isOurs: true)!;

        Assert.Equal(LedgerExport.Columns, table.Columns);
        await using var command = rig.Database.Source.CreateCommand(
            "select l.sequence, lower(hex(l.request_id)), l.attempt, l.kind, l.at, l.cost_nanos, l.uncertain_nanos, l.input, l.cache_read, l.rates, l.reason, r.session, r.tags, r.started_at from ledger_line l join request r on r.id = l.request_id order by l.sequence");
        await using var row = await command.ExecuteReaderAsync(Ct);
        var read = 0;
        for (; await row.ReadAsync(Ct); read++)
        {
            var cells = table.Columns.Zip(table.Rows[read]).ToDictionary(cell => cell.First, cell => cell.Second);
            var micros = DateTimeOffset.Parse(cells["started_at"], CultureInfo.InvariantCulture).ToUnixMicros();
            Assert.Equal(
                (row.GetInt64(0), row.GetString(1), row.GetInt64(2), row.GetString(3), row.GetInt64(5), row.GetInt64(6), row.GetInt64(7), row.GetInt64(13)),
                (long.Parse(cells["sequence"], CultureInfo.InvariantCulture), cells["request_id"].Replace("-", "", StringComparison.Ordinal), long.Parse(cells["attempt"], CultureInfo.InvariantCulture), cells["kind"],
                    Money.Parse(cells["cost_usd"]).Nanos, Money.Parse(cells["uncertain_usd"]).Nanos, long.Parse(cells["input"], CultureInfo.InvariantCulture), micros));
            Assert.Equal(
                (row.GetInt64(4), row.IsDBNull(9) ? "" : row.GetString(9), row.IsDBNull(10) ? "" : row.GetString(10), row.IsDBNull(11) ? "" : row.GetString(11), row.IsDBNull(12) ? "" : row.GetString(12)),
                (DateTimeOffset.Parse(cells["at"], CultureInfo.InvariantCulture).ToUnixMicros(), cells["rates"], cells["reason"], cells["session"], cells["tags"]));
        }

        Assert.Equal(table.Rows.Count, read);
    }

    [Fact]
    public async Task Focus_rows_add_up_and_have_every_column_that_the_standard_demands()
    {
        await using var rig = await AnalyticsRig.CreateAsync();
        var ledger = new RandomLedger(9);
        await ledger.FillAsync(rig, 150);

        var table = CsvText.Parse((await AskAsync(rig, "/api/reports/focus", ledger.Organization, "?from=2026-09-01&to=2026-12-31")).Body, isOurs: true)!;

        Assert.Superset(
            new HashSet<string>
            {
                "BilledCost", "BillingAccountId", "BillingAccountName", "BillingCurrency", "BillingPeriodEnd", "BillingPeriodStart", "ChargeCategory", "ChargeClass", "ChargeDescription", "ChargePeriodEnd", "ChargePeriodStart",
                "ContractedCost", "EffectiveCost", "InvoiceIssuerName", "ListCost", "PricingQuantity", "PricingUnit", "ProviderName", "PublisherName", "ServiceCategory", "ServiceName",
            },
            table.Columns.ToHashSet());
        foreach (var column in (string[])["BilledCost", "EffectiveCost", "ContractedCost"])
        {
            Assert.Equal(Cost(ledger), Sum(Column(table, column)));
        }

        Assert.Equal(ledger.Calls.Sum(call => call.Lines.Sum(line => line.Input + line.Output)), Column(table, "ConsumedQuantity").Sum(text => long.Parse(text, CultureInfo.InvariantCulture)));
        Assert.Contains("'x, y", Column(table, "Tags").Select(text => JsonNode.Parse(text)!["project"]?.GetValue<string>()));
    }

    [Fact]
    public async Task Chargeback_adds_up_to_what_was_spent_and_shared()
    {
        await using var rig = await AnalyticsRig.CreateAsync();
        var ledger = new RandomLedger(12);
        await ledger.FillAsync(rig, 150);
        const string body =
            """
            {"from":"2026-09-01","to":"2026-12-31","margin_percent":10,"margins":{"team-1":0},
             "shared":[{"name":"platform","amount_usd":"100.000000001","by":"spend"},{"name":"office","amount_usd":"1","by":"even"},{"name":"seats","amount_usd":"9","by":"weights","weights":{"team-0":2,"team-1":1}}]}
            """;

        var json = JsonNode.Parse((await AskAsync(rig, "/api/reports/chargeback", ledger.Organization, body: body)).Body)!;

        var items = json["items"]!.AsArray();
        Assert.Equal(Cost(ledger) + Money.Parse("110.000000001"), Money.Parse(json["cost_usd"]!.GetValue<string>()));
        Assert.Equal(json["cost_usd"]!.GetValue<string>(), Sum(items.Select(item => item!["cost_usd"]!.GetValue<string>())).ToString());
        Assert.Equal(json["charge_usd"]!.GetValue<string>(), Sum(items.Select(item => item!["charge_usd"]!.GetValue<string>())).ToString());
        Assert.Equal(("6.00", "3.00"), (items[0]!["shared_usd"]!["seats"]!.GetValue<string>(), items[1]!["shared_usd"]!["seats"]!.GetValue<string>()));
        Assert.Equal(("0.00", true), (items[1]!["margin_usd"]!.GetValue<string>(), items[0]!["margin_usd"]!.GetValue<string>() != "0.00"));
    }

    [Fact]
    public async Task A_team_s_own_spending_can_be_what_is_shared()
    {
        await using var rig = await AnalyticsRig.CreateAsync();
        var ledger = new RandomLedger(13);
        await ledger.FillAsync(rig, 100);

        var json = JsonNode.Parse((await AskAsync(rig, "/api/reports/chargeback", ledger.Organization, body: """{"from":"2026-09-01","to":"2026-12-31","shared":[{"name":"core team","team":"team-0"}]}""")).Body)!;

        Assert.Equal(("0.00", Cost(ledger).ToString()), (json["items"]![0]!["charge_usd"]!.GetValue<string>(), json["items"]![1]!["charge_usd"]!.GetValue<string>()));
    }

    [Theory]
    [InlineData("""{"from":"2026-11-01","to":"2026-10-01"}""")]
    [InlineData("""{"from":"x","to":"2026-10-01"}""")]
    [InlineData("""{"from":"2026-09-01","to":"2026-12-31","time_zone":"Mars"}""")]
    [InlineData("""{"from":"2026-09-01","to":"2026-12-31","margin_percent":-1}""")]
    [InlineData("""{"from":"2026-09-01","to":"2026-12-31","shared":[{"name":"x","amount_usd":"1","by":"mood"}]}""")]
    [InlineData("""{"from":"2026-09-01","to":"2026-12-31","shared":[{"name":"x"}]}""")]
    [InlineData("""{"from":"2026-09-01","to":"2026-12-31","shared":[{"name":"x","team":"nobody"}]}""")]
    [InlineData("""{"from":"2026-09-01","to":"2026-12-31","shared":[{"name":"x","amount_usd":"1","by":"weights"}]}""")]
    public async Task Rules_that_make_no_sense_are_400(string body)
    {
        await using var rig = await AnalyticsRig.CreateAsync();

        Assert.Equal(400, (await AskAsync(rig, "/api/reports/chargeback", Guid.CreateVersion7(AnalyticsRig.Now), body: body)).Status);
    }

    [Theory]
    [InlineData("?month=2026-13")]
    [InlineData("?month=now")]
    [InlineData("?from=2026-11-01")]
    [InlineData("?from=2020-01-01&to=2026-01-01")]
    [InlineData("?time_zone=x")]
    public async Task A_report_takes_a_time_with_both_ends(string query)
    {
        await using var rig = await AnalyticsRig.CreateAsync();

        Assert.Equal(400, (await AskAsync(rig, "/api/reports/statement", Guid.CreateVersion7(AnalyticsRig.Now), query)).Status);
    }

    [Fact]
    public async Task A_month_is_the_zone_s()
    {
        await using var rig = await AnalyticsRig.CreateAsync();
        var organization = Guid.CreateVersion7(AnalyticsRig.Now);
        await rig.CallAsync(organization, new DateTimeOffset(2026, 9, 30, 22, 0, 0, TimeSpan.Zero), 1);
        await rig.CallAsync(organization, new DateTimeOffset(2026, 10, 31, 22, 59, 59, TimeSpan.Zero), 2);
        await rig.CallAsync(organization, new DateTimeOffset(2026, 10, 31, 23, 0, 0, TimeSpan.Zero), 4);

        var json = JsonNode.Parse((await AskAsync(rig, "/api/reports/statement", organization, October)).Body)!;

        Assert.Equal(("0.000000003", "2026-10-01", "2026-10-31", 31), (json["total"]!["cost_usd"]!.GetValue<string>(), json["first_day"]!.GetValue<string>(), json["last_day"]!.GetValue<string>(), json["days"]!.AsArray().Count));
    }

    [Fact]
    public void Parts_are_exact_whatever_the_weights()
    {
        var random = new Random(8);
        for (var round = 0; round < 2000; round++)
        {
            var weights = Enumerable.Range(0, random.Next(1, 7)).Select(_ => random.Next(4) == 0 ? 0m : (decimal)random.NextDouble() * random.Next(1, 1_000_000)).ToList();
            var amount = new Money(random.NextInt64(-5, 3_000_000_000_000));

            var parts = Portions.Of(amount, weights);

            Assert.Equal(amount, Sum(parts));
            Assert.All(parts.Zip(weights), part => Assert.True(part.Second > 0 || part.First == Money.Zero || weights.Sum() == 0));
        }
    }

    /// <summary>What a page says in letters: the total, and three tables that add up to it.</summary>
    internal static void AssertPageAddsUp(string pdf, Money cost)
    {
        var texts = PdfText().Matches(pdf).Select(match => match.Groups[1].Value.Replace("\\", "", StringComparison.Ordinal)).ToList();
        Assert.Contains($"exactly ${cost}", texts);
        foreach (var (heading, next) in ((string, string)[])[("By team", "By model"), ("By model", "By key"), ("By key", "Tollgate")])
        {
            var table = texts.Skip(texts.IndexOf(heading) + 4).TakeWhile(text => text != next && !text.StartsWith("Costs come", StringComparison.Ordinal)).ToList();
            Assert.Equal(cost, Sum(table.Where((_, place) => place % 4 == 3)));
        }
    }

    internal static Money Sum(IEnumerable<string> amounts) => Sum(amounts.Select(Money.Parse));

    internal static IEnumerable<string> Column(CsvTable table, string name) => table.Rows.Select(row => row[table.Columns.ToList().IndexOf(name)]);

    private static Money Cost(RandomLedger ledger) => new(ledger.Calls.Sum(call => call.Lines.Sum(line => line.Cost)));

    private static Money Sum(IEnumerable<Money> amounts) => amounts.Aggregate(Money.Zero, static (sum, amount) => sum + amount);

    internal static Task<(int Status, string Body)> AskAsync(AnalyticsRig rig, string pattern, Guid organization, string query = "", string? body = null)
    {
        var source = rig.Database.Source;
        var (audit, changes) = (new AuditLog(source, rig.Clock), new CallerChanges());
        var organizations = new OrganizationStore(source, new TeamStore(source, audit, changes, rig.Clock), audit, changes, rig.Clock);
        IReadOnlyList<ApiRoute> routes = new ReportEndpoints(
            rig.Query, new StatementDesk(rig.Store, organizations, rig.Clock), new FocusExport(rig.Store), new LedgerExport(source), new Chargeback(rig.Store), organizations, rig.Writer, rig.Clock).Routes;
        return AnalyticsRig.AskAsync(routes, pattern, organization, query, body: body, encoding: query.Contains("pdf", StringComparison.Ordinal) ? Encoding.Latin1 : Encoding.UTF8);
    }

    [GeneratedRegex(@"\(((?:[^()\\]|\\.)*)\) Tj")]
    private static partial Regex PdfText();

    [GeneratedRegex("<([0-9A-F]+)> Tj")]
    private static partial Regex GlyphText();

    [GeneratedRegex("(?m)^<([0-9A-F]{4})> <([0-9A-F]{4})>$")]
    private static partial Regex LetterOfGlyph();

    [GeneratedRegex(@"startxref\n(\d+)")]
    private static partial Regex StartOfTable();
}
