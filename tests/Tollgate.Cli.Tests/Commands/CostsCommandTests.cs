using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;

namespace Tollgate.Cli.Tests.Commands;

public sealed class CostsCommandTests(DemoFixture demo) : IClassFixture<DemoFixture>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("summary")]
    [InlineData("summary", "--by", "team,model", "--month", "2026-11")]
    [InlineData("by-model")]
    [InlineData("by-tag", "--time-zone", "Asia/Kolkata")]
    [InlineData("by-day", "--days", "3")]
    [InlineData("trend", "--days", "7")]
    [InlineData("project")]
    [InlineData("savings", "--baseline", "gpt-5")]
    [InlineData("anomalies", "--least", "0.01")]
    [InlineData("report")]
    [InlineData("chargeback", "--from", "2026-01-01", "--to", "2027-01-01", "--margin", "5", "--shared", "platform=10:even")]
    public async Task A_question_about_costs_is_drawn_and_told(params string[] args)
    {
        await SpendAsync();

        var drawn = await demo.RunAsync(["costs", .. args]);
        var told = await demo.RunAsync(["costs", .. args, "--json"]);
        var listed = await demo.RunAsync(["costs", .. args, "-o", "csv"]);

        Assert.Equal((0, string.Empty), (drawn.Code, drawn.Error));
        Assert.NotEmpty(drawn.Output.Trim());
        Assert.Equal(0, told.Code);
        Assert.NotNull(told.Json);
        Assert.Equal(0, listed.Code);
    }

    [Fact]
    public async Task The_numbers_of_all_forms_are_those_of_the_calls()
    {
        await SpendAsync();
        var calls = (await demo.RunAsync("calls", "--all", "--json")).Json["items"]!.AsArray().Sum(call => Amount(call!["cost_usd"]));

        var byModel = (await demo.RunAsync("costs", "by-model", "--json")).Json;
        var lines = (await demo.RunAsync("costs", "export", "--days", "2")).Output.Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        var focus = (await demo.RunAsync("costs", "export", "--focus", "--days", "2")).Output.Split("\r\n", StringSplitOptions.RemoveEmptyEntries);

        Assert.Equal(calls, Amount(byModel["total"]!["cost_usd"]));
        Assert.Equal(calls, byModel["items"]!.AsArray().Sum(item => Amount(item!["cost_usd"])));
        Assert.Equal(calls, lines.Skip(1).Sum(line => decimal.Parse(line.Split(',')[5], CultureInfo.InvariantCulture)));
        Assert.Equal(calls, focus.Skip(1).Sum(line => decimal.Parse(line.Split(',')[0], CultureInfo.InvariantCulture)));
    }

    [Fact]
    public async Task A_statement_is_written_as_its_name_says()
    {
        await SpendAsync();
        var folder = Directory.CreateTempSubdirectory("tollgate-report-").FullName;
        foreach (var (name, begin) in ((string, string)[])[("a.pdf", "%PDF-1.4"), ("a.csv", "part,name"), ("a.json", "{\"organization\"")])
        {
            var run = await demo.RunAsync("costs", "report", "--file", Path.Combine(folder, name));

            Assert.Equal((0, $"Written to {Path.Combine(folder, name)}.\n"), (run.Code, run.Output));
            Assert.StartsWith(begin, await File.ReadAllTextAsync(Path.Combine(folder, name), Ct), StringComparison.Ordinal);
        }

        Assert.Equal(0, (await demo.RunAsync("costs", "export", "--file", Path.Combine(folder, "lines.csv"))).Code);
        Assert.Equal(ExitCode.Usage, (await demo.RunAsync("costs", "report", "--file", Path.Combine(folder, "a.doc"))).Code);
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task Columns_of_dollars_have_one_number_of_decimals_and_quiet_days_are_one_row()
    {
        await SpendAsync();

        var days = (await demo.RunAsync("costs", "by-day")).Output;
        var trend = (await demo.RunAsync("costs", "trend")).Output;
        var models = (await demo.RunAsync("costs", "by-model")).Output;

        Assert.Single(days.Split('\n'), line => line.Contains("nothing was called", StringComparison.Ordinal));
        Assert.Contains("so far", trend, StringComparison.Ordinal);
        Assert.DoesNotContain("\u001b[", days + models, StringComparison.Ordinal);
        Assert.DoesNotContain("Not yet certain", models, StringComparison.Ordinal);
        Assert.Contains("Model", models, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_statement_tells_its_total_once_and_its_CSV_is_the_APIs()
    {
        await SpendAsync();

        var drawn = (await demo.RunAsync("costs", "report")).Output;
        var listed = (await demo.RunAsync("costs", "report", "-o", "csv")).Output;
        var times = (await demo.RunAsync("costs", "summary", "-o", "csv")).Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);

        Assert.Single(drawn.Split('\n'), line => line.StartsWith("Total $", StringComparison.Ordinal));
        Assert.StartsWith("part,name", listed, StringComparison.Ordinal);
        Assert.Equal(8, times.Length);
        Assert.StartsWith("today,", times[2], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_projection_says_what_it_rests_on()
    {
        await SpendAsync();

        var run = await demo.RunAsync("costs", "project");

        Assert.Contains("Next 30 days", run.Output, StringComparison.Ordinal);
        Assert.Contains("That is too little to say how far off it may be.", run.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("claude-opus-4-5", "--input", "4000", "--output", "100")]
    [InlineData("--body", "-")]
    [InlineData("gpt-5-mini", "--body", "-", "--agent", "coder", "--session", "s")]
    public async Task An_estimate_takes_numbers_or_a_request(params string[] args)
    {
        const string body = """{"model":"claude-opus-4-5","max_tokens":300,"messages":[{"role":"user","content":"hello"}]}""";

        var drawn = await demo.RunReadingAsync(body, ["costs", "estimate", .. args]);
        var told = await demo.RunReadingAsync(body, ["costs", "estimate", .. args, "--json"]);

        Assert.Equal((0, string.Empty), (drawn.Code, drawn.Error));
        Assert.Contains("At most $", drawn.Output, StringComparison.Ordinal);
        Assert.True(Amount(told.Json["expected_usd"]) > 0 && Amount(told.Json["max_usd"]) >= Amount(told.Json["expected_usd"]));
    }

    [Fact]
    public async Task A_bill_is_laid_beside_the_ledger()
    {
        const string bill = """{"data":[{"start_time":1790000000,"end_time":1790086400,"results":[{"amount":{"value":1.25,"currency":"usd"},"line_item":"gpt-5-mini, input"}]}]}""";

        var drawn = await demo.RunReadingAsync(bill, "costs", "reconcile", "-");
        var applied = await demo.RunReadingAsync(bill, "costs", "reconcile", "-", "--apply", "--yes", "--json");

        Assert.Contains("a difference of $1.25, of which $0.00 has no reason", drawn.Output, StringComparison.Ordinal);
        Assert.Equal("1.25", applied.Json["by_reason"]!["not_through_gateway"]!.GetValue<string>());
        Assert.Equal(ExitCode.Usage, (await demo.RunAsync("costs", "reconcile", "/nowhere/bill.json")).Code);
        Assert.Equal(ExitCode.Refused, (await demo.RunReadingAsync("{}", "costs", "reconcile", "-")).Code);
    }

    [Fact]
    public async Task Budgets_stand_as_bars()
    {
        await demo.RunAsync("budgets", "create", "5/day", "--name", "barred", "--soft");
        await SpendAsync();

        var all = await demo.RunAsync("budgets", "status");
        var one = await demo.RunAsync("budgets", "status", "barred", "--json");

        Assert.Contains("barred", all.Output, StringComparison.Ordinal);
        Assert.Contains("·", all.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("00:00:00", all.Output, StringComparison.Ordinal);
        Assert.Equal("5.00", one.Json["items"]![0]!["limit"]!.GetValue<string>());
    }

    [Theory]
    [InlineData(ExitCode.Usage, "by-model", "--month", "november")]
    [InlineData(ExitCode.Usage, "chargeback", "--from", "2026-01-01", "--to", "2027-01-01", "--shared", "platform")]
    [InlineData(ExitCode.Refused, "by-model", "--days", "0")]
    [InlineData(ExitCode.Refused, "summary", "--by", "weather")]
    [InlineData(ExitCode.Usage, "report", "--file", "/nowhere/at/all/a.pdf")]
    [InlineData(ExitCode.Usage, "export", "--json")]
    [InlineData(ExitCode.Usage, "estimate")]
    [InlineData(ExitCode.Usage, "estimate", "--body", "/nowhere/request.json")]
    public async Task What_makes_no_sense_is_one_sentence(int code, params string[] args)
    {
        var run = await demo.RunAsync(["costs", .. args]);

        Assert.Equal((code, string.Empty), (run.Code, run.Output));
        Assert.Single(run.Error.TrimEnd().Split('\n'));
    }

    [Fact]
    public void An_amount_that_is_something_is_never_shown_as_nothing()
    {
        Assert.Equal(["0.00", "< 0.01", "12.35", "1,234.50", "-3.00"], new[] { 0m, 0.003m, 12.345m, 1234.5m, -3m }.Select(amount => Output.Bar.Dollars(amount, 2)));
        Assert.Equal([2, 2, 4, 6], new[] { 0m, 10m, 0.5m, 0.05m }.Select(amount => Output.Bar.Decimals([amount, 0m])));
    }

    private static decimal Amount(JsonNode? amount) => decimal.Parse(amount!.GetValue<string>(), CultureInfo.InvariantCulture);

    private async Task SpendAsync()
    {
        using var http = new HttpClient { BaseAddress = demo.Url };
        var key = (await demo.RunAsync("keys", "create", $"spender-{Guid.NewGuid():N}", "--json")).Json["key"]!.GetValue<string>();
        http.DefaultRequestHeaders.Add("x-api-key", key);
        using var body = new StringContent("""{"model":"claude-opus-4-5","max_tokens":300,"messages":[{"role":"user","content":"hello"}]}""", Encoding.UTF8, "application/json");
        using var reply = await http.PostAsync(new Uri("/v1/messages", UriKind.Relative), body, Ct);
        Assert.True(reply.IsSuccessStatusCode);
    }
}
