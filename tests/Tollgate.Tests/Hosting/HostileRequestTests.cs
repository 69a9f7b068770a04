using System.Net.Sockets;
using System.Text;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Tollgate.Hosting;
using Tollgate.Hosting.Settings;
using Tollgate.Tests.ModelCalls;

namespace Tollgate.Tests.Hosting;

/// <summary>Heads and bodies that want memory or time. What they get is a refusal, and their connection its end.</summary>
public sealed class HostileRequestTests : IAsyncLifetime
{
    private readonly LineFixture _line = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => _line.InitializeAsync();

    public ValueTask DisposeAsync() => _line.DisposeAsync();

    [Fact]
    public void HeadsMustComeAtOnce_AndBodiesKeepComing()
    {
        var kestrel = new KestrelServerOptions();
        Listening.Configure(kestrel, new TollgateSettings());

        Assert.InRange(kestrel.Limits.RequestHeadersTimeout, TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(15));
        Assert.InRange(kestrel.Limits.MinRequestBodyDataRate!.BytesPerSecond, 100, double.MaxValue);
        Assert.InRange(kestrel.Limits.MaxRequestHeadersTotalSize, 1, 32 * 1024);
        Assert.InRange(kestrel.Limits.MaxRequestHeaderCount, 1, 100);
        Assert.InRange(kestrel.Limits.Http2.MaxStreamsPerConnection, 1, 100);
    }

    [Theory]
    [InlineData("/api/keys")]
    [InlineData("/v1/chat/completions")]
    public async Task ManyHeaders_AreRefused(string path) =>
        Assert.Equal(431, await StatusAsync($"POST {path} HTTP/1.1\r\nHost: a\r\n{string.Concat(Enumerable.Range(0, 150).Select(i => $"x-{i}: y\r\n"))}\r\n"));

    [Theory]
    [InlineData("/api/keys")]
    [InlineData("/v1/chat/completions")]
    public async Task LongHeaders_AreRefused(string path) =>
        Assert.Equal(431, await StatusAsync($"POST {path} HTTP/1.1\r\nHost: a\r\nx-long: {new string('a', 40_000)}\r\n\r\n"));

    [Fact]
    public async Task ALongAddress_IsRefused() => Assert.Equal(414, await StatusAsync($"GET /{new string('a', 10_000)} HTTP/1.1\r\nHost: a\r\n\r\n"));

    [Fact]
    public async Task ABodyOfTheAdminApiThatNeverEnds_IsRefusedAtOneMegabyte()
    {
        using var client = new TcpClient();
        await client.ConnectAsync(_line.Http.BaseAddress!.Host, _line.Http.BaseAddress!.Port, Ct);
        await using var stream = client.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes($"POST /api/keys HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer {LineFixture.AdminKey}\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n"), Ct);
        var chunk = Encoding.ASCII.GetBytes($"10000\r\n{new string('[', 65_536)}\r\n");
        var reading = ReadStatusAsync(stream);
        try
        {
            for (var i = 0; i < 64 && !reading.IsCompleted; i++)
            {
                await stream.WriteAsync(chunk, Ct);
            }
        }
        catch (IOException)
        {
            // The server hung up: what it said before is what counts.
        }

        Assert.Equal(413, await reading);
    }

    [Theory]
    [InlineData(60, 400)]
    [InlineData(70, 400)]
    [InlineData(200_000, 400)]
    public async Task DeepJson_IsRefusedByTheAdminApi(int depth, int status)
    {
        var body = $"{{\"name\":{new string('[', depth)}{new string(']', depth)}}}";

        Assert.Equal(status, await StatusAsync($"POST /api/keys HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer {LineFixture.AdminKey}\r\nContent-Type: application/json\r\nContent-Length: {body.Length}\r\n\r\n{body}"));
    }

    [Theory]
    [InlineData("POST /api/keys HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n")]
    [InlineData("POST /api/keys HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nhello")]
    [InlineData("POST /api/keys HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n")]
    [InlineData("GET /api/hello HTTP/1.1\r\n\r\n")]
    [InlineData("GET /api/hello HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n")]
    [InlineData("GET /api/hello HTTP/1.1\r\nHost: a\r\nbad header\r\n\r\n")]
    [InlineData("\0\0\0\0\r\n\r\n")]
    public async Task AHeadThatTwoReadersWouldReadDifferently_IsRefused(string head) => Assert.InRange(await StatusAsync(head), 400, 499);

    private async Task<int> StatusAsync(string request)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(_line.Http.BaseAddress!.Host, _line.Http.BaseAddress!.Port, Ct);
        await using var stream = client.GetStream();
        try
        {
            await stream.WriteAsync(Encoding.ASCII.GetBytes(request), Ct);
        }
        catch (IOException)
        {
            // The server hung up before it had read everything.
        }

        return await ReadStatusAsync(stream);
    }

    private static async Task<int> ReadStatusAsync(NetworkStream stream)
    {
        var head = new byte[12];
        await stream.ReadExactlyAsync(head, Ct);
        return int.Parse(Encoding.ASCII.GetString(head, 9, 3), System.Globalization.CultureInfo.InvariantCulture);
    }
}
