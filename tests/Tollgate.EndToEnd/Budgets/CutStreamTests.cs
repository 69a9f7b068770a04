using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Tollgate.EndToEnd.Gateway;
using Tollgate.EndToEnd.Money;
using Tollgate.TestKit.Bills;
using Tollgate.TestKit.Provider;

namespace Tollgate.EndToEnd.Budgets;

/// <summary>A provider that writes on and on past the output limit: the stream is cut in its dialect, and settled at its reserve.</summary>
public sealed class CutStreamTests : IAsyncLifetime
{
    private const string Flood = "[[ignores-limit; tokens=4000; per-event=10; event-delay=1]]";
    private FakeProvider? _provider;
    private GatewaySetup? _setup;
    private GatewayProcess? _gateway;
    private AdminClient? _admin;
    private HttpClient? _http;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _provider = await FakeProvider.StartAsync(GatewaySetup.ProviderOptions);
        _setup = new GatewaySetup(_provider.Address);
        _gateway = await GatewayProcess.StartAsync(_setup, Ct);
        _admin = new AdminClient(_setup.Address, _setup.AdminKey);
        var key = await _admin.CreateKeyAsync("cut", "\"budgets\":[{\"limit_usd\":\"5.00\",\"window\":\"lifetime\",\"hard\":true}]", Ct);
        _http = new HttpClient { BaseAddress = new Uri(_setup.Address) };
        _http.DefaultRequestHeaders.Add("authorization", "Bearer " + key.Key);
        _http.DefaultRequestHeaders.Add("anthropic-version", "2023-06-01");
    }

    public async ValueTask DisposeAsync()
    {
        _http!.Dispose();
        _admin!.Dispose();
        await _gateway!.DisposeAsync();
        await _provider!.DisposeAsync();
        _setup!.Dispose();
    }

    [Fact]
    public async Task Chat_ends_with_length_and_done()
    {
        var events = await CutAsync("/v1/chat/completions", $$"""{"model":"fake-chat","stream":true,"max_tokens":16,"messages":[{"role":"user","content":"{{Flood}}"}]}""");

        Assert.Equal("[DONE]", events[^1]);
        Assert.Equal("length", (string?)JsonNode.Parse(events[^2])!["choices"]![0]!["finish_reason"]);
    }

    [Fact]
    public async Task Messages_closes_its_block_and_stops_at_max_tokens()
    {
        var events = await CutAsync("/v1/messages", $$"""{"model":"fake-claude","stream":true,"max_tokens":16,"messages":[{"role":"user","content":"{{Flood}}"}]}""");

        Assert.Equal(["content_block_stop", "message_delta", "message_stop"], events[^3..].Select(item => (string?)JsonNode.Parse(item)!["type"]));
        Assert.Equal("max_tokens", (string?)JsonNode.Parse(events[^2])!["delta"]!["stop_reason"]);
    }

    [Fact]
    public async Task Responses_is_incomplete_and_its_sequence_goes_on()
    {
        var events = await CutAsync("/v1/responses", $$"""{"model":"fake-chat","stream":true,"store":false,"max_output_tokens":16,"input":"{{Flood}}"}""");

        var last = JsonNode.Parse(events[^1])!;
        Assert.Equal("response.incomplete", (string?)last["type"]);
        Assert.Equal("max_output_tokens", (string?)last["response"]!["incomplete_details"]!["reason"]);
        Assert.Equal(Enumerable.Range(0, events.Count), events.Select(item => (int)JsonNode.Parse(item)!["sequence_number"]!));
        Assert.Contains(events, item => (string?)JsonNode.Parse(item)!["type"] == "response.output_text.done");
    }

    [Fact]
    public async Task Gemini_finishes_with_max_tokens()
    {
        var events = await CutAsync("/v1beta/models/fake-gemini:streamGenerateContent?alt=sse",
            $$$"""{"contents":[{"role":"user","parts":[{"text":"{{{Flood}}}"}]}],"generationConfig":{"maxOutputTokens":16}}""", reportsAsItGoes: true);

        Assert.Equal("MAX_TOKENS", (string?)JsonNode.Parse(events[^1])!["candidates"]![0]!["finishReason"]);
    }

    [Fact]
    public async Task A_limit_that_the_gateway_has_clamped_is_watched_as_well()
    {
        // 4.999 dollars are asked for, 1.50 of them at once by another call: what is left is clamped.
        using var other = await SendAsync("/v1/chat/completions", """{"model":"fake-dime","max_tokens":3950,"messages":[{"role":"user","content":"[[tokens=3950]]"}]}""");
        var events = await CutAsync("/v1/chat/completions", """{"model":"fake-dime","stream":true,"max_tokens":4000,"messages":[{"role":"user","content":"[[ignores-limit; tokens=60000; per-event=400; event-delay=1]]"}]}""");

        Assert.Equal(HttpStatusCode.OK, other.StatusCode);
        Assert.Equal("[DONE]", events[^1]);
    }

    /// <summary>
    /// Sends a call that is cut, and checks its line: the bound is settled, or what the provider has reported above it; nothing stays reserved,
    /// the provider is left alone.
    /// </summary>
    private async Task<List<string>> CutAsync(string path, string body, bool reportsAsItGoes = false)
    {
        var budget = (string)(await _admin!.ListAsync("/api/budgets", Ct)).Single()["id"]!;
        var before = InvariantWatch.Money(await _admin.GetAsync($"/api/budgets/{budget}", Ct), "settled");

        using var answer = await SendAsync(path, body);
        var text = await answer.Content.ReadAsStringAsync(Ct);

        Assert.True(answer.IsSuccessStatusCode, text);
        var call = await _admin.CallAsync(answer.Headers.GetValues("x-tollgate-request-id").Single(), Ct);
        var attempt = Assert.Single(call["attempts"]!.AsArray())!;
        var after = await _admin.GetAsync($"/api/budgets/{budget}", Ct);
        Assert.True((string?)attempt["result"] == "cut", call.ToJsonString());
        Assert.Contains("cut", attempt["flags"]!.AsArray().Select(flag => (string?)flag));
        var (cost, bound) = (InvariantWatch.Money(attempt, "cost_usd"), InvariantWatch.Money(attempt, "bound_usd"));
        Assert.Equal(cost > bound, attempt["flags"]!.AsArray().Any(flag => (string?)flag == "above_reserve"));
        Assert.True(reportsAsItGoes || cost == bound, call.ToJsonString());
        Assert.Equal(before + InvariantWatch.Money(attempt, "cost_usd"), InvariantWatch.Money(after, "settled"));
        Assert.Equal(Rational.Zero, InvariantWatch.Money(after, "reserved"));
        Assert.True(SpinWait.SpinUntil(() => _provider!.Running == 0, TimeSpan.FromSeconds(5)), "The provider still writes.");
        return [.. text.Split('\n').Where(line => line.StartsWith("data: ", StringComparison.Ordinal)).Select(line => line[6..].TrimEnd('\r'))];
    }

    private async Task<HttpResponseMessage> SendAsync(string path, string body)
    {
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        return await _http!.PostAsync(path, content, Ct);
    }
}
