using System.Text.Json.Nodes;
using Tollgate.EndToEnd.Money;
using Tollgate.TestKit.Bills;
using Tollgate.TestKit.Provider;

namespace Tollgate.EndToEnd.Accounts;

/// <summary>One retry on another account, where the first one failed before its first byte; never twice for one answer, never a charge too many.</summary>
public sealed class RetryTests
{
    private const string Chat = "/v1/chat/completions";
    private const string Messages = "/v1/messages";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Each_failure_before_the_first_byte_goes_to_the_other_account_and_both_attempts_are_in_the_ledger()
    {
        await using var two = await TwoAccounts.StartAsync(Ct);
        foreach (var (status, path, isStream) in (IEnumerable<(int, string, bool)>)[(429, Chat, false), (500, Chat, true), (503, Messages, false), (529, Messages, true)])
        {
            two.First.Default = new Behaviour { Status = status, RetryAfter = "0" };
            var (before, alsoBefore) = (two.First.Requests.Count, two.Second.Requests.Count);

            var (answered, text, call) = await two.SendAsync(path, Body(path, isStream), Ct);

            Assert.True(answered == 200, text);
            Assert.Equal((before + 1, alsoBefore + 1), (two.First.Requests.Count, two.Second.Requests.Count));
            var attempts = call["attempts"]!.AsArray();
            Assert.Equal(["upstream_error", "completed"], attempts.Select(attempt => (string?)attempt!["result"]));
            Assert.Equal([status, 200], attempts.Select(attempt => (int)attempt!["status"]!));
            Assert.Equal(["serve", "retry"], attempts.Select(attempt => (string?)attempt!["purpose"]));
            Assert.Equal(["one", "two"], attempts.Select(attempt => ((string)attempt!["deployment"]!).Split('/')[1]));
            Assert.Equal("0.00", (string?)attempts[0]!["cost_usd"]);
            Assert.Contains("assumed_unbilled", attempts[0]!["flags"]!.AsArray().Select(flag => (string?)flag));
            Assert.Equal(two.Second.Bill.Lines[^1].Amount, InvariantWatch.Money(call, "cost_usd"));
            Assert.Equal(two.Bill(), await two.SettledAsync(Ct));
        }
    }

    [Fact]
    public async Task A_failure_that_reports_usage_is_charged_beside_the_answer_of_the_other_account()
    {
        await using var two = await TwoAccounts.StartAsync(Ct);
        two.First.Default = new Behaviour { Status = 500, ErrorHasUsage = true };

        var (status, text, call) = await two.SendAsync(Messages, Body(Messages, isStream: false), Ct);

        Assert.True(status == 200, text);
        Assert.True(two.First.Bill.Total > Rational.Zero);
        Assert.Equal(
            [two.First.Bill.Total, two.Second.Bill.Total],
            call["attempts"]!.AsArray().Select(attempt => InvariantWatch.Money(attempt!, "cost_usd")));
        Assert.Equal(two.Bill(), await two.SettledAsync(Ct));
    }

    [Fact]
    public async Task An_account_that_asks_for_time_gets_it_and_then_its_calls_again()
    {
        await using var two = await TwoAccounts.StartAsync(Ct);
        two.First.Default = new Behaviour { Status = 429, RetryAfter = "2" };
        var asked = TimeProvider.System.GetTimestamp(); // before the call: its rest begins somewhere inside it
        await two.SendAsync(Chat, Body(Chat, isStream: false), Ct);
        two.First.Default = Behaviour.Plain;

        while (two.First.Requests.Count == 1 && TimeProvider.System.GetElapsedTime(asked) < TimeSpan.FromSeconds(10))
        {
            await two.SendAsync(Chat, Body(Chat, isStream: false), Ct);
            await Task.Delay(50, Ct);
        }

        var rested = TimeProvider.System.GetElapsedTime(asked);
        Assert.InRange(rested.TotalSeconds, 1.95, 5);
        Assert.True(two.Second.Requests.Count > 3, $"{two.Second.Requests.Count} calls went to the other account");
        Assert.Equal(two.Bill(), await two.SettledAsync(Ct));
    }

    [Fact]
    public async Task Without_a_connection_the_other_account_takes_the_call_and_the_first_leaves_no_charge()
    {
        await using var two = await TwoAccounts.StartAsync(Ct, "http://127.0.0.1:9");

        var (status, text, call) = await two.SendAsync(Chat, Body(Chat, isStream: true), Ct);

        Assert.True(status == 200, text);
        Assert.Single(two.Second.Requests);
        Assert.Equal(["connect_failed", "completed"], call["attempts"]!.AsArray().Select(attempt => (string?)attempt!["result"]));
        Assert.Equal("0.00", (string?)call["attempts"]![0]!["cost_usd"]);
        Assert.Equal(two.Bill(), await two.SettledAsync(Ct));
    }

    [Theory]
    [InlineData("status=400", 400, "upstream_error")]
    [InlineData("fault=reset", 502, "broken")]
    [InlineData("fault=hang", 504, "timed_out")]
    public async Task What_may_have_been_worked_on_is_sent_once(string way, int expected, string result)
    {
        await using var two = await TwoAccounts.StartAsync(Ct);
        two.First.Default = Directives.Block(Behaviour.Plain, way);

        var (status, text, call) = await two.SendAsync(Chat, Body(Chat, isStream: false), Ct);

        Assert.True(status == expected, $"{status}: {text}");
        Assert.Empty(two.Second.Requests);
        var attempt = Assert.Single(call["attempts"]!.AsArray())!;
        Assert.Equal(result, (string?)attempt["result"]);
        Assert.True(two.Bill() <= InvariantWatch.Money(attempt, "cost_usd") + InvariantWatch.Money(attempt, "uncertain_usd"), attempt.ToJsonString());
    }

    [Fact]
    public async Task When_both_fail_the_client_sees_the_second_failure_as_it_is()
    {
        await using var two = await TwoAccounts.StartAsync(Ct);
        two.First.Default = new Behaviour { Status = 529 };
        two.Second.Default = new Behaviour { Status = 503, RetryAfter = "7" };

        var (status, text, call) = await two.SendAsync(Messages, Body(Messages, isStream: true), Ct);

        Assert.Equal(503, status);
        Assert.Equal("error", (string?)JsonNode.Parse(text)!["type"]);
        Assert.Equal([529, 503], call["attempts"]!.AsArray().Select(attempt => (int)attempt!["status"]!));
        Assert.Equal(Rational.Zero, await two.SettledAsync(Ct));
    }

    [Fact]
    public async Task A_stored_response_is_continued_at_the_account_that_holds_it()
    {
        await using var two = await TwoAccounts.StartAsync(Ct);
        two.First.Default = new Behaviour { Status = 500, RetryAfter = "0" };
        var (_, made, _) = await two.SendAsync("/v1/responses", """{"model":"fake-chat","input":"x"}""", Ct);
        two.First.Default = Behaviour.Plain;
        var id = (string)JsonNode.Parse(made)!["id"]!;

        for (var turn = 0; turn < 5; turn++)
        {
            var (status, text, _) = await two.SendAsync("/v1/responses", $$"""{"model":"fake-chat","input":"x","previous_response_id":"{{id}}"}""", Ct);

            Assert.True(status == 200, text);
        }

        Assert.Equal((1, 6), (two.First.Requests.Count, two.Second.Requests.Count));
    }

    private static string Body(string path, bool isStream) => path == Chat
        ? $$"""{"model":"fake-chat","max_tokens":300,"stream":{{(isStream ? "true" : "false")}},"messages":[{"role":"user","content":"hello"}]}"""
        : $$"""{"model":"fake-claude","max_tokens":1100,"stream":{{(isStream ? "true" : "false")}},"messages":[{"role":"user","content":"hello"}]}""";
}
