using System.IO.Compression;
using System.Net;
using System.Text;
using System.Text.Json;
using Tollgate.EndToEnd.Gateway;

namespace Tollgate.EndToEnd.Bytes;

/// <summary>Bytes stay bytes, both ways, through the real binary.</summary>
public sealed class ByteTests(ByteFixture fixture) : IClassFixture<ByteFixture>
{
    private const string UsageMember = "\"stream_options\":{\"include_usage\":true}";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public static TheoryData<string, string> Bodies => new()
    {
        { "/v1/chat/completions", """{ "model" : "fake-chat",  "x_unknown": [1.0e0, 1E2, "\u00e9\/"], "messages":[ {"role":"user","content":"h\u0069 [[tokens=30]]"} ] , "temperature":0.70 }""" },
        { "/v1/responses", """{"input":"hi [[tokens=30]]","store":false,"model":"fake-chat","unknown":{"b":2,"a":1}}""" },
        { "/v1/messages", """{"max_tokens":1024,"model":"fake-claude","messages":[{"role":"user","content":[{"type":"text","text":"h\u00e9 [[tokens=30]]","cache_control":{"type":"ephemeral"}}]}],"tools":[]}""" },
        { "/v1beta/models/fake-gemini:generateContent", """{"contents":[{"parts":[{"text":"hi [[tokens=30]]"}]}],"safety_settings":[],"generationConfig":{"topK":1.0}}""" },
        { "/v1/models/fake-gemini:streamGenerateContent", """{"contents":[{"parts":[{"text":"hi [[tokens=30]]"}]}]}""" },
        { "/v1/models/fake-gemini:streamGenerateContent?alt=sse", """{"contents":[{"parts":[{"text":"hi [[tokens=30]]"}]}]}""" },
        { "/v1/messages", """{"max_tokens":1024,"stream":true,"model":"fake-claude","messages":[{"role":"user","content":"[[tokens=30]]"}]}""" },
        { "/v1/responses", """{"input":"[[tokens=30]]","store":false,"stream":true,"model":"fake-chat"}""" },
        { "/v1/chat/completions", """{"model":"fake-chat","stream":true,"stream_options":{"include_usage":true},"messages":[{"role":"user","content":"[[tokens=30]]"}]}""" },
    };

    [Theory]
    [MemberData(nameof(Bodies))]
    public async Task The_provider_gets_the_clients_bytes_and_the_client_the_providers(string path, string body)
    {
        using var answer = await PostAsync(path, body);

        var received = await answer.Content.ReadAsByteArrayAsync(Ct);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(body, fixture.Provider.LastRequest.Text);
        Assert.Equal(path, fixture.Provider.LastRequest.Target);
        Assert.Equal(Text(fixture.LastAnswer), Text(received));
    }

    [Fact]
    public async Task A_chat_stream_without_usage_is_asked_for_it_and_the_client_does_not_see_the_difference()
    {
        const string Body = """{"model":"fake-chat", "stream":true,"messages":[{"role":"user","content":"[[tokens=30]]"}]}""";

        using var answer = await PostAsync("/v1/chat/completions", Body);

        var received = Text(await answer.Content.ReadAsByteArrayAsync(Ct));
        var sent = fixture.Provider.LastRequest.Text;
        var events = Text(fixture.LastAnswer).Split("\n\n", StringSplitOptions.RemoveEmptyEntries);
        Assert.Contains(UsageMember, sent, StringComparison.Ordinal);
        Assert.Equal(Body, sent.Replace(UsageMember + ",", "", StringComparison.Ordinal).Replace("," + UsageMember, "", StringComparison.Ordinal));
        Assert.Equal(string.Concat(events.Where(item => !item.Contains("\"choices\":[]", StringComparison.Ordinal)).Select(item => item + "\n\n")), received);
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("br")]
    public async Task A_coded_answer_passes_unchanged_and_is_metered(string coding)
    {
        using var request = Request("/v1/chat/completions", $$"""{"model":"fake-chat","messages":[{"role":"user","content":"[[tokens=30; coding={{coding}}]]"}]}""");
        request.Headers.Add("accept-encoding", coding);

        using var answer = await fixture.Http.SendAsync(request, Ct);

        await using var coded = await answer.Content.ReadAsStreamAsync(Ct);
        await using Stream plain = coding == "br" ? new BrotliStream(coded, CompressionMode.Decompress) : new GZipStream(coded, CompressionMode.Decompress);
        using var bytes = new MemoryStream();
        await plain.CopyToAsync(bytes, Ct);
        Assert.Equal(coding, Assert.Single(answer.Content.Headers.ContentEncoding));
        Assert.Equal(Text(fixture.LastAnswer), Text(bytes.ToArray()));
        var call = await fixture.Admin.CallAsync(answer.Headers.GetValues("x-tollgate-request-id").Single(), Ct);
        Assert.Equal(30, (long)call["usage"]!["output"]!);
    }

    [Fact]
    public async Task A_chunked_upload_that_waits_for_100_continue_arrives_whole()
    {
        var text = $$"""{"model":"fake-chat","messages":[{"role":"user","content":"{{new string('x', 300_000)}} [[tokens=3]]"}]}""";
        using var request = Request("/v1/chat/completions", text);
        request.Headers.TransferEncodingChunked = true;
        request.Headers.ExpectContinue = true;

        using var answer = await fixture.Http.SendAsync(request, Ct);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(text, fixture.Provider.LastRequest.Text);
    }

    [Fact]
    public async Task Events_reach_the_client_while_the_provider_still_writes()
    {
        using var request = Request("/v1/messages", """{"max_tokens":1024,"stream":true,"model":"fake-claude","messages":[{"role":"user","content":"[[tokens=50; event-delay=100]]"}]}""");

        var start = TimeProvider.System.GetTimestamp();
        using var answer = await fixture.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Ct);
        await using var body = await answer.Content.ReadAsStreamAsync(Ct);
        _ = await body.ReadAsync(new byte[4_096], Ct);
        var first = TimeProvider.System.GetElapsedTime(start);
        await body.CopyToAsync(Stream.Null, Ct);
        var all = TimeProvider.System.GetElapsedTime(start);

        Assert.True(all.TotalMilliseconds > 1_000, $"{all}");
        Assert.True(first < all / 3, $"first after {first}, all after {all}");
    }

    [Fact]
    public async Task Provider_headers_pass_and_gateway_and_hop_headers_do_not()
    {
        using var request = Request("/v1/messages", """{"max_tokens":1024,"model":"fake-claude","messages":[{"role":"user","content":"[[tokens=3]]"}]}""");
        request.Headers.Add("anthropic-beta", "one-2026-01-01,two-2026-01-01");
        request.Headers.Add("cookie", "session=secret");
        request.Headers.Add("x-tollgate-agent", "tester");
        request.Headers.Add("x-forwarded-for", "10.1.1.1");

        using var answer = await fixture.Http.SendAsync(request, Ct);

        var received = fixture.Provider.LastRequest;
        Assert.Equal("2023-06-01", received.Header("anthropic-version"));
        Assert.Equal("one-2026-01-01,two-2026-01-01", received.Header("anthropic-beta"));
        Assert.Equal(GatewaySetup.ProviderKeys["anthropic"], received.Header("x-api-key"));
        Assert.DoesNotContain(received.Headers.Keys, name => name.StartsWith("x-tollgate", StringComparison.OrdinalIgnoreCase) || name is "cookie" or "x-forwarded-for");
        Assert.DoesNotContain(received.Headers.Values, value => value.Contains(fixture.Key.Key, StringComparison.Ordinal));
        Assert.True(answer.Headers.Contains("anthropic-organization-id") || answer.Headers.Contains("request-id"));
    }

    [Theory]
    [InlineData("[[status=429; retry-after=7]]", 429)]
    [InlineData("[[status=400]]", 400)]
    [InlineData("[[status=503]]", 503)]
    public async Task An_error_of_the_provider_passes_with_status_body_and_retry_after(string prompt, int status)
    {
        using var answer = await PostAsync("/v1/messages", $$"""{"max_tokens":1024,"model":"fake-claude","messages":[{"role":"user","content":"{{prompt}}"}]}""");

        using var json = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(Ct));
        Assert.Equal(status, (int)answer.StatusCode);
        Assert.Equal("error", json.RootElement.GetProperty("type").GetString());
        Assert.Equal(status == 429 ? TimeSpan.FromSeconds(7) : null, answer.Headers.RetryAfter?.Delta);
    }

    [Fact]
    public async Task A_prompt_of_thirty_megabytes_passes_and_one_of_forty_is_too_large()
    {
        using var large = await PostAsync("/v1/chat/completions", Padded(30 << 20));
        using var tooLarge = await PostAsync("/v1/chat/completions", Padded(40 << 20));

        Assert.NotEqual(HttpStatusCode.RequestEntityTooLarge, large.StatusCode);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, tooLarge.StatusCode);
    }

    private static string Padded(int bytes) => $$"""{"model":"fake-chat","messages":[{"role":"user","content":"{{new string('x', bytes)}}"}],"max_tokens":5}""";

    private static string Text(byte[] bytes) => Encoding.UTF8.GetString(bytes);

    private HttpRequestMessage Request(string path, string body) => fixture.Request(path, body);

    private async Task<HttpResponseMessage> PostAsync(string path, string body)
    {
        using var request = Request(path, body);
        return await fixture.Http.SendAsync(request, Ct);
    }
}
