using System.Text;

namespace Tollgate.Cli.Tests.Commands;

public sealed class CommandRunTests(DemoFixture demo) : IClassFixture<DemoFixture>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("agents", "list")]
    [InlineData("alerts", "list", "--all", "--kind", "budget_breach")]
    [InlineData("alerts", "channels", "list")]
    [InlineData("guards", "canaries", "list")]
    [InlineData("guards", "custom", "list")]
    [InlineData("guards", "external", "list")]
    [InlineData("guards", "indicators", "list")]
    [InlineData("guards", "events")]
    [InlineData("guards", "list")]
    [InlineData("guards", "quarantines")]
    [InlineData("alerts", "rules", "list")]
    [InlineData("budgets", "list")]
    [InlineData("calls")]
    [InlineData("costs", "by-model")]
    [InlineData("keys", "list")]
    [InlineData("limits", "list")]
    [InlineData("models", "list", "--provider", "gemini", "--all")]
    [InlineData("orgs", "list")]
    [InlineData("providers", "list")]
    [InlineData("teams", "list")]
    [InlineData("users", "list")]
    public async Task A_list_is_items_for_programs(params string[] args)
    {
        var run = await demo.RunAsync([.. args, "--json"]);

        Assert.Equal((0, string.Empty), (run.Code, run.Error));
        Assert.NotNull(run.Json["items"]);
    }

    [Theory]
    [InlineData("guards", "create", "keys", "--threat", "credential_exposure", "--source", "tool", "--action", "redact")]
    [InlineData("guards", "create", "of-a-team", "--scope", "team", "--target", "default", "--level", "warn")]
    [InlineData("guards", "create", "tools", "--threat", "tool_abuse", "--level", "monitor", "--allow-tool", "read_*", "--deny-tool", "shell", "--tool-calls", "60", "--within", "60", "--allow-host", "example.com", "--bulk-bytes", "8192", "--deviations", "8")]
    [InlineData("guards", "canaries", "create", "wiki", "--value", "a value that nobody has")]
    [InlineData("guards", "custom", "create", "falcon", "--keyword", "project falcon", "--pattern", "FLC-[0-9]{4}", "--unless", "bird", "--source", "user", "--level", "warn", "--action", "log", "--finds", "our project falcon", "--leaves", "a falcon")]
    [InlineData("guards", "external", "create", "moderator", "https://moderation.example.com/check", "--answers", "--kind", "violence", "--threshold", "0.7", "--deadline-ms", "300", "--level", "off", "--authorization", "Bearer x")]
    [InlineData("guards", "status")]
    [InlineData("health")]
    [InlineData("journal", "status")]
    [InlineData("me")]
    [InlineData("models", "show", "gpt-5-mini")]
    [InlineData("costs", "estimate", "gpt-5-mini")]
    [InlineData("budgets", "summary")]
    [InlineData("api", "GET", "/api/me")]
    public async Task One_item_is_a_table_for_people(params string[] args)
    {
        var run = await demo.RunAsync(args);

        Assert.Equal((0, string.Empty), (run.Code, run.Error));
        Assert.NotEmpty(run.Output.Trim());
    }

    [Theory]
    [InlineData(ExitCode.NotFound, "keys", "get", "nobody")]
    [InlineData(ExitCode.NotFound, "alerts", "show", "01a1fc91-1489-7325-815e-2fa43e0cc5b9")]
    [InlineData(ExitCode.NotFound, "alerts", "test", "nobody")]
    [InlineData(ExitCode.NotFound, "guards", "release", "01a1fc91-1489-7325-815e-2fa43e0cc5b9")]
    [InlineData(ExitCode.Usage, "guards", "indicators", "import", "feed", "no-such-file")]
    [InlineData(ExitCode.Usage, "alerts", "rules", "create", "error_rate", "--over", "90s")]
    [InlineData(ExitCode.Refused, "alerts", "channels", "create", "x", "--to-url", "http://127.0.0.1:9/")]
    [InlineData(ExitCode.NotFound, "calls", "why", "01a1fc91-1489-7325-815e-2fa43e0cc5b9")]
    [InlineData(ExitCode.NotFound, "models", "get", "no-such-model")]
    [InlineData(ExitCode.Usage, "keys", "create", "x", "--budget", "much")]
    [InlineData(ExitCode.Usage, "connect", "nobody")]
    [InlineData(ExitCode.Usage, "costs")]
    [InlineData(ExitCode.Usage, "api", "POST", "/api/keys", "{")]
    public async Task A_fault_is_one_sentence_and_an_exit_code(int code, params string[] args)
    {
        var run = await demo.RunAsync(args);

        Assert.Equal((code, string.Empty), (run.Code, run.Output));
        Assert.Single(run.Error.TrimEnd().Split('\n'));
    }

    [Fact]
    public async Task A_command_that_goes_on_says_with_what() =>
        Assert.StartsWith("`tollgate costs` goes on with one of: summary, ", (await demo.RunAsync("costs")).Error, StringComparison.Ordinal);

    [Fact]
    public async Task A_list_of_indicators_is_read_from_a_file_and_deleted_by_name()
    {
        var file = Path.Combine(Path.GetTempPath(), $"{Guid.CreateVersion7()}.txt");
        await File.WriteAllTextAsync(file, "evil.example\n203.0.113.66\n", Ct);

        var made = await demo.RunAsync("guards", "indicators", "import", "feed", file, "--json");
        var deleted = await demo.RunAsync("guards", "indicators", "delete", "feed", "--yes");

        File.Delete(file);
        Assert.Equal((1, 1), (made.Json["domains"]!.GetValue<int>(), made.Json["addresses"]!.GetValue<int>()));
        Assert.Equal(0, deleted.Code);
    }

    [Fact]
    public async Task A_key_is_made_found_by_name_and_revoked()
    {
        var made = await demo.RunAsync("keys", "create", "short-lived", "--budget", "5/day", "--rpm", "60", "--models", "gpt-*", "--expires", "8h", "--json");
        var found = await demo.RunAsync("keys", "get", "short-lived", "--json");
        var revoked = await demo.RunAsync("keys", "delete", "short-lived", "--yes");
        var dead = await demo.RunAsAsync(made.Json["key"]!.GetValue<string>(), "me");

        Assert.Equal(made.Json["id"]!.GetValue<string>(), found.Json["id"]!.GetValue<string>());
        Assert.Equal((0, ExitCode.Unauthorized), (revoked.Code, dead.Code));
    }

    [Fact]
    public async Task An_alert_goes_from_a_spent_budget_to_somebody_who_takes_it_on()
    {
        var channel = await demo.RunAsync("alerts", "channels", "create", "hook", "--to-url", "https://hooks.invalid/x", "--severity", "critical", "--only", "budget_breach", "--json");
        var rule = await demo.RunAsync("alerts", "rules", "create", "cost_spike", "--name", "spikes", "--threshold", "5", "--over", "2h", "--least", "2.50", "--json");
        var made = await demo.RunAsync("keys", "create", "spender", "--json");
        await demo.RunAsync("budgets", "create", "0.000001", "--name", "tiny", "--scope", "key", "--target", made.Json["id"]!.GetValue<string>(), "--soft");
        using var http = new HttpClient { BaseAddress = demo.Url };
        http.DefaultRequestHeaders.Add("x-api-key", made.Json["key"]!.GetValue<string>());
        using var body = new StringContent("""{"model":"claude-opus-4-5","max_tokens":300,"messages":[{"role":"user","content":"hello"}]}""", Encoding.UTF8, "application/json");
        using var reply = await http.PostAsync(new Uri("/v1/messages", UriKind.Relative), body, Ct);

        var list = await UntilAsync(run => run.Output.Contains("'tiny' is spent", StringComparison.Ordinal), "alerts", "list", "--kind", "budget_breach", "--json");
        var id = list.Json["items"]!.AsArray().First(item => item!["title"]!.GetValue<string>().Contains("'tiny' is spent", StringComparison.Ordinal))!["id"]!.GetValue<string>();
        var taken = await demo.RunAsync("alerts", "ack", id, "--json");
        var shown = await demo.RunAsync("alerts", "show", id);
        var tested = await demo.RunAsync("alerts", "test", "hook");

        Assert.StartsWith("tgs-", channel.Json["secret"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Equal((5m, 120), (rule.Json["threshold"]!.GetValue<decimal>(), rule.Json["over_minutes"]!.GetValue<int>()));
        Assert.Equal("acknowledged", taken.Json["state"]!.GetValue<string>());
        Assert.Contains("hook", shown.Output, StringComparison.Ordinal);
        Assert.Equal(ExitCode.Refused, tested.Code);
        Assert.Equal((0, 0), ((await demo.RunAsync("alerts", "channels", "delete", "hook", "--yes")).Code, (await demo.RunAsync("alerts", "rules", "delete", "spikes", "--yes")).Code));
    }

    [Fact]
    public async Task A_caller_sees_itself_and_may_not_make_keys()
    {
        var made = await demo.RunAsync("keys", "create", "plain-caller", "--budget", "1", "--json");
        var key = made.Json["key"]!.GetValue<string>();

        Assert.Contains("plain-caller", (await demo.RunAsAsync(key, "me")).Output, StringComparison.Ordinal);
        Assert.Equal(ExitCode.Unauthorized, (await demo.RunAsAsync(key, "keys", "create", "another")).Code);
    }

    [Fact]
    public async Task What_exists_already_is_a_conflict()
    {
        await demo.RunAsync("teams", "create", "twice");

        Assert.Equal(ExitCode.Conflict, (await demo.RunAsync("teams", "create", "twice")).Code);
    }

    [Fact]
    public async Task A_raise_is_in_force_at_once()
    {
        await demo.RunAsync("budgets", "create", "3/week", "--name", "raised");

        var raised = await demo.RunAsync("budgets", "raise", "raised", "--by", "2", "--reason", "a long night", "--json");

        Assert.Equal("5.00", raised.Json["limit"]!.GetValue<string>());
    }

    [Fact]
    public async Task Uncertain_money_is_given_back_with_a_reason()
    {
        var made = await demo.RunAsync("budgets", "create", "3/week", "--name", "doubtful", "--json");

        var wordless = await demo.RunAsync("budgets", "release-uncertain", "doubtful", "--yes");
        var released = await demo.RunAsync("budgets", "release-uncertain", "doubtful", "--reason", "the bill of today", "--yes", "--json");
        var audit = await demo.RunAsync("api", "GET", "/api/audit");

        Assert.Equal((2, 0), (wordless.Code, released.Code));
        Assert.Equal(made.Json["id"]!.GetValue<string>(), released.Json["id"]!.GetValue<string>());
        Assert.Contains("the bill of today", audit.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_refused_call_says_why()
    {
        var made = await demo.RunAsync("keys", "create", "poor", "--budget", "0.000001", "--json");
        using var http = new HttpClient { BaseAddress = demo.Url };
        http.DefaultRequestHeaders.Add("x-api-key", made.Json["key"]!.GetValue<string>());
        using var body = new StringContent("""{"model":"claude-opus-4-5","max_tokens":300,"messages":[{"role":"user","content":"hello"}]}""", Encoding.UTF8, "application/json");
        using var reply = await http.PostAsync(new Uri("/v1/messages", UriKind.Relative), body, Ct);
        var id = reply.Headers.GetValues("request-id").First();

        var why = await EventuallyAsync("calls", "why", id);

        Assert.Contains("budget_exceeded", why.Output, StringComparison.Ordinal);
        Assert.Contains("poor/", why.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Csv_has_a_heading_and_a_row_an_item()
    {
        var run = await demo.RunAsync("providers", "list", "-o", "csv");

        Assert.StartsWith("name,kind,enabled", run.Output, StringComparison.Ordinal);
        Assert.Equal(4, run.Output.TrimEnd().Split('\n').Length);
    }

    [Fact]
    public async Task No_gateway_ends_with_3()
    {
        using var error = new StringWriter();

        Assert.Equal(ExitCode.Unreachable, await Program.RunAsync(["me", "--url", "http://127.0.0.1:1", "--key", "x"], TextWriter.Null, error, CliRun.Around(), Ct));
        Assert.Contains("serve", error.ToString(), StringComparison.Ordinal);
    }

    /// <summary>The row of a call follows it by a moment.</summary>
    private Task<CliRun> EventuallyAsync(params string[] args) => UntilAsync(run => run.Code == 0, args);

    private async Task<CliRun> UntilAsync(Func<CliRun, bool> isDone, params string[] args)
    {
        var run = await demo.RunAsync(args);
        for (var left = 100; left > 0 && !isDone(run); left--)
        {
            await Task.Delay(50, Ct);
            run = await demo.RunAsync(args);
        }

        return run;
    }
}
