using System.Net;
using System.Text.Json.Nodes;

namespace Tollgate.Tests.ModelCalls;

/// <summary>Paths that nothing answers say why.</summary>
public sealed class LinePathTests(LineFixture line) : IClassFixture<LineFixture>
{
    [Theory]
    [InlineData("GET", "/v1/messages", "POST")]
    [InlineData("DELETE", "/v1/messages", "POST")]
    [InlineData("PUT", "/responses", "POST")]
    [InlineData("GET", "/v1/chat/completions", "POST")]
    [InlineData("GET", "/openai/v1/chat/completions", "POST")]
    [InlineData("DELETE", "/openai/responses", "POST")]
    [InlineData("GET", "/openai/deployments/fake-chat/chat/completions", "POST")]
    [InlineData("GET", "/v1beta/models/fake-gemini:generateContent", "POST")]
    [InlineData("PUT", "/v1/embeddings", "POST")]
    [InlineData("DELETE", "/v1/models", "GET")]
    public async Task AMethodThatAPathDoesNotTakeIs405AndSaysWhich(string method, string path, string allow)
    {
        var key = await line.KeyAsync();

        using var reply = await line.SendAsync(new HttpMethod(method), path, null, key);

        Assert.Equal((HttpStatusCode.MethodNotAllowed, allow), (reply.StatusCode, reply.Content.Headers.Allow.Single()));
        Assert.Contains($"takes {allow}, not {method}", await reply.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task AMethodThatAnAdminRouteDoesNotTakeIs405AndSaysWhich()
    {
        using var reply = await line.SendAsync(HttpMethod.Put, "/api/keys", "{}", await line.KeyAsync());

        Assert.Equal(HttpStatusCode.MethodNotAllowed, reply.StatusCode);
        Assert.Equal(["GET", "POST"], reply.Content.Headers.Allow.Order());
    }

    [Fact]
    public async Task TheAddressItselfSaysWhatThisIs()
    {
        using var reply = await line.SendAsync(HttpMethod.Get, "/", null, await line.KeyAsync());

        var message = JsonNode.Parse(await reply.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!["error"]!["message"]!.GetValue<string>();
        Assert.Equal(HttpStatusCode.NotFound, reply.StatusCode);
        Assert.StartsWith("This is Tollgate, an AI gateway.", message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task TheAddressItselfSaysWhatThisIsToWhoeverHasNoKeyToo()
    {
        using var reply = await line.SendAsync(HttpMethod.Get, "/", null, null);

        Assert.Equal(HttpStatusCode.Unauthorized, reply.StatusCode);
        Assert.Contains("This is Tollgate, an AI gateway.", await reply.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task APathWhereNothingIsIs404()
    {
        using var reply = await line.SendAsync(HttpMethod.Get, "/v1/nothing-at-all", null, await line.KeyAsync());

        Assert.Equal(HttpStatusCode.NotFound, reply.StatusCode);
    }
}
