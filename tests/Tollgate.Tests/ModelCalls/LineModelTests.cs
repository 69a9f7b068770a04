using System.Text.Json.Nodes;

namespace Tollgate.Tests.ModelCalls;

/// <summary>The model that was admitted and priced is the model that is sent, whatever else the request names.</summary>
public sealed class LineModelTests(LineFixture line) : IClassFixture<LineFixture>
{
    [Theory]
    [InlineData("chat/completions", """{"model":"fake-dime","messages":[{"role":"user","content":"[[tokens=3]] hi"}]}""")]
    [InlineData("chat/completions", """{"mod\u0065l":"fake-dime","messages":[{"role":"user","content":"[[tokens=3]] hi"}]}""")]
    [InlineData("chat/completions", """{"messages":[{"role":"user","content":"[[tokens=3]] hi"}]}""")]
    [InlineData("chat/completions", """{"model":"","messages":[{"role":"user","content":"[[tokens=3]] hi"}]}""")]
    [InlineData("completions", """{"model":"fake-dime","prompt":"[[tokens=3]] hi"}""")]
    [InlineData("embeddings", """{"model":"fake-dime","input":"hi"}""")]
    [InlineData("responses", """{"model":"fake-dime","input":"[[tokens=3]] hi"}""")]
    [InlineData("moderations", """{"model":"fake-dime","input":"hi"}""")]
    public async Task TheDeploymentOfThePathIsWhatTheProviderIsAskedFor(string surface, string body)
    {
        var key = await line.KeyAsync("\"models\":[\"fake-chat\"]");

        using var reply = await line.PostAsync(key, $"/openai/deployments/fake-chat/{surface}", body);

        Assert.Equal(200, (int)reply.StatusCode);
        Assert.Equal("fake-chat", JsonNode.Parse(line.Provider.LastRequest.Text)!["model"]!.GetValue<string>());
        Assert.Equal("fake-chat", (await line.CallAsync(reply))["attempts"]![0]!["model"]!.GetValue<string>());
    }

    [Fact]
    public async Task AModelNameIsNoPlaceForAText()
    {
        var key = await line.KeyAsync();

        using var reply = await line.PostAsync(key, "/v1/chat/completions", $$"""{"model":"{{new string('z', 300)}}","messages":[]}""");

        Assert.Equal(400, (int)reply.StatusCode);
        Assert.DoesNotContain("zzz", await reply.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/v1/chat/completions", """{"model":"fake-chat","messages":[{"role":"user","content":[{"text":"ZEBRA"}]}]}""", "part")]
    [InlineData("/v1/chat/completions", """{"model":"fake-chat","messages":[{"role":"user","content":[{"type":"ZEBRA"}]}]}""", "part")]
    [InlineData("/v1/chat/completions", """{"model":"fake-chat","messages":[],"max_tokens":"ZEBRA"}""", "'max_tokens'")]
    [InlineData("/v1/chat/completions", """{"model":"fake-chat","messages":[],"stream":"ZEBRA"}""", "'stream'")]
    [InlineData("/v1/chat/completions", """{"model":"fake-chat","messages":[],"web_search_options":{"user_location":{"city":"ZEBRA"}}}""", "web_search_options")]
    [InlineData("/v1/messages", """{"model":"fake-claude","max_tokens":9,"messages":[],"mcp_servers":[{"authorization_token":"ZEBRA","type":"url","url":"https://x"}]}""", "mcp_servers")]
    [InlineData("/v1/responses", """{"model":"fake-chat","input":"x","background":"ZEBRA"}""", "'background'")]
    [InlineData("/v1/responses", """{"model":"fake-chat","input":"x","previous_response_id":"ZEBRA"}""", "previous_response_id")]
    [InlineData("/v1/responses", """{"model":"fake-chat","input":"x","tools":[{"type":"warp_drive"}]}""", "warp_drive")]
    [InlineData("/v1beta/models/fake-gemini:generateContent", """{"contents":[{"parts":[{"ZEBRA":"ZEBRA"}]}]}""", "part")]
    public async Task ARefusalNamesTheFieldAndNeverItsContent(string path, string body, string named)
    {
        var key = await line.KeyAsync("""
            "budgets":[{"limit_usd":"50.00","window":"day"}]
            """);

        using var reply = await line.PostAsync(key, path, body);

        var text = await reply.Content.ReadAsStringAsync(TestContext.Current.CancellationToken) + (await line.CallAsync(reply)).ToJsonString();
        Assert.InRange((int)reply.StatusCode, 400, 404);
        Assert.Contains(named, text, StringComparison.Ordinal);
        Assert.DoesNotContain("ZEBRA", text, StringComparison.Ordinal);
    }
}
