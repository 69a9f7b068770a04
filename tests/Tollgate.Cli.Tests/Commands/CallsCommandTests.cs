using System.Text;

namespace Tollgate.Cli.Tests.Commands;

public sealed class CallsCommandTests(DemoFixture demo) : IClassFixture<DemoFixture>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("completed", "")]
    [InlineData("\"result\":\"completed\"", "--json")]
    public async Task Calls_are_followed_as_they_happen(string sign, string form)
    {
        var made = await demo.RunAsync("keys", "create", $"followed{form}", "--json");
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Ct);
        using var output = new SeenWriter();
        string[] words = ["calls", "--follow", "--url", demo.Url.ToString(), "--key", demo.AdminKey, .. form.Length > 0 ? [form] : Array.Empty<string>()];
        var following = Program.RunAsync(words, output, TextWriter.Null, CliRun.Around(), stop.Token);

        await Eventually.IsTrueAsync(
            async () =>
            {
                await CallAsync(made.Json["key"]!.GetValue<string>());
                return output.Seen.Contains(sign, StringComparison.Ordinal);
            },
            Ct);

        await stop.CancelAsync();
        Assert.Equal(0, await following);
    }

    [Fact]
    public async Task Refusals_alone_are_followed_when_asked_for()
    {
        var rich = await demo.RunAsync("keys", "create", "served", "--json");
        var poor = await demo.RunAsync("keys", "create", "penniless", "--budget", "0.000001", "--json");
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Ct);
        using var output = new SeenWriter();
        var following = Program.RunAsync(["calls", "-f", "--refused", "--url", demo.Url.ToString(), "--key", demo.AdminKey], output, TextWriter.Null, CliRun.Around(), stop.Token);

        await Eventually.IsTrueAsync(
            async () =>
            {
                await CallAsync(rich.Json["key"]!.GetValue<string>());
                await CallAsync(poor.Json["key"]!.GetValue<string>());
                return output.Seen.Contains("refused budget_exceeded", StringComparison.Ordinal);
            },
            Ct);

        await stop.CancelAsync();
        await following;
        Assert.DoesNotContain("served", output.Seen, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_key_that_may_only_call_asks_about_its_own_calls()
    {
        var own = (await demo.RunAsync("keys", "create", "asks", "--json")).Json["key"]!.GetValue<string>();
        var other = (await demo.RunAsync("keys", "create", "others", "--json")).Json["key"]!.GetValue<string>();
        await CallAsync(own);
        await CallAsync(other);

        var list = (await demo.RunAsAsync(own, "calls", "--json")).Json["items"]!.AsArray();
        var last = await demo.RunAsAsync(own, "calls", "why", "last", "--json");
        var foreign = await demo.RunAsAsync(other, "calls", "why", list[0]!["request_id"]!.GetValue<string>());

        Assert.Equal("asks", Assert.Single(list)!["key"]!.GetValue<string>());
        Assert.Equal(list[0]!["request_id"]!.GetValue<string>(), last.Json["request_id"]!.GetValue<string>());
        Assert.Equal(ExitCode.NotFound, foreign.Code);
        Assert.Equal(ExitCode.Unauthorized, (await demo.RunAsAsync("tg-nothing", "calls")).Code);
    }

    [Fact]
    public async Task Why_says_what_a_guard_found()
    {
        var made = await demo.RunAsync("keys", "create", "leaky", "--json");
        var planted = "AKIA" + "Z3QXR7MVKT2WPLHN";
        await CallAsync(made.Json["key"]!.GetValue<string>(), planted);
        var output = "";

        await Eventually.IsTrueAsync(
            async () =>
            {
                var call = (await demo.RunAsync("calls", "--for-key", "leaky", "--json")).Json["items"]!.AsArray();
                output = call.Count == 0 ? "" : (await demo.RunAsync("calls", "why", call[0]!["request_id"]!.GetValue<string>())).Output;
                return output.Contains("aws-access-key-id", StringComparison.Ordinal);
            },
            Ct);

        Assert.Contains("Guard found", output, StringComparison.Ordinal);
        Assert.DoesNotContain(planted, output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_list_is_of_one_key_or_of_refusals_when_asked_for()
    {
        var poor = await demo.RunAsync("keys", "create", "listed", "--budget", "0.000001", "--json");
        await CallAsync(poor.Json["key"]!.GetValue<string>());

        await Eventually.IsTrueAsync(async () => (await demo.RunAsync("calls", "--for-key", "listed", "--refused", "--json")).Json["items"]!.AsArray().Count == 1, Ct);

        var nobody = await demo.RunAsync("calls", "--for-key", "nobody");
        Assert.Equal((ExitCode.NotFound, ""), (nobody.Code, nobody.Output));
        Assert.Contains("There is no key 'nobody'", nobody.Error, StringComparison.Ordinal);
        Assert.Equal(ExitCode.NotFound, (await demo.RunAsync("calls", "--for-key", Guid.NewGuid().ToString())).Code);
        Assert.StartsWith("started_at,key,agent,", (await demo.RunAsync("calls", "--for-key", "listed", "-o", "csv")).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Calls_of_a_key_that_ended_are_still_shown()
    {
        var made = await demo.RunAsync("keys", "create", "ended", "--json");
        await CallAsync(made.Json["key"]!.GetValue<string>());
        await demo.RunAsync("keys", "delete", "ended", "--yes");

        await Eventually.IsTrueAsync(async () => (await demo.RunAsync("calls", "--for-key", "ended", "--json")).Json["items"]!.AsArray().Count == 1, Ct);

        Assert.Equal(0, (await demo.RunAsync("calls", "--for-key", made.Json["id"]!.GetValue<string>())).Code);
    }

    [Fact]
    public async Task One_key_alone_is_followed_when_asked_for()
    {
        var watched = await demo.RunAsync("keys", "create", "watched", "--json");
        var other = await demo.RunAsync("keys", "create", "unwatched", "--json");
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Ct);
        using var output = new SeenWriter();
        var following = Program.RunAsync(["calls", "-f", "--for-key", "watched", "--url", demo.Url.ToString(), "--key", demo.AdminKey], output, TextWriter.Null, CliRun.Around(), stop.Token);

        await Eventually.IsTrueAsync(
            async () =>
            {
                await CallAsync(other.Json["key"]!.GetValue<string>());
                await CallAsync(watched.Json["key"]!.GetValue<string>());
                return output.Seen.Contains("completed", StringComparison.Ordinal);
            },
            Ct);

        await stop.CancelAsync();
        await following;
        Assert.DoesNotContain("unwatched", output.Seen, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_call_is_named_by_its_beginning_or_as_the_last_and_its_cost_is_taken_apart()
    {
        var made = await demo.RunAsync("keys", "create", "apart", "--json");
        await CallAsync(made.Json["key"]!.GetValue<string>());
        await Eventually.IsTrueAsync(async () => (await demo.RunAsync("calls", "--for-key", "apart", "--json")).Json["items"]!.AsArray().Count == 1, Ct);
        var call = (await demo.RunAsync("calls", "--for-key", "apart", "--json")).Json["items"]![0]!;
        var id = call["request_id"]!.GetValue<string>();

        var begun = await demo.RunAsync("calls", "why", id[..20], "--json");
        var last = await demo.RunAsync("calls", "why", "last");

        Assert.Equal(id, begun.Json["request_id"]!.GetValue<string>());
        Assert.Equal(0, last.Code);
        Assert.Contains("million tokens", last.Output, StringComparison.Ordinal);
        var parts = begun.Json["attempts"]![0]!["cost_parts"]!.AsArray();
        var sum = parts.Sum(part => decimal.Parse(part!["cost_usd"]!.GetValue<string>(), System.Globalization.CultureInfo.InvariantCulture));
        Assert.Equal(["input", "output"], parts.Select(part => part!["unit"]!.GetValue<string>()).Where(unit => unit is "input" or "output"));
        Assert.InRange(sum - decimal.Parse(begun.Json["cost_usd"]!.GetValue<string>(), System.Globalization.CultureInfo.InvariantCulture), 0m, parts.Count * 0.000000001m);
    }

    [Fact]
    public async Task Following_says_that_it_waits()
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Ct);
        using var error = new SeenWriter();
        var following = Program.RunAsync(["calls", "--follow", "--url", demo.Url.ToString(), "--key", demo.AdminKey], TextWriter.Null, error, CliRun.Around(), stop.Token);

        await Eventually.IsTrueAsync(() => error.Seen.Contains("Ctrl+C stops it", StringComparison.Ordinal), Ct);

        await stop.CancelAsync();
        await following;
    }

    [Fact]
    public async Task A_call_that_is_not_there_says_where_to_look() =>
        Assert.Contains("`tollgate calls`", (await demo.RunAsync("calls", "why", "nonsense")).Error, StringComparison.Ordinal);

    private async Task CallAsync(string key, string text = "hello")
    {
        using var http = new HttpClient { BaseAddress = demo.Url };
        http.DefaultRequestHeaders.Add("Authorization", $"Bearer {key}");
        using var body = new StringContent($$"""{"model":"gpt-5-mini","messages":[{"role":"user","content":"{{text}}"}]}""", Encoding.UTF8, "application/json");
        using var reply = await http.PostAsync(new Uri("/v1/chat/completions", UriKind.Relative), body, Ct);
        await reply.Content.ReadAsStringAsync(Ct);
    }

    /// <summary>A writer that is read while it is written.</summary>
    private sealed class SeenWriter : StringWriter
    {
        private readonly Lock _gate = new();

        public string Seen
        {
            get
            {
                lock (_gate)
                {
                    return ToString();
                }
            }
        }

        public override Task WriteLineAsync(string? value)
        {
            lock (_gate)
            {
                WriteLine(value);
            }

            return Task.CompletedTask;
        }
    }
}
