using System.Net;
using System.Text.Json.Nodes;
using Tollgate.EndToEnd.Bytes;

namespace Tollgate.EndToEnd.Security;

/// <summary>Ways round the line, each of them closed.</summary>
public sealed class BypassTests(ByteFixture fixture) : IClassFixture<ByteFixture>
{
    private const string Chat = "/v1/chat/completions";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("""{"model":"fake-chat","model":"fake-odd","messages":[]}""")]
    [InlineData("""{"model":"fake-chat","mod\u0065l":"fake-odd","messages":[]}""")]
    [InlineData("""{"model":"fake-chat","max_tokens":5,"max_tokens":5000,"messages":[]}""")]
    [InlineData("""{"model":"fake-chat","messages":[]}{"model":"fake-odd"}""")]
    [InlineData("\uFEFF{\"model\":\"fake-chat\",\"messages\":[]}")]
    [InlineData("[]")]
    [InlineData("{\"model\":\"fake-chat\",\"messages\":[")]
    public async Task A_body_that_can_be_read_in_two_ways_is_refused_before_the_provider_sees_a_byte(string body)
    {
        var before = fixture.Provider.Requests.Count;

        using var request = fixture.Request(Chat, body);
        using var answer = await fixture.Http.SendAsync(request, Ct);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal(before, fixture.Provider.Requests.Count);
    }

    [Theory]
    [InlineData("/openai/v1/../v1/files")]
    [InlineData("/openai/v1/%2e%2e/v1/files")]
    [InlineData("//v1/chat/completions")]
    [InlineData("/v1//chat/completions")]
    [InlineData("/v1%2Fchat%2Fcompletions")]
    [InlineData("/openai/v1%2ffiles")]
    [InlineData("/openai/v1/./files")]
    [InlineData("/v1/chat/completions/..%2f..%2ffiles")]
    public async Task A_path_with_tricks_is_refused_before_the_provider_sees_a_byte(string path)
    {
        var before = fixture.Provider.Requests.Count;

        var answer = await RawHttp.SendAsync(
            fixture.Gateway.Setup.Address, $"POST {path} HTTP/1.1\r\nAuthorization: Bearer {fixture.Key.Key}\r\nContent-Type: application/json",
            """{"model":"fake-chat","messages":[]}""", Ct);

        Assert.InRange(RawHttp.Status(answer), 400, 404);
        Assert.Equal(before, fixture.Provider.Requests.Count);
    }

    [Fact]
    public async Task Two_different_keys_in_one_request_are_refused()
    {
        var other = await fixture.Admin.CreateKeyAsync("other", "", Ct);
        using var request = fixture.Request(Chat, """{"model":"fake-chat","messages":[]}""");
        request.Headers.Add("x-api-key", other.Key);

        using var answer = await fixture.Http.SendAsync(request, Ct);

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
    }

    [Theory]
    [InlineData("GET", "/openai/v1/responses/resp_of_somebody_else", "")]
    [InlineData("DELETE", "/openai/v1/responses/resp_of_somebody_else", "")]
    [InlineData("POST", "/v1/responses", """{"model":"fake-chat","input":"x","previous_response_id":"resp_of_somebody_else"}""")]
    [InlineData("POST", "/v1/responses", """{"model":"fake-chat","input":"x","conversation":"conv_of_somebody_else"}""")]
    [InlineData("POST", "/v1beta/models/fake-gemini:generateContent", """{"contents":[],"cachedContent":"cachedContents/of-somebody-else"}""")]
    public async Task An_object_that_was_not_made_here_is_not_found(string method, string path, string body)
    {
        var before = fixture.Provider.Requests.Count;
        using var request = fixture.Request(path, body);
        request.Method = new HttpMethod(method);
        request.Content = body.Length == 0 ? null : request.Content;

        using var answer = await fixture.Http.SendAsync(request, Ct);

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Equal(before, fixture.Provider.Requests.Count);
    }

    [Fact]
    public async Task An_object_that_was_made_here_can_be_continued()
    {
        using var first = fixture.Request("/v1/responses", """{"model":"fake-chat","input":"x"}""");
        using var made = await fixture.Http.SendAsync(first, Ct);
        var id = (string)JsonNode.Parse(await made.Content.ReadAsStringAsync(Ct))!["id"]!;
        using var second = fixture.Request("/v1/responses", $$"""{"model":"fake-chat","input":"x","previous_response_id":"{{id}}"}""");

        using var answer = await fixture.Http.SendAsync(second, Ct);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    [Fact]
    public async Task A_pinned_agent_cannot_be_talked_away()
    {
        var pinned = await fixture.Admin.CreateKeyAsync("pinned", "\"pinned_agent\":\"honest\"", Ct);
        using var request = fixture.Request(Chat, """{"model":"fake-chat","messages":[{"role":"user","content":"[[tokens=3]]"}]}""", pinned.Key);
        request.Headers.Add("x-tollgate-agent", "somebody-else");

        using var answer = await fixture.Http.SendAsync(request, Ct);

        var call = await fixture.Admin.CallAsync(answer.Headers.GetValues("x-tollgate-request-id").Single(), Ct);
        Assert.Equal("honest", (string?)call["agent"]);
    }

    [Theory]
    [InlineData("x-tollgate-agent", "somebody-else")]
    [InlineData("x-tollgate-session", "another-session")]
    [InlineData("x-tollgate-tags", "team=other")]
    [InlineData("baggage", "gen_ai.agent.name=somebody-else,user.id=nobody")]
    [InlineData("x-forwarded-for", "203.0.113.7")]
    [InlineData("x-tollgate-organization", "other")]
    public async Task A_spent_budget_cannot_be_talked_away(string header, string value)
    {
        var name = "worker-" + Guid.NewGuid().ToString("n");
        var key = await fixture.Admin.CreateKeyAsync(name, $"\"principal\":\"{name}\"", Ct);
        await fixture.Admin.CreateBudgetAsync($$"""{"name":"{{name}}","scope":"agent","target":"{{name}}","limit_usd":"0.10","window":"lifetime","hard":true}""", Ct);
        const string Dime = """{"model":"fake-dime","max_tokens":100,"user":"u-1","metadata":{"session_id":"s-1"},"messages":[{"role":"user","content":"[[tokens=100]]"}]}""";
        using var first = fixture.Request(Chat, Dime, key.Key);
        using var second = fixture.Request(Chat, Dime.Replace("u-1", "u-2", StringComparison.Ordinal), key.Key);
        second.Headers.Add(header, value);

        using var spent = await fixture.Http.SendAsync(first, Ct);
        using var refused = await fixture.Http.SendAsync(second, Ct);

        Assert.Equal(HttpStatusCode.OK, spent.StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        Assert.Contains("budget_exceeded", await refused.Content.ReadAsStringAsync(Ct), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_key_may_call_only_its_models()
    {
        var narrow = await fixture.Admin.CreateKeyAsync("narrow", "\"models\":[\"fake-odd\"]", Ct);
        using var allowed = fixture.Request(Chat, """{"model":"fake-odd","messages":[{"role":"user","content":"[[tokens=3]]"}]}""", narrow.Key);
        using var denied = fixture.Request(Chat, """{"model":"fake-chat","messages":[{"role":"user","content":"[[tokens=3]]"}]}""", narrow.Key);

        using var yes = await fixture.Http.SendAsync(allowed, Ct);
        using var no = await fixture.Http.SendAsync(denied, Ct);

        Assert.Equal(HttpStatusCode.OK, yes.StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, no.StatusCode);
    }
}
