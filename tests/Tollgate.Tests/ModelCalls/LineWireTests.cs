using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;

namespace Tollgate.Tests.ModelCalls;

/// <summary>What odd clients and odd providers put on the wire.</summary>
public sealed class LineWireTests(LineFixture line) : IClassFixture<LineFixture>
{
    [Theory]
    [InlineData(204)]
    [InlineData(205)]
    [InlineData(304)]
    public async Task AnAnswerWithoutABodyIsNoAnswerToAModelCall(int status)
    {
        var key = await line.KeyAsync();
        line.Provider.ByHand.Enqueue(http =>
        {
            http.Response.StatusCode = status;
            return Task.CompletedTask;
        });

        using var reply = await line.ChatAsync(key, "tokens=1");

        Assert.Equal(502, (int)reply.StatusCode);
        Assert.Contains("\"error\"", await reply.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task ARouteThatAnswersWithoutContentSaysSo()
    {
        var key = await line.KeyAsync();
        line.Provider.ByHand.Enqueue(http =>
        {
            http.Response.StatusCode = 204;
            return Task.CompletedTask;
        });

        using var reply = await line.PostAsync(key, "/openai/v1/something/new", "{}");

        Assert.Equal(204, (int)reply.StatusCode);
    }

    [Theory]
    [InlineData("?x-api-key=KEY")]
    [InlineData("?a=1&trace=xKEYx")]
    [InlineData("?KEY=1")]
    public async Task AGatewayKeyInTheAddressNeverGoesOn(string query)
    {
        var key = await line.KeyAsync();
        var before = line.Provider.Requests.Count;

        using var reply = await line.PostAsync(key, "/v1/chat/completions" + query.Replace("KEY", key, StringComparison.Ordinal), """{"model":"fake-chat","messages":[{"role":"user","content":"[[tokens=1]] hi"}]}""");

        Assert.Equal(400, (int)reply.StatusCode);
        Assert.Equal(before, line.Provider.Requests.Count);
    }

    [Fact]
    public async Task AnIdempotencyKeyIsOnlyItsSenders()
    {
        var seen = new HashSet<string?>();
        foreach (var key in (string[])[await line.KeyAsync(), await line.KeyAsync()])
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/chat/completions") { Content = new StringContent("""{"model":"fake-chat","messages":[{"role":"user","content":"[[tokens=1]] hi"}]}""", Encoding.UTF8, "application/json") };
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
            request.Headers.Add("Idempotency-Key", "the-same");
            using var reply = await line.Http.SendAsync(request, TestContext.Current.CancellationToken);
            seen.Add(line.Provider.LastRequest.Header("Idempotency-Key"));
        }

        Assert.Equal(2, seen.Count);
        Assert.DoesNotContain("the-same", seen);
        Assert.DoesNotContain(null, seen);
    }

    [Theory]
    [InlineData("FFFFFFFFFFFFFFFF")]
    [InlineData("xyz")]
    public async Task AChunkWithoutASizeIsTheClientsFault(string size)
    {
        var key = await line.KeyAsync();
        using var socket = new TcpClient();
        await socket.ConnectAsync(line.Http.BaseAddress!.Host, line.Http.BaseAddress.Port, TestContext.Current.CancellationToken);
        var stream = socket.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes($"POST /v1/chat/completions HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {key}\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n{size}\r\n{{}}\r\n0\r\n\r\n"), TestContext.Current.CancellationToken);
        var answer = new byte[64];

        var length = await stream.ReadAtLeastAsync(answer, 12, throwOnEndOfStream: false, TestContext.Current.CancellationToken);

        Assert.StartsWith("HTTP/1.1 400", Encoding.ASCII.GetString(answer, 0, length), StringComparison.Ordinal);
    }
}
