using System.IO.Compression;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;

namespace Tollgate.EndToEnd.Bytes;

/// <summary>Bodies that are large, coded, or sent in pieces; and headers that belong to one hop.</summary>
public sealed class BodyTests(ByteFixture fixture) : IClassFixture<ByteFixture>
{
    private const string Chat = "/v1/chat/completions";
    private const int Largest = 32 << 20;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(Chat, """{"model":"fake-chat","max_tokens":5,"messages":[{"role":"user","content":"{0}"}]}""", "/error/code", "request_too_large")]
    [InlineData("/v1/responses", """{"model":"fake-chat","max_output_tokens":16,"input":"{0}"}""", "/error/code", "request_too_large")]
    [InlineData("/v1/messages", """{"model":"fake-claude","max_tokens":5,"messages":[{"role":"user","content":"{0}"}]}""", "/error/type", "request_too_large")]
    [InlineData("/v1beta/models/fake-gemini:generateContent", """{"contents":[{"parts":[{"text":"{0}"}]}]}""", "/error/code", "413")]
    public async Task The_largest_body_passes_and_one_byte_more_is_refused_in_the_dialect(string path, string template, string place, string value)
    {
        var room = Largest - template.Length + 3;
        var before = fixture.Provider.Requests.Count;
        using var whole = await SendAsync(path, template, room, isChunked: false);
        using var larger = await SendAsync(path, template, room + 1, isChunked: false);
        using var chunked = await SendAsync(path, template, room + 1, isChunked: true);

        Assert.NotEqual(HttpStatusCode.RequestEntityTooLarge, whole.StatusCode);
        Assert.Equal(before + 1, fixture.Provider.Requests.Count);
        foreach (var refused in (HttpResponseMessage[])[larger, chunked])
        {
            var text = await refused.Content.ReadAsStringAsync(Ct);
            Assert.Equal(HttpStatusCode.RequestEntityTooLarge, refused.StatusCode);
            Assert.Equal(value, place.Split('/', StringSplitOptions.RemoveEmptyEntries).Aggregate(JsonNode.Parse(text), (node, step) => node![step])!.ToString());
            Assert.Contains("33,554,432", text, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("br")]
    public async Task A_coded_body_reaches_the_provider_decoded(string coding)
    {
        const string Body = """{"model":"fake-chat","messages":[{"role":"user","content":"[[tokens=3]] and so on, and so on, and so on"}]}""";
        using var request = fixture.Request(Chat, "");
        request.Content = new ByteArrayContent(Code(Encoding.UTF8.GetBytes(Body), coding));
        request.Content.Headers.ContentType = new("application/json");
        request.Content.Headers.ContentEncoding.Add(coding);

        using var answer = await fixture.Http.SendAsync(request, Ct);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(Body, fixture.Provider.LastRequest.Text);
        Assert.Null(fixture.Provider.LastRequest.Header("content-encoding"));
    }

    [Fact]
    public async Task A_small_body_that_decodes_into_a_huge_one_is_too_large()
    {
        using var request = fixture.Request(Chat, "");
        request.Content = new ByteArrayContent(Code(new byte[200 << 20], "gzip"));
        request.Content.Headers.ContentEncoding.Add("gzip");

        using var answer = await fixture.Http.SendAsync(request, Ct);

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.StatusCode);
    }

    [Fact]
    public async Task A_coding_that_nobody_reads_is_unsupported()
    {
        using var request = fixture.Request(Chat, "{}");
        request.Content!.Headers.ContentEncoding.Add("zstd");

        using var answer = await fixture.Http.SendAsync(request, Ct);

        Assert.Equal(HttpStatusCode.UnsupportedMediaType, answer.StatusCode);
    }

    [Fact]
    public async Task Headers_of_the_clients_hop_stay_on_it()
    {
        var answer = await RawHttp.SendAsync(
            fixture.Gateway.Setup.Address,
            $"POST {Chat} HTTP/1.1\r\nAuthorization: Bearer {fixture.Key.Key}\r\nContent-Type: application/json\r\nConnection: x-of-this-hop\r\nX-Of-This-Hop: 1\r\n"
            + "TE: trailers\r\nKeep-Alive: timeout=5\r\nProxy-Authorization: Basic eDp5\r\nProxy-Connection: keep-alive\r\nForwarded: for=10.0.0.9\r\nX-Real-IP: 10.0.0.9\r\nOpenAI-Beta: two=v2",
            """{"model":"fake-chat","messages":[{"role":"user","content":"[[tokens=3]]"}]}""", Ct);

        var received = fixture.Provider.LastRequest;
        string[] ofTheHop = ["x-of-this-hop", "te", "keep-alive", "proxy-authorization", "proxy-connection", "connection", "forwarded", "x-real-ip", "transfer-encoding", "trailer"];
        Assert.Equal(200, RawHttp.Status(answer));
        Assert.Empty(received.Headers.Keys.Intersect(ofTheHop, StringComparer.OrdinalIgnoreCase));
        Assert.Equal("two=v2", received.Header("openai-beta"));
    }

    [Fact]
    public async Task Headers_of_the_providers_hop_and_house_stay_there()
    {
        using var request = fixture.Request(Chat, """{"model":"fake-chat","messages":[{"role":"user","content":"[[tokens=3]]"}]}""");

        using var answer = await fixture.Http.SendAsync(request, Ct);

        var names = answer.Headers.Select(header => header.Key.ToLowerInvariant()).ToArray();
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Empty(names.Intersect(["set-cookie", "x-internal-host", "proxy-authenticate"]));
        Assert.Contains("openai-processing-ms", names);
        Assert.Contains("x-ratelimit-remaining-requests", names);
        Assert.Contains("x-tollgate-cost", names);
    }

    [Fact]
    public async Task A_connection_that_wants_to_become_another_one_is_told_that_it_cannot_yet()
    {
        var answer = await RawHttp.SendAsync(
            fixture.Gateway.Setup.Address, $"GET /v1/realtime?model=fake-chat HTTP/1.1\r\nAuthorization: Bearer {fixture.Key.Key}\r\nUpgrade: websocket", "", Ct);

        Assert.Equal(501, RawHttp.Status(answer));
    }

    private static byte[] Code(byte[] plain, string coding)
    {
        using var bytes = new MemoryStream();
        using (Stream coder = coding == "br" ? new BrotliStream(bytes, CompressionLevel.Fastest) : new GZipStream(bytes, CompressionLevel.Fastest))
        {
            coder.Write(plain);
        }

        return bytes.ToArray();
    }

    private async Task<HttpResponseMessage> SendAsync(string path, string template, int padding, bool isChunked)
    {
        using var request = fixture.Request(path, template.Replace("{0}", new string('x', padding), StringComparison.Ordinal));
        request.Headers.TransferEncodingChunked = isChunked ? true : null;
        return await fixture.Http.SendAsync(request, Ct);
    }
}
