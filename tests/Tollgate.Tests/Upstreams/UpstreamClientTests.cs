using Microsoft.AspNetCore.Http;
using Tollgate.Core;
using Tollgate.Dialects.Requests;
using Tollgate.Upstreams;
using Tollgate.Upstreams.Sending;

namespace Tollgate.Tests.Upstreams;

public sealed class UpstreamClientTests : IAsyncDisposable
{
    private readonly UpstreamClient _client = new(TimeProvider.System);
    private readonly UpstreamAddress _addresses = new();
    private readonly List<string> _seen = [];
    private readonly RawServer _server;
    private string _answer = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}";

    public UpstreamClientTests() => _server = new RawServer(async connection =>
    {
        while (await connection.ReadRequestAsync() is { } request)
        {
            _seen.Add(request);
            await connection.SendAsync(_answer);
        }
    });

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task ARequest_CarriesTheKeyAndWhatMayPass_AndNothingElse()
    {
        var headers = new HeaderDictionary
        {
            ["Authorization"] = "Bearer tg-client-key",
            ["x-api-key"] = "tg-client-key",
            ["x-tollgate-agent"] = "a",
            ["Cookie"] = "session=1",
            ["X-Forwarded-For"] = "10.0.0.1",
            ["traceparent"] = "00-1-1-00",
            ["Content-Type"] = "application/json",
            ["User-Agent"] = "OpenAI/Python 2.1",
            ["OpenAI-Organization"] = "org-1",
            ["OpenAI-Project"] = "proj-1",
            ["Connection"] = "keep-alive, OpenAI-Project",
            ["Accept-Encoding"] = "gzip, deflate, br, zstd",
            ["Transfer-Encoding"] = "chunked",
        };

        var request = await SendAsync("openai", headers);

        Assert.Equal(
            """
            POST /chat/completions HTTP/1.1
            Host: H
            User-Agent: OpenAI/Python 2.1
            OpenAI-Organization: org-1
            Accept-Encoding: gzip, br
            Authorization: Bearer sk-upstream-secret-0001
            Content-Type: application/json
            Content-Length: 13

            {"model":"m"}
            """,
            request);
    }

    [Theory]
    [InlineData("a\r\nX-Injected: 1")]
    [InlineData("a\nX-Injected: 1")]
    [InlineData("a\0b")]
    [InlineData("a\u007f")]
    [InlineData("ünïcode")]
    [InlineData("\u202Egnirts")]
    public async Task AHostileHeaderValue_IsLeftOutWhole(string value)
    {
        var request = await SendAsync("openai", new HeaderDictionary { ["OpenAI-Beta"] = value, ["User-Agent"] = "ok" });

        Assert.DoesNotContain("Injected", request, StringComparison.Ordinal);
        Assert.DoesNotContain("OpenAI-Beta", request, StringComparison.Ordinal);
        Assert.Contains("User-Agent: ok", request, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AHostileContentType_IsReplaced()
    {
        var request = await SendAsync("openai", new HeaderDictionary { ["Content-Type"] = "text/plain\r\nX-Injected: 1" });

        Assert.Contains("Content-Type: application/json\n", request, StringComparison.Ordinal);
        Assert.DoesNotContain("Injected", request, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("anthropic", Surface.Messages, "x-api-key: sk-upstream-secret-0001")]
    [InlineData("anthropic", Surface.ChatCompletions, "Authorization: Bearer sk-upstream-secret-0001")]
    [InlineData("gemini", Surface.GenerateContent, "x-goog-api-key: sk-upstream-secret-0001")]
    [InlineData("gemini", Surface.ChatCompletions, "Authorization: Bearer sk-upstream-secret-0001")]
    [InlineData("azure", Surface.ChatCompletions, "api-key: sk-upstream-secret-0001")]
    [InlineData("mistral", Surface.ChatCompletions, "Authorization: Bearer sk-upstream-secret-0001")]
    public async Task TheKey_TravelsAsTheProviderTakesIt(string kind, Surface surface, string line)
    {
        var request = await SendAsync(kind, [], surface);

        Assert.Contains(line + "\n", request, StringComparison.Ordinal);
        Assert.Equal(request.IndexOf("sk-upstream", StringComparison.Ordinal), request.LastIndexOf("sk-upstream", StringComparison.Ordinal));
    }

    [Fact]
    public async Task TheVersionHeader_IsTheClients_OrTheCatalogues()
    {
        Assert.Contains("anthropic-version: 2026-10-21\n", await SendAsync("anthropic", new HeaderDictionary { ["anthropic-version"] = "2026-10-21" }, Surface.Messages), StringComparison.Ordinal);
        Assert.Contains("anthropic-version: 2023-06-01\n", await SendAsync("anthropic", [], Surface.Messages), StringComparison.Ordinal);
    }

    [Fact]
    public async Task AStream_IsAskedForUncompressed() =>
        Assert.Contains("Accept-Encoding: identity\n", await SendAsync("openai", new HeaderDictionary { ["Accept-Encoding"] = "gzip" }, streamed: true), StringComparison.Ordinal);

    [Fact]
    public async Task ClientCredentials_ReplaceTheKey()
    {
        var deployment = Deployments.At(_server.Address, "anthropic", null) with { Credentials = CredentialSource.Client };
        await using var exchange = await _client.SendAsync(Call(deployment, Surface.Messages) with { ClientAuthorization = "Bearer subscription" }, TestContext.Current.CancellationToken);
        await DrainAsync(exchange);

        Assert.Contains("Authorization: Bearer subscription\r\n", _seen[^1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task ARedirect_IsAnAnswer_NotAWay()
    {
        _answer = "HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:1/\r\nSet-Cookie: a=b\r\nContent-Length: 0\r\n\r\n";

        await using var exchange = await _client.SendAsync(Call(Deployments.At(_server.Address, "openai", "k")), TestContext.Current.CancellationToken);
        var client = new HeaderDictionary();
        ReplyHeaders.Copy(exchange.Response!, exchange.Deployment.Catalogue, client);

        Assert.Equal(302, exchange.Status);
        Assert.Single(_seen);
        Assert.Empty(client);
    }

    [Fact]
    public async Task ACookie_IsNotKept()
    {
        _answer = "HTTP/1.1 200 OK\r\nSet-Cookie: a=b\r\nContent-Length: 2\r\n\r\n{}";

        await SendAsync("openai", []);
        var second = await SendAsync("openai", []);

        Assert.DoesNotContain("Cookie", second, StringComparison.OrdinalIgnoreCase);
        Assert.Equal(1, _server.Connections);
    }

    [Fact]
    public async Task CodedBytes_PassUnchanged()
    {
        _answer = "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nX-Request-Id: req_1\r\nRetry-After: 3\r\nX-Secret: 1\r\nContent-Length: 4\r\n\r\n\x1f\x8b\x08\x00";

        await using var exchange = await _client.SendAsync(Call(Deployments.At(_server.Address, "openai", "k")), TestContext.Current.CancellationToken);
        var client = new HeaderDictionary();
        ReplyHeaders.Copy(exchange.Response!, exchange.Deployment.Catalogue, client);

        Assert.Equal([0x1f, 0x8b, 0x08, 0x00], await DrainAsync(exchange));
        Assert.Equal(["content-encoding", "retry-after", "x-request-id"], client.Keys.Select(key => key.ToLowerInvariant()).Order(StringComparer.Ordinal));
        Assert.Null(exchange.RetryAfter);
    }

    [Theory]
    [InlineData("Retry-After: 7", 7.0)]
    [InlineData("Retry-After: 1.5", 1.5)]
    [InlineData("retry-after-ms: 250\r\nRetry-After: 7", 0.25)]
    [InlineData("Retry-After: -5", null)]
    [InlineData("Retry-After: soon", null)]
    [InlineData("Retry-After: 99999999999999999999", null)]
    [InlineData("Retry-After: Sat, 01 Jan 2000 00:00:00 GMT", 0.0)]
    [InlineData("X-Other: 1", null)]
    public async Task RetryAfter_IsReadInEverySpelling(string header, double? seconds)
    {
        _answer = $"HTTP/1.1 429 Too Many Requests\r\n{header}\r\nContent-Length: 0\r\n\r\n";

        await using var exchange = await _client.SendAsync(Call(Deployments.At(_server.Address, "openai", "k")), TestContext.Current.CancellationToken);

        Assert.Equal(seconds is { } value ? TimeSpan.FromSeconds(value) : null, exchange.RetryAfter);
        Assert.True(UpstreamFaults.CanRetry(exchange.Status));
    }

    [Fact]
    public async Task ABodyWithSplices_ArrivesAsOne()
    {
        var body = """{"model":"old","stream":true}"""u8.ToArray();
        var splices = new Splices();
        splices.Replace(new Slice(10, 3), "a-new-name"u8);
        splices.Insert(1, "\"max_tokens\":5,"u8);
        var deployment = Deployments.At(_server.Address, "openai", "k");

        await using var exchange = await _client.SendAsync(Call(deployment) with { Content = new RequestContent(body, splices) }, TestContext.Current.CancellationToken);

        Assert.EndsWith("\r\n\r\n{\"max_tokens\":5,\"model\":\"a-new-name\",\"stream\":true}", _seen[^1], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("?beta=true", "?beta=true")]
    [InlineData("beta=true&key=tg-1", "?beta=true")]
    [InlineData("?key=tg-1", "")]
    [InlineData("?%6b%65y=tg-1&alt=sse", "?alt=sse")]
    [InlineData("?KEY=tg-1", "")]
    [InlineData("?access_token=x&a=b", "?a=b")]
    [InlineData("?a=b&&c=d", "?a=b&c=d")]
    [InlineData("?a=b c", "")]
    [InlineData("?a=é", "")]
    [InlineData("?x-tollgate-agent=1&a", "?a")]
    [InlineData("", "")]
    [InlineData(null, "")]
    public void TheQuery_KeepsNoKey(string? query, string kept) => Assert.Equal(kept, QueryText.Clean(query, null));

    [Fact]
    public void AQueryKey_IsTheAccounts() => Assert.Equal("?a=b&key=s%26k", QueryText.Clean("?a=b&key=tg-1", new Secret("s&k")));

    [Theory]
    [InlineData("gpt-5", "/v1beta/models/gpt-5:generateContent")]
    [InlineData("../../files", "/v1beta/models/..%2F..%2Ffiles:generateContent")]
    [InlineData("a?b#c", "/v1beta/models/a%3Fb%23c:generateContent")]
    public void AModelInAPath_StaysOneSegment(string model, string path)
    {
        var deployment = Deployments.At(new Uri("https://host"), "gemini", "k");

        Assert.Equal("https://host" + path, _addresses.Of(deployment, Surface.GenerateContent, false, model, null, null).OriginalString);
    }

    [Theory]
    [InlineData("gzip, deflate, br, zstd", "gzip, br")]
    [InlineData("gzip;q=0, br", "br")]
    [InlineData("*", "gzip, br")]
    [InlineData("*;q=0", "identity")]
    [InlineData("br;q=0.5", "br")]
    [InlineData("zstd", "identity")]
    [InlineData("gzip;q=0.0, *", "br")]
    [InlineData("", "identity")]
    [InlineData(null, "identity")]
    public void AcceptEncoding_IsOursAndTheClients(string? client, string sent)
    {
        Assert.Equal(sent, AcceptEncoding.For(client, isStreamed: false));
        Assert.Equal("identity", AcceptEncoding.For(client, isStreamed: true));
    }

    private UpstreamCall Call(Deployment deployment, Surface surface = Surface.ChatCompletions) => new()
    {
        Deployment = deployment,
        Surface = surface,
        Address = _addresses.Of(deployment, surface, false, "m", null, null),
        Content = new RequestContent("""{"model":"m"}"""u8.ToArray()),
    };

    private async Task<string> SendAsync(string kind, HeaderDictionary headers, Surface surface = Surface.ChatCompletions, bool streamed = false)
    {
        var call = Call(Deployments.At(_server.Address, kind, "sk-upstream-secret-0001"), surface) with { ClientHeaders = headers, IsStreamed = streamed };
        await using var exchange = await _client.SendAsync(call, TestContext.Current.CancellationToken);
        await DrainAsync(exchange);
        return _seen[^1].ReplaceLineEndings("\n").Replace(_server.Address.Authority, "H", StringComparison.Ordinal);
    }

    private static async Task<byte[]> DrainAsync(UpstreamExchange exchange)
    {
        var bytes = new List<byte>();
        var buffer = new byte[256];
        for (var read = await exchange.ReadAsync(buffer); !read.IsEnd; read = await exchange.ReadAsync(buffer))
        {
            bytes.AddRange(buffer.AsSpan(0, read.Bytes));
        }

        return [.. bytes];
    }
}
