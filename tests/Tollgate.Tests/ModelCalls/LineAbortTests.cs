using System.Net;
using System.Text.Json.Nodes;
using Tollgate.Core;
using Tollgate.TestKit.Bills;

namespace Tollgate.Tests.ModelCalls;

/// <summary>A client that goes away: what its call cost is what the provider reports, and nothing of a hard budget stays uncertain.</summary>
public sealed class LineAbortTests(LineFixture line) : IClassFixture<LineFixture>
{
    private const string Hard = "\"budgets\":[{\"limit_usd\":\"5.00\",\"window\":\"day\"}]";
    private const string Soft = "\"budgets\":[{\"limit_usd\":\"5.00\",\"window\":\"day\",\"hard\":false}]";

    [Theory]
    [InlineData("/v1/chat/completions", """{"model":"fake-chat","stream":true,"max_tokens":4000,"messages":[{"role":"user","content":"[[tokens=120; event-delay=5; mark=MARK]] hi"}]}""")]
    [InlineData("/v1/responses", """{"model":"fake-chat","stream":true,"max_output_tokens":4000,"input":"[[tokens=120; event-delay=5; mark=MARK]] hi"}""")]
    [InlineData("/v1/messages", """{"model":"fake-claude","stream":true,"max_tokens":32000,"messages":[{"role":"user","content":"[[tokens=120; event-delay=5; mark=MARK]] hi"}]}""")]
    [InlineData("/v1beta/models/fake-gemini:streamGenerateContent?alt=sse", """{"contents":[{"role":"user","parts":[{"text":"[[tokens=120; event-delay=5; mark=MARK]] hi"}]}]}""")]
    public async Task AStreamWhoseClientLeavesIsReadOnAndCostsWhatTheProviderReports(string path, string body)
    {
        var key = await line.KeyAsync(Hard);
        var mark = $"leave{path.Length}";

        var id = await LeaveAfterFirstByteAsync(line, key, path, body.Replace("MARK", mark, StringComparison.Ordinal));

        var call = await EndOfAsync(line, id);
        Assert.Equal(["client_aborted", "0.00"], [Text(call, "result"), Text(call, "uncertain_usd")]);
        Assert.Equal(499, call["status"]!.GetValue<int>());
        Assert.Contains("client_aborted", call["flags"]!.ToJsonString(), StringComparison.Ordinal);
        Assert.DoesNotContain("estimated", call["flags"]!.ToJsonString(), StringComparison.Ordinal);
        var bill = Assert.Single(line.Provider.Bill.Marked(mark));
        Assert.Equal(BillOutcome.Served, bill.Outcome);
        Assert.Equal((long)bill.Amount.CeilingNanos(), Cost(call, "cost_usd").Nanos);
        var me = await MeAsync(line, key);
        Assert.Equal(["0.00", "0.00"], [Text(me, "uncertain"), Text(me, "reserved")]);
    }

    [Fact]
    public async Task AnAnswerThatNobodyWaitsForAnyMoreIsReadWhole()
    {
        var key = await line.KeyAsync(Hard);
        using (var patience = new CancellationTokenSource(TimeSpan.FromMilliseconds(300)))
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/chat/completions") { Content = new StringContent("""{"model":"fake-chat","max_tokens":4000,"messages":[{"role":"user","content":"[[tokens=40; delay=900; mark=unread]] hi"}]}""") };
            request.Headers.Authorization = new("Bearer", key);
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => line.Http.SendAsync(request, patience.Token));
        }

        var me = await StandingAsync(line, key);
        var bill = Assert.Single(line.Provider.Bill.Marked("unread"));
        Assert.Equal(BillOutcome.Served, bill.Outcome);
        Assert.Equal((long)bill.Amount.CeilingNanos(), Cost(me, "settled").Nanos);
        Assert.Equal("0.00", Text(me, "uncertain"));
    }

    [Fact]
    public async Task AFailureThatNobodyWaitsForIsNotTriedAgain()
    {
        var key = await line.KeyAsync(Hard);

        using (var patience = new CancellationTokenSource(TimeSpan.FromMilliseconds(300)))
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/chat/completions") { Content = new StringContent("""{"model":"fake-chat","max_tokens":4000,"messages":[{"role":"user","content":"[[status=500; delay=900; mark=fails]] hi"}]}""") };
            request.Headers.Authorization = new("Bearer", key);
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => line.Http.SendAsync(request, patience.Token));
        }

        var call = await NewestAsync(line, "client_aborted", key);
        Assert.Equal((499, 1), (call["status"]!.GetValue<int>(), call["attempts"]!.AsArray().Count));
        Assert.Equal("0.00", Text(call, "uncertain_usd"));
    }

    [Fact]
    public async Task WithoutAHardBudgetTheProviderIsCancelledAtOnce()
    {
        var key = await line.KeyAsync(Soft);

        var id = await LeaveAfterFirstByteAsync(line, key, "/v1/chat/completions", """{"model":"fake-chat","stream":true,"max_tokens":4000,"messages":[{"role":"user","content":"[[tokens=2000; event-delay=20; mark=soft]] hi"}]}""");

        var call = await EndOfAsync(line, id);
        Assert.NotEqual("0.00", Text(call, "uncertain_usd"));
        Assert.Contains("estimated", call["flags"]!.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task ACallThatIsReadOnHoldsNoParallelUnit()
    {
        var key = await line.KeyAsync(Hard + ",\"limits\":[{\"unit\":\"parallel\",\"limit\":1}]");

        await LeaveAfterFirstByteAsync(line, key, "/v1/chat/completions", """{"model":"fake-chat","stream":true,"max_tokens":4000,"messages":[{"role":"user","content":"[[tokens=2000; event-delay=5]] hi"}]}""");
        await UntilAsync(async () =>
        {
            using var reply = await line.ChatAsync(key, "tokens=1", "\"max_tokens\":5");
            return reply.StatusCode == HttpStatusCode.OK;
        });

        Assert.NotEqual("0.00", Text(await MeAsync(line, key), "reserved"));
    }

    [Fact]
    public async Task PastTheDeadlineOnlyTheOutputThatCanStillComeIsUncertain()
    {
        await using var brief = new LineFixture("client_abort: { drain_for: 200ms }");
        await brief.InitializeAsync();
        var key = await brief.KeyAsync(Hard);
        var text = new string('x', 40_000);

        var id = await LeaveAfterFirstByteAsync(brief, key, "/v1/messages", $$"""{"model":"fake-claude","stream":true,"max_tokens":1500,"messages":[{"role":"user","content":"[[tokens=1000; event-delay=50; mark=late]] {{text}}"}]}""");

        var call = await EndOfAsync(brief, id);
        var bill = Assert.Single(brief.Provider.Bill.Marked("late"));
        var most = FakePriceList.Default.Of("fake-claude").Cost(new FakeUsage { Input = bill.Usage.TotalInput, Output = 1500 }, "default");
        Assert.NotEqual("0.00", Text(call, "uncertain_usd"));
        Assert.InRange((Cost(call, "cost_usd") + Cost(call, "uncertain_usd")).Nanos, (long)most.CeilingNanos(), (long)most.CeilingNanos() * 5 / 4);
    }

    [Theory]
    [InlineData("client_abort: { drain_for: 0s }")]
    [InlineData("client_abort: { most_draining: 0 }")]
    public async Task WhereNothingIsReadOnTheProviderIsCancelledAtOnce(string settings)
    {
        await using var never = new LineFixture(settings);
        await never.InitializeAsync();
        var key = await never.KeyAsync(Hard);

        var id = await LeaveAfterFirstByteAsync(never, key, "/v1/chat/completions", """{"model":"fake-chat","stream":true,"max_tokens":4000,"messages":[{"role":"user","content":"[[tokens=2000; event-delay=20; mark=cut]] hi"}]}""");

        var call = await EndOfAsync(never, id);
        Assert.NotEqual("0.00", Text(call, "uncertain_usd"));
    }

    [Fact]
    public async Task AStopOfTheGatewayEndsWhatIsReadOn()
    {
        var line = new LineFixture("client_abort: { drain_for: 5m }");
        await line.InitializeAsync();
        var key = await line.KeyAsync(Hard);
        await LeaveAfterFirstByteAsync(line, key, "/v1/chat/completions", """{"model":"fake-chat","stream":true,"max_tokens":40000,"messages":[{"role":"user","content":"[[tokens=20000; event-delay=20]] hi"}]}""");
        await UntilAsync(async () => (await line.AdminTextAsync("/metrics")).Contains("tollgate_draining_calls 1", StringComparison.Ordinal));

        var started = TimeProvider.System.GetTimestamp();
        await line.DisposeAsync();

        Assert.InRange(TimeProvider.System.GetElapsedTime(started), TimeSpan.FromSeconds(3), TimeSpan.FromSeconds(25));
    }

    private static async Task<string> LeaveAfterFirstByteAsync(LineFixture line, string key, string path, string body)
    {
        // By default a client that lets go of an answer reads on itself for a while.
        using var client = new HttpClient(new SocketsHttpHandler { MaxResponseDrainSize = 0 }) { BaseAddress = line.Http.BaseAddress };
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new StringContent(body, System.Text.Encoding.UTF8, "application/json") };
        request.Headers.Authorization = new("Bearer", key);
        using var reply = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, reply.StatusCode);
        await using var stream = await reply.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken);
        _ = await stream.ReadAsync(new byte[64], TestContext.Current.CancellationToken);
        return reply.Headers.GetValues("x-tollgate-request-id").First();
    }

    private static async Task<JsonNode> EndOfAsync(LineFixture line, string id)
    {
        JsonNode? call = null;
        await UntilAsync(async () =>
        {
            call = JsonNode.Parse(await line.AdminTextAsync($"/api/calls/{id}"))!;
            return call["result"] is not null;
        });
        return call!;
    }

    private static async Task<JsonNode> NewestAsync(LineFixture line, string result, string key)
    {
        JsonNode? call = null;
        var keyId = JsonNode.Parse(await line.TextAsync("/api/me", key))!["key_id"]!.GetValue<string>();
        await UntilAsync(async () =>
        {
            var listed = JsonNode.Parse(await line.AdminTextAsync("/api/calls?limit=100"))!["items"]!.AsArray();
            call = listed.FirstOrDefault(item => item!["key_id"]?.GetValue<string>() == keyId && Text(item, "result") == result);
            return call is not null;
        });
        return JsonNode.Parse(await line.AdminTextAsync($"/api/calls/{Text(call!, "request_id")}"))!;
    }

    private static async Task<JsonNode> StandingAsync(LineFixture line, string key)
    {
        JsonNode? me = null;
        await UntilAsync(async () =>
        {
            me = await MeAsync(line, key);
            return Text(me, "reserved") == "0.00" && Text(me, "settled") != "0.00";
        });
        return me!;
    }

    private static async Task<JsonNode> MeAsync(LineFixture line, string key) => JsonNode.Parse(await line.TextAsync("/api/me", key))!["budgets"]!["items"]![0]!;

    private static async Task UntilAsync(Func<Task<bool>> isSo)
    {
        for (var i = 0; i < 150; i++)
        {
            if (await isSo())
            {
                return;
            }

            await Task.Delay(100, TestContext.Current.CancellationToken);
        }

        Assert.Fail("It did not come to that.");
    }

    private static string Text(JsonNode node, string name) => node[name]!.GetValue<string>();

    private static Money Cost(JsonNode node, string name)
    {
        Assert.True(Money.TryParse(Text(node, name), out var money));
        return money;
    }
}
