using System.IO.Compression;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;

namespace Tollgate.Tests.ModelCalls;

/// <summary>Answers that are larger than anything the gateway keeps.</summary>
public sealed class LineLargeTests(LineFixture line) : IClassFixture<LineFixture>
{
    private const string Budget = """
        "budgets":[{"limit_usd":"50.00","window":"day"}]
        """;

    [Fact]
    public async Task ALargeAnswerIsRelayedWholeAndItsBillIsUncertain()
    {
        const int pieces = 70;
        var key = await line.KeyAsync(Budget);
        var piece = new byte[1 << 20];
        Array.Fill(piece, (byte)'y');
        line.Provider.ByHand.Enqueue(async http =>
        {
            http.Response.ContentType = "application/json";
            for (var i = 0; i < pieces; i++)
            {
                await http.Response.Body.WriteAsync(piece);
            }
        });

        using var reply = await line.ChatAsync(key, "tokens=1", "\"max_tokens\":100");

        await using var body = await reply.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken);
        Assert.Equal((long)pieces << 20, await CountAsync(body));
        var call = await line.CallAsync(reply);
        Assert.Equal("completed", call["result"]!.GetValue<string>());
        Assert.Contains("estimated", call["attempts"]![0]!["flags"]!.ToJsonString(), StringComparison.Ordinal);
        Assert.NotEqual("0.00", call["uncertain_usd"]!.GetValue<string>());
    }

    [Fact]
    public async Task ALargeAnswerThatBreaksNeverLooksWhole()
    {
        var key = await line.KeyAsync();
        var piece = new byte[1 << 20];
        var isUnderWay = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        line.Provider.ByHand.Enqueue(async http =>
        {
            for (var i = 0; i < 66; i++)
            {
                await http.Response.Body.WriteAsync(piece);
            }

            // Broken before the client has its head, it would be a refusal instead.
            await isUnderWay.Task;
            http.Abort();
        });

        using var reply = await line.ChatAsync(key, "tokens=1");
        isUnderWay.SetResult();

        await using var body = await reply.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken);
        await Assert.ThrowsAnyAsync<IOException>(() => CountAsync(body));
        Assert.Equal("broken", (await line.CallAsync(reply))["result"]!.GetValue<string>());
    }

    [Fact]
    public async Task ASmallAnswerThatUnpacksToAGiantIsPassedOnAndEstimated()
    {
        var key = await line.KeyAsync(Budget);
        using var packed = new MemoryStream();
        await using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            var blank = new byte[1 << 20];
            Array.Fill(blank, (byte)' ');
            for (var i = 0; i < 100; i++)
            {
                await gzip.WriteAsync(blank, TestContext.Current.CancellationToken);
            }

            await gzip.WriteAsync(Encoding.UTF8.GetBytes("""{"usage":{"prompt_tokens":1,"completion_tokens":1}}"""), TestContext.Current.CancellationToken);
        }

        line.Provider.ByHand.Enqueue(http =>
        {
            http.Response.ContentType = "application/json";
            http.Response.Headers.ContentEncoding = "gzip";
            return http.Response.Body.WriteAsync(packed.ToArray()).AsTask();
        });
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/chat/completions") { Content = new StringContent("""{"model":"fake-chat","max_tokens":100,"messages":[{"role":"user","content":"hi"}]}""", Encoding.UTF8, "application/json") };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
        request.Headers.AcceptEncoding.ParseAdd("gzip");

        using var reply = await line.Http.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(packed.ToArray(), await reply.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
        JsonNode call = await line.CallAsync(reply);
        Assert.Contains("estimated", call["attempts"]![0]!["flags"]!.ToJsonString(), StringComparison.Ordinal);
        Assert.NotEqual("0.00", call["uncertain_usd"]!.GetValue<string>());
    }

    private static async Task<long> CountAsync(Stream body)
    {
        var buffer = new byte[1 << 16];
        var total = 0L;
        int read;
        while ((read = await body.ReadAsync(buffer, TestContext.Current.CancellationToken)) > 0)
        {
            total += read;
        }

        return total;
    }
}
