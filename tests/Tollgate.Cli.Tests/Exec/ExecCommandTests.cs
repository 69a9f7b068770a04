using System.Text.Json.Nodes;

namespace Tollgate.Cli.Tests.Exec;

public sealed class ExecCommandTests(DemoFixture demo) : IClassFixture<DemoFixture>
{
    private const string OneCall =
        """curl -sS --fail -o /dev/null "$OPENAI_BASE_URL/chat/completions" -H "Authorization: Bearer $OPENAI_API_KEY" -H "Content-Type: application/json" -d '{"model":"gpt-5-mini","messages":[{"role":"user","content":"hi"}]}'""";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_programs_exit_code_is_passed_on_and_what_it_spent_is_said()
    {
        var run = await demo.RunAsync("exec", "--budget", "0.50", "--", "sh", "-c", $"{OneCall} && {OneCall} && exit 3");

        var lines = run.Error.Split('\n');
        Assert.Equal(3, run.Code);
        Assert.StartsWith("tollgate: sh may spend $0.50 until ", lines[0], StringComparison.Ordinal);
        Assert.Matches(@"^tollgate: spent \$0\.00\d+, left \$0\.49\d+, calls 2\.$", lines[1]);
        Assert.Equal("tollgate: the key is revoked.", lines[2]);
        Assert.Equal(2, (await demo.RunAsync("calls", "--for-key", NameOf(run), "--json")).Json["items"]!.AsArray().Count);
        Assert.True(await IsRevokedAsync(run));
    }

    [Fact]
    public async Task The_program_cannot_spend_more_than_its_budget()
    {
        var run = await demo.RunAsync("exec", "--budget", "0.000001", "--", "sh", "-c", OneCall);

        Assert.NotEqual(0, run.Code);
        Assert.Contains("spent $0.00, left $0.000001, calls 1.", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_program_that_is_no_agent_does_not_become_one()
    {
        await demo.RunAsync("exec", "--budget", "1", "--", "true");

        var agents = (await demo.RunAsync("agents", "list", "--json")).Json["items"]!.AsArray().Select(agent => agent!["name"]!.GetValue<string>()).ToList();
        Assert.Contains("exec", agents);
        Assert.DoesNotContain("true", agents);
    }

    [Fact]
    public async Task A_program_that_a_signal_ended_leaves_128_and_the_signals_number()
    {
        var run = await demo.RunAsync("exec", "--budget", "1", "--", "sh", "-c", "kill -9 $$");

        Assert.Equal(128 + 9, run.Code);
        Assert.True(await IsRevokedAsync(run));
    }

    [Fact]
    public async Task A_program_that_does_not_exist_is_said_and_leaves_no_key()
    {
        var run = await demo.RunAsync("exec", "--budget", "1", "--", "no-such-program");

        Assert.Equal(ExitCode.Usage, run.Code);
        Assert.Contains("'no-such-program' cannot be started", run.Error, StringComparison.Ordinal);
        Assert.True(await IsRevokedAsync(run));
    }

    [Fact]
    public async Task A_key_without_the_right_to_make_keys_ends_with_4_and_starts_nothing()
    {
        var made = await demo.RunAsync("keys", "create", "no-operator", "--json");
        var mark = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());

        var run = await demo.RunAsAsync(made.Json["key"]!.GetValue<string>(), "exec", "--budget", "1", "--", "touch", mark);

        Assert.Equal(ExitCode.Unauthorized, run.Code);
        Assert.False(File.Exists(mark));
    }

    [Fact]
    public async Task Wrong_amounts_end_with_2_before_a_key_is_made()
    {
        Assert.Equal(ExitCode.Usage, (await demo.RunAsync("exec", "--budget", "much", "--", "true")).Code);
        Assert.Equal(ExitCode.Usage, (await demo.RunAsync("exec", "--budget", "1", "--for", "long", "--", "true")).Code);
    }

    [Fact]
    public async Task The_program_sees_only_the_key_of_its_run_with_its_models_and_its_end()
    {
        var seen = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        var before = TimeProvider.System.GetUtcNow();

        var run = await demo.RunAsync(
            "exec", "--budget", "1", "--for", "10m", "--models", "gpt-5-mini", "--",
            "sh", "-c", $"""(printf '%s %s %s %s\n' "$OPENAI_API_KEY" "$ANTHROPIC_API_KEY" "$GEMINI_API_KEY" "$TOLLGATE_KEY"; curl -sS "$TOLLGATE_URL/api/me" -H "Authorization: Bearer $TOLLGATE_KEY") > {seen}""");

        var lines = (await File.ReadAllTextAsync(seen, Ct)).Split('\n', 2);
        File.Delete(seen);
        var me = JsonNode.Parse(lines[1])!;
        Assert.Equal(0, run.Code);
        Assert.Equal(4, lines[0].Split(' ').Length);
        Assert.Single(lines[0].Split(' ').Distinct());
        Assert.Equal("[\"gpt-5-mini\"]", me["models"]!.ToJsonString());
        Assert.InRange(me["expires_at"]!.GetValue<DateTimeOffset>(), before.AddMinutes(9), before.AddMinutes(11));
    }

    [Fact]
    public async Task Told_to_stop_it_tells_the_program_and_waits_for_it()
    {
        using var told = new CancellationTokenSource();
        var started = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        var running = demo.RunUntilAsync(told.Token, "exec", "--budget", "1", "--", "sh", "-c", $"trap 'exit 7' TERM; touch {started}; while true; do sleep 0.05; done");
        await Eventually.IsTrueAsync(() => File.Exists(started), Ct);

        await told.CancelAsync();
        var run = await running;

        File.Delete(started);
        Assert.Equal(7, run.Code);
        Assert.True(await IsRevokedAsync(run));
    }

    [Fact]
    public async Task A_gateway_that_went_away_does_not_hide_how_the_program_ended()
    {
        var own = new DemoFixture();
        await own.InitializeAsync();
        var started = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        var running = own.RunAsync("exec", "--budget", "1", "--", "sh", "-c", $"touch {started}; while test -f {started}; do sleep 0.05; done; exit 4");
        await Eventually.IsTrueAsync(() => File.Exists(started), Ct);

        await own.DisposeAsync();
        File.Delete(started);
        var run = await running;

        Assert.Equal(4, run.Code);
        Assert.Contains("the key is NOT revoked", run.Error, StringComparison.Ordinal);
        Assert.Contains("keys delete exec-sh-", run.Error, StringComparison.Ordinal);
    }

    /// <summary>Whether the key of a run is gone, by the name it printed.</summary>
    private async Task<bool> IsRevokedAsync(CliRun run) => (await demo.RunAsync("keys", "get", NameOf(run))).Code == ExitCode.NotFound;

    private static string NameOf(CliRun run) => run.Error.Split("--for-key ")[1].Split('`')[0];
}
