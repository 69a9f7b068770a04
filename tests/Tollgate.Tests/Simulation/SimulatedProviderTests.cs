using System.Net;
using System.Text.Json;
using Tollgate.Simulation;

namespace Tollgate.Tests.Simulation;

public sealed class SimulatedProviderTests : IAsyncLifetime
{
    private static readonly SimulationOptions Quick = new() { FirstByteMilliseconds = 0, EventMilliseconds = 0 };
    private readonly HttpClient _http = new();
    private SimulatedProvider? _provider;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _provider = await SimulatedProvider.StartAsync(Quick, TimeProvider.System, Ct);
        _http.BaseAddress = _provider.Address;
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _provider!.DisposeAsync();
    }

    [Theory]
    [InlineData("v1/models", "\"id\":\"gpt-5-mini\"")]
    [InlineData("v1/models?limit=1000", "\"id\":\"claude-sonnet-4-5\"")]
    [InlineData("v1beta/models?pageSize=1000", "\"name\":\"models/gemini-2.5-flash\"")]
    public async Task Its_models_are_listed_so_that_a_test_of_the_provider_passes(string path, string model)
    {
        using var answer = await _http.GetAsync(path, Ct);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Contains(model, await answer.Content.ReadAsStringAsync(Ct), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("v1/chat/completions", """{"model":"m","messages":[]}""")]
    [InlineData("v1/responses", """{"model":"m","input":"x"}""")]
    [InlineData("v1/messages", """{"model":"m","max_tokens":500,"messages":[]}""")]
    [InlineData("v1beta/models/m:generateContent", """{"contents":[]}""")]
    public async Task Every_answer_says_that_it_is_simulated(string path, string body)
    {
        using var answer = await PostAsync(path, body);

        Assert.Equal("true", Assert.Single(answer.Headers.GetValues(SimulatedProvider.Header)));
        Assert.Contains("[simulated]", await answer.Content.ReadAsStringAsync(Ct), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("v1/chat/completions", """{"model":"m","stream":true,"stream_options":{"include_usage":true},"messages":[]}""", "data: [DONE]\n\n", "completion_tokens")]
    [InlineData("v1/responses", """{"model":"m","stream":true,"input":"x"}""", "}\n\n", "output_tokens")]
    [InlineData("v1/messages", """{"model":"m","stream":true,"max_tokens":500,"messages":[]}""", "{\"type\":\"message_stop\"}\n\n", "output_tokens")]
    [InlineData("v1beta/models/m:streamGenerateContent?alt=sse", """{"contents":[]}""", "}\n\n", "candidatesTokenCount")]
    public async Task A_stream_ends_in_its_dialect_and_tells_its_usage(string path, string body, string end, string usage)
    {
        using var answer = await PostAsync(path, body);

        var text = await answer.Content.ReadAsStringAsync(Ct);
        Assert.Equal("text/event-stream", answer.Content.Headers.ContentType?.MediaType);
        Assert.EndsWith(end, text, StringComparison.Ordinal);
        Assert.Contains(usage, text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_output_limit_cuts_the_answer()
    {
        using var answer = await PostAsync("v1/messages", """{"model":"m","max_tokens":5,"messages":[]}""");

        using var json = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(Ct));
        Assert.Equal("max_tokens", json.RootElement.GetProperty("stop_reason").GetString());
        Assert.Equal(5, json.RootElement.GetProperty("usage").GetProperty("output_tokens").GetInt32());
    }

    [Fact]
    public async Task A_prompt_that_was_seen_before_is_read_from_the_cache()
    {
        var body = $$"""{"model":"m","messages":[{"role":"user","content":"{{new string('x', 20_000)}}"}]}""";
        using var first = await PostAsync("v1/chat/completions", body);
        using var second = await PostAsync("v1/chat/completions", body);

        Assert.Equal(0, await CachedAsync(first));
        Assert.Equal(4_096, await CachedAsync(second));
    }

    [Theory]
    [InlineData("v1/chat/completions", "no json")]
    [InlineData("v1/files", "{}")]
    public async Task What_it_does_not_know_is_not_found(string path, string body)
    {
        using var answer = await PostAsync(path, body);

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    private static async Task<int> CachedAsync(HttpResponseMessage answer)
    {
        using var json = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(Ct));
        return json.RootElement.GetProperty("usage").GetProperty("prompt_tokens_details").GetProperty("cached_tokens").GetInt32();
    }

    private async Task<HttpResponseMessage> PostAsync(string path, string body)
    {
        using var content = new StringContent(body);
        return await _http.PostAsync(new Uri(path, UriKind.Relative), content, Ct);
    }
}
