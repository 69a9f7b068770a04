using System.Net;
using System.Text.Json.Nodes;

namespace Tollgate.Tests.ModelCalls;

/// <summary>The served path, with nothing replaced but the provider.</summary>
public sealed class LineTests(LineFixture line) : IClassFixture<LineFixture>
{
    [Fact]
    public async Task APlainCallGivesTheProvidersBytesAndTheExactCost()
    {
        var key = await line.KeyAsync();

        using var reply = await line.ChatAsync(key, "mark=plain-1; tokens=40");

        var body = await reply.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, reply.StatusCode);
        Assert.Equal(line.Provider.AnswerOf(JsonNode.Parse(body)!["id"]!.GetValue<string>()), body);
        var call = await line.CallAsync(reply);
        Assert.Equal(40, call["output_tokens"]!.GetValue<long>());
        Assert.Equal(reply.Headers.GetValues("x-tollgate-cost").First(), call["cost_usd"]!.GetValue<string>());
        var nanos = decimal.Parse(call["cost_usd"]!.GetValue<string>(), System.Globalization.CultureInfo.InvariantCulture) * 1_000_000_000m;
        Assert.Equal(decimal.Ceiling((call["input_tokens"]!.GetValue<long>() * 2500m) + (40 * 10000m)), nanos);
    }

    [Theory]
    [InlineData("/v1/chat/completions", """{"model":"fake-chat","stream":true,"messages":[{"role":"user","content":"[[tokens=30]] hi"}]}""", "data: [DONE]")]
    [InlineData("/v1/messages", """{"model":"fake-claude","max_tokens":100,"stream":true,"messages":[{"role":"user","content":"[[tokens=30]] hi"}]}""", "message_stop")]
    [InlineData("/v1/responses", """{"model":"fake-chat","stream":true,"input":"[[tokens=30]] hi"}""", "response.completed")]
    [InlineData("/v1beta/models/fake-gemini:streamGenerateContent?alt=sse", """{"contents":[{"role":"user","parts":[{"text":"[[tokens=30]] hi"}]}]}""", "STOP")]
    public async Task AStreamEndsInItsDialectAndIsSettledByItsOwnReport(string path, string body, string end)
    {
        var key = await line.KeyAsync("""
            "budgets":[{"limit_usd":"50.00","window":"day"}]
            """);

        using var reply = await line.PostAsync(key, path, body);

        var text = await reply.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True(reply.IsSuccessStatusCode, text);
        Assert.Contains(end, text, StringComparison.Ordinal);
        var call = await line.CallAsync(reply);
        Assert.Equal("completed", call["result"]!.GetValue<string>());
        Assert.Equal(30, call["output_tokens"]!.GetValue<long>());
        Assert.Equal("0.00", call["uncertain_usd"]!.GetValue<string>());
    }

    [Fact]
    public async Task TheUsageChunkThatOnlyTheGatewayAskedForIsKeptFromTheClient()
    {
        var key = await line.KeyAsync();

        using var reply = await line.ChatAsync(key, "tokens=10", "\"stream\":true");

        Assert.DoesNotContain("\"choices\":[]", await reply.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("fault=reset", 502, "broken")]
    [InlineData("fault=hang", 504, "timed_out")]
    [InlineData("status=400", 400, "upstream_error")]
    [InlineData("status=429; retry-after=7", 429, "upstream_error")]
    [InlineData("status=500", 500, "upstream_error")]
    [InlineData("status=529", 529, "upstream_error")]
    public async Task AFailureOfTheProviderHasADefinedAnswerAndARow(string directives, int status, string result)
    {
        var key = await line.KeyAsync();

        using var reply = await line.ChatAsync(key, directives);

        Assert.Equal(status, (int)reply.StatusCode);
        Assert.Equal(result, (await line.CallAsync(reply))["result"]!.GetValue<string>());
        Assert.Equal(directives.Contains("retry-after", StringComparison.Ordinal), reply.Headers.Contains("retry-after"));
    }

    [Theory]
    [InlineData("fault=reset-mid; tokens=60")]
    [InlineData("fault=end-mid; tokens=60")]
    [InlineData("fault=stall; tokens=60")]
    public async Task AStreamThatBreaksSaysSoAndItsUncertaintyIsKept(string directives)
    {
        var key = await line.KeyAsync("""
            "budgets":[{"limit_usd":"50.00","window":"day"}]
            """);

        using var reply = await line.ChatAsync(key, directives, "\"stream\":true,\"max_tokens\":100");

        var text = await reply.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.Contains("\"error\"", text, StringComparison.Ordinal);
        Assert.DoesNotContain("[DONE]", text, StringComparison.Ordinal);
        var call = await line.CallAsync(reply);
        Assert.NotEqual("0.00", call["uncertain_usd"]!.GetValue<string>());
        Assert.Contains("estimated", call["flags"]!.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task ATruncatedAnswerIsPassedOnAndPricedByEstimate()
    {
        var key = await line.KeyAsync();

        using var reply = await line.ChatAsync(key, "fault=truncate");

        Assert.Equal(HttpStatusCode.OK, reply.StatusCode);
        Assert.Contains("estimated", (await line.CallAsync(reply))["flags"]!.ToJsonString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("br")]
    public async Task ACodedAnswerIsMeteredAndPassedOnAsItIs(string coding)
    {
        var key = await line.KeyAsync();
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/chat/completions") { Content = new StringContent($$"""{"model":"fake-chat","messages":[{"role":"user","content":"[[coding={{coding}}; tokens=20]] hi"}]}""") };
        request.Headers.Add("x-api-key", key);
        request.Headers.Add("Accept-Encoding", coding);

        using var reply = await line.Http.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal([coding], reply.Content.Headers.ContentEncoding);
        Assert.Equal(20, (await line.CallAsync(reply))["output_tokens"]!.GetValue<long>());
    }
}
