using System.Text.Json.Nodes;

namespace Tollgate.Tests.ModelCalls;

/// <summary>Who may do what on the line, and what is refused before any upstream byte.</summary>
public sealed class LineRightsTests(LineFixture line) : IClassFixture<LineFixture>
{
    [Theory]
    [InlineData("""{"model":"fake-chat","model":"fake-dime","messages":[]}""", 400)]
    [InlineData("""{"model":"fake-chat","mod\u0065l":"fake-dime","messages":[]}""", 400)]
    [InlineData("""{"model":"fake-chat","messages":[]} {}""", 400)]
    [InlineData("""{"messages":[]}""", 400)]
    [InlineData("""not json""", 400)]
    [InlineData("""{"model":"nobody-knows-this","messages":[]}""", 404)]
    public async Task ABodyThatCanBeReadInTwoWaysNeverReachesAProvider(string body, int status)
    {
        var key = await line.KeyAsync();
        var before = line.Provider.Requests.Count;

        using var reply = await line.PostAsync(key, "/v1/chat/completions", body);

        Assert.Equal(status, (int)reply.StatusCode);
        Assert.Equal(before, line.Provider.Requests.Count);
        Assert.Equal("refused", (await line.CallAsync(reply))["result"]!.GetValue<string>());
    }

    [Theory]
    [InlineData("/v1/chat/completions", "error")]
    [InlineData("/v1/messages", "authentication_error")]
    [InlineData("/v1beta/models/fake-gemini:generateContent", "UNAUTHENTICATED")]
    [InlineData("/openai/v1/files", "error")]
    public async Task WithoutAKeyEveryRouteIs401InItsDialect(string path, string word)
    {
        using var reply = await line.SendAsync(HttpMethod.Post, path, "{}", null);

        Assert.Equal(401, (int)reply.StatusCode);
        Assert.Contains(word, await reply.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.Equal(["false"], reply.Headers.GetValues("x-should-retry"));
    }

    [Fact]
    public async Task AKeyCallsOnlyTheModelsOfItsList()
    {
        var key = await line.KeyAsync("\"models\":[\"fake-c*\"]");

        using var allowed = await line.ChatAsync(key, "tokens=1");
        using var refused = await line.ChatAsync(key, "tokens=1", model: "fake-odd");

        Assert.Equal([200, 403], [(int)allowed.StatusCode, (int)refused.StatusCode]);
    }

    [Theory]
    [InlineData("/v1/responses", """{"model":"fake-chat","input":"[[tokens=1]] x","tools":[{"type":"image_generation","model":"MODEL"}]}""", "fake-odd", 403)]
    [InlineData("/v1/responses", """{"model":"fake-chat","input":"[[tokens=1]] x","tools":[{"type":"image_generation","model":"fake-chat"},{"type":"image_generation","mod\u0065l":"MODEL"}]}""", "gpt-image-1", 403)]
    [InlineData("/v1/messages", """{"model":"fake-claude","max_tokens":9,"messages":[{"role":"user","content":"[[tokens=1]] x"}],"tools":[{"type":"advisor_20260301","name":"advisor","model":"MODEL"}]}""", "claude-opus-4-1", 403)]
    [InlineData("/v1/responses", """{"model":"fake-chat","input":"[[tokens=1]] x","tools":[{"type":"image_generation","model":"MODEL"}]}""", "fake-chat", 200)]
    [InlineData("/v1/responses", """{"model":"fake-chat","input":"[[tokens=1]] x","tools":[{"type":"function","name":"f","parameters":{"model":"MODEL"}}]}""", "fake-odd", 200)]
    public async Task AToolsOwnModelIsOneTheKeyCalls(string path, string body, string model, int status)
    {
        var key = await line.KeyAsync("\"models\":[\"fake-c*\"]");

        using var reply = await line.PostAsync(key, path, body.Replace("MODEL", model, StringComparison.Ordinal));

        Assert.Equal(status, (int)reply.StatusCode);
        Assert.Equal(status == 403, (await reply.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).Contains($"may not call the model '{model}'", StringComparison.Ordinal));
    }

    [Fact]
    public async Task WhatAToolsOwnModelCostIsAnAssumption()
    {
        var key = await line.KeyAsync();

        using var reply = await line.PostAsync(key, "/v1/responses", """{"model":"fake-chat","input":"[[tokens=1]] x","tools":[{"type":"image_generation","model":"fake-odd"}]}""");

        Assert.Contains("assumed_price", (await line.CallAsync(reply))["attempts"]![0]!["flags"]!.AsArray().Select(flag => flag!.GetValue<string>()));
    }

    [Fact]
    public async Task ARateLimitRefusesTheNextCallWithAnHonestRetryAfter()
    {
        var key = await line.KeyAsync("\"limits\":[{\"unit\":\"requests\",\"per\":\"minute\",\"limit\":2}]");
        using var first = await line.ChatAsync(key, "tokens=1");
        using var second = await line.ChatAsync(key, "tokens=1");

        using var third = await line.ChatAsync(key, "tokens=1");

        Assert.Equal([200, 200, 429], [(int)first.StatusCode, (int)second.StatusCode, (int)third.StatusCode]);
        Assert.InRange(third.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 1, 60);
    }

    [Fact]
    public async Task TheRefusalOfALimitSaysHowAllLimitsStand()
    {
        var key = await line.KeyAsync("\"limits\":[{\"unit\":\"requests\",\"per\":\"minute\",\"limit\":1},{\"unit\":\"tokens\",\"per\":\"hour\",\"limit\":100000}]");
        using var first = await line.ChatAsync(key, "tokens=1");

        using var refused = await line.ChatAsync(key, "tokens=1");
        using var anthropic = await line.PostAsync(key, "/v1/messages", """{"model":"fake-claude","max_tokens":10,"messages":[{"role":"user","content":"[[tokens=1]] x"}]}""");

        Assert.Equal([429, 429], [(int)refused.StatusCode, (int)anthropic.StatusCode]);
        Assert.Equal(("1", "0"), (refused.Headers.GetValues("x-ratelimit-limit-requests").Single(), refused.Headers.GetValues("x-ratelimit-remaining-requests").Single()));
        Assert.Equal("100000", refused.Headers.GetValues("x-ratelimit-limit-tokens").Single());
        Assert.NotEqual("100000", refused.Headers.GetValues("x-ratelimit-remaining-tokens").Single());
        Assert.Equal("0", anthropic.Headers.GetValues("anthropic-ratelimit-requests-remaining").Single());
    }

    [Fact]
    public async Task ARevokedKeyIsDeadAtOnce()
    {
        var made = await line.AdminAsync(HttpMethod.Post, "/api/keys", """{"name":"to-revoke"}""");
        var key = made["key"]!.GetValue<string>();
        using var before = await line.ChatAsync(key, "tokens=1");
        await line.AdminAsync(HttpMethod.Delete, $"/api/keys/{made["id"]}");

        using var after = await line.ChatAsync(key, "tokens=1");

        Assert.Equal(200, (int)before.StatusCode);
        Assert.Contains((int)after.StatusCode, (int[])[401, 403]);
    }

    [Theory]
    [InlineData("/v1//chat/completions")]
    [InlineData("/v1/chat%2fcompletions")]
    [InlineData("/openai/v1/files/%2e%2e/organization")]
    public async Task OddPathsAreRefusedBeforeAnythingIsMatched(string path)
    {
        var key = await line.KeyAsync();
        using var handler = new SocketsHttpHandler();
        using var raw = new HttpMessageInvoker(handler);
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri($"{line.Http.BaseAddress!.ToString().TrimEnd('/')}{path}", new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true })) { Content = new StringContent("{}") };
        using var nameless = await raw.SendAsync(request, TestContext.Current.CancellationToken);
        using var again = new HttpRequestMessage(HttpMethod.Post, request.RequestUri) { Content = new StringContent("{}") };
        again.Headers.TryAddWithoutValidation("Authorization", $"Bearer {key}");

        using var reply = await raw.SendAsync(again, TestContext.Current.CancellationToken);

        Assert.Equal([401, 400], [(int)nameless.StatusCode, (int)reply.StatusCode]);
        Assert.Equal(("refused", "read"), await RowAsync(reply));
    }

    [Fact]
    public async Task AnUpgradeIsNotOffered_AndLeavesItsRow()
    {
        using var reply = await UpgradeAsync(await line.KeyAsync());
        using var nameless = await UpgradeAsync(null);

        Assert.Equal([501, 401], [(int)reply.StatusCode, (int)nameless.StatusCode]);
        Assert.Equal(("refused", "read"), await RowAsync(reply));
    }

    private Task<HttpResponseMessage> UpgradeAsync(string? key)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, "/v1/realtime");
        request.Headers.Connection.Add("Upgrade");
        request.Headers.Upgrade.Add(new System.Net.Http.Headers.ProductHeaderValue("websocket"));
        request.Headers.Authorization = key is null ? null : new System.Net.Http.Headers.AuthenticationHeaderValue("Bearer", key);
        return line.Http.SendAsync(request, TestContext.Current.CancellationToken);
    }

    private async Task<(string, string)> RowAsync(HttpResponseMessage reply)
    {
        var row = await line.CallAsync(reply);
        return (row["result"]!.GetValue<string>(), row["refusal"]!["step"]!.GetValue<string>());
    }

    [Fact]
    public async Task ProviderRoutesAreJudgedByTheirRow()
    {
        var free = await line.KeyAsync();
        var capped = await line.KeyAsync("\"budgets\":[{\"limit_usd\":\"5.00\",\"window\":\"day\"}]");

        using var foreign = await line.SendAsync(HttpMethod.Get, "/openai/v1/files/file-of-somebody", null, free);
        using var account = await line.SendAsync(HttpMethod.Get, "/openai/v1/organization/users", null, free);
        using var unlisted = await line.PostAsync(capped, "/openai/v1/no/such/route", "{}");

        Assert.Equal([404, 403, 403], [(int)foreign.StatusCode, (int)account.StatusCode, (int)unlisted.StatusCode]);
    }

    [Fact]
    public async Task ModelsAreListedInTheDialectOfWhoeverAsks()
    {
        var key = await line.KeyAsync("\"models\":[\"fake-*\"]");

        using var openai = await line.SendAsync(HttpMethod.Get, "/v1/models", null, key);
        using var gemini = await line.SendAsync(HttpMethod.Get, "/v1beta/models", null, key);
        using var one = await line.SendAsync(HttpMethod.Get, "/v1/models/fake-chat", null, key);
        using var none = await line.SendAsync(HttpMethod.Get, "/v1/models/gpt-4o", null, key);
        using var anthropicRequest = new HttpRequestMessage(HttpMethod.Get, "/v1/models");
        anthropicRequest.Headers.Add("anthropic-version", "2023-06-01");
        anthropicRequest.Headers.Add("x-api-key", key);
        using var anthropic = await line.Http.SendAsync(anthropicRequest, TestContext.Current.CancellationToken);

        Assert.Equal(8, (await ReadAsync(openai))["data"]!.AsArray().Count);
        Assert.Equal(8, (await ReadAsync(gemini))["models"]!.AsArray().Count);
        Assert.Equal("model", (await ReadAsync(anthropic))["data"]![0]!["type"]!.GetValue<string>());
        Assert.Equal("fake-chat", (await ReadAsync(one))["id"]!.GetValue<string>());
        Assert.Equal(404, (int)none.StatusCode);
    }

    private static async Task<JsonNode> ReadAsync(HttpResponseMessage reply) =>
        JsonNode.Parse(await reply.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!;
}
