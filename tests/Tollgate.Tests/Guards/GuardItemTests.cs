using Tollgate.Tests.ModelCalls;

namespace Tollgate.Tests.Guards;

/// <summary>What organizations give their guards to look for, over the API and on the line.</summary>
public sealed class GuardItemTests : IAsyncLifetime
{
    private readonly LineFixture _line = new("guards: { rules: { lists: { threats: [threat_indicator], level: enforce } } }\n");

    public ValueTask InitializeAsync() => _line.InitializeAsync();

    public ValueTask DisposeAsync() => _line.DisposeAsync();

    [Fact]
    public async Task ACustomRuleIsInForceAtOnce_WhereItSaysSo()
    {
        var made = await _line.AdminAsync(HttpMethod.Post, "/api/guards/custom", """{"name":"falcon","keywords":["project falcon"],"sources":["user"],"models":["fake-*"],"level":"enforce","action":"block","matches":["our Project Falcon"],"non_matches":["a falcon"]}""");

        using var refused = await AskAsync("tell me of Project FALCON");
        using var answered = await AnswerAsync("project falcon is late");

        Assert.Equal((403, 200), ((int)refused.StatusCode, (int)answered.StatusCode));
        var audit = await EnforcedLine.AuditAsync(_line, EnforcedLine.IdOf(refused));
        Assert.Equal(("custom_rule", "falcon", "falcon"), (Find(audit, "threat"), Find(audit, "rule"), Find(audit, "policy")));
        await _line.AdminAsync(HttpMethod.Delete, $"/api/guards/custom/{made["id"]}");
        using var after = await AskAsync("tell me of Project FALCON");
        Assert.Equal(200, (int)after.StatusCode);
    }

    [Theory]
    [InlineData("\"models\":[\"other-*\"]")]
    [InlineData("\"teams\":[\"other\"]")]
    [InlineData("\"sources\":[\"tool\"]")]
    public async Task ARuleIsAboutWhatItNamesAlone(string condition)
    {
        await _line.AdminAsync(HttpMethod.Post, "/api/guards/custom", $$"""{"name":"heron","keywords":["heron"],{{condition}},"level":"enforce","matches":["heron"],"non_matches":["bird"]}""");

        using var reply = await AskAsync("a heron");

        Assert.Equal(200, (int)reply.StatusCode);
        Assert.Empty((await _line.AdminAsync(HttpMethod.Get, "/api/guards/events?threat=custom_rule"))["items"]!.AsArray());
    }

    [Fact]
    public async Task ARuleCanTakeOutWhatItFinds()
    {
        await _line.AdminAsync(HttpMethod.Post, "/api/guards/custom", """{"name":"tickets","patterns":["\\bSEC-[0-9]{4}\\b"],"level":"enforce","action":"redact","matches":["see SEC-1234"],"non_matches":["SEC-1"]}""");

        using var reply = await AskAsync("see SEC-1234 and SEC-7777");

        Assert.Equal(200, (int)reply.StatusCode);
        Assert.Contains("see [TICKETS_1] and [TICKETS_2]", _line.Provider.LastRequest.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"name":"a"}""", "keywords")]
    [InlineData("""{"name":"a","keywords":["xy"],"matches":["xy"],"non_matches":["z"]}""", "keywords")]
    [InlineData("""{"name":"a","patterns":["(a)\\1"],"matches":["aa"],"non_matches":["z"]}""", "patterns")]
    [InlineData("""{"name":"a","patterns":[""],"matches":["aa"],"non_matches":["z"]}""", "patterns")]
    [InlineData("""{"name":"a","keywords":["word"]}""", "matches")]
    [InlineData("""{"name":"a","keywords":["word"],"matches":["none"],"non_matches":["z"]}""", "matches[0]")]
    [InlineData("""{"name":"a","keywords":["word"],"matches":["word"],"non_matches":["a word"]}""", "non_matches[0]")]
    public async Task ARuleThatDoesNotDoWhatItsExamplesSayIsRefused(string body, string parameter)
    {
        using var reply = await _line.SendAsync(HttpMethod.Post, "/api/guards/custom", body, LineFixture.AdminKey);

        Assert.Equal(400, (int)reply.StatusCode);
        Assert.Contains(parameter, await reply.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task KnownBadHostsAreFoundInBothDirections()
    {
        var made = await _line.AdminAsync(HttpMethod.Post, "/api/guards/indicators", """{"name":"feed","text":"evil.example\n203.0.113.66\nnonsense"}""");
        Assert.Equal((1, 1, 1), (made["domains"]!.GetValue<int>(), made["addresses"]!.GetValue<int>(), made["skipped"]!.GetValue<int>()));

        using var asked = await AskAsync("open https://a.evil.example/x");
        using var answered = await AnswerAsync("try http://203.0.113.66/");
        using var fine = await AskAsync("open https://good.example/x");

        Assert.Equal((403, 403, 200), ((int)asked.StatusCode, (int)answered.StatusCode, (int)fine.StatusCode));
        Assert.Equal("threat_indicator", Find(await EnforcedLine.AuditAsync(_line, EnforcedLine.IdOf(answered)), "threat"));
        using var empty = await _line.SendAsync(HttpMethod.Post, "/api/guards/indicators", """{"name":"none","text":"# nothing"}""", LineFixture.AdminKey);
        using var broken = await _line.SendAsync(HttpMethod.Post, "/api/guards/indicators", """{"name":"none","text":"{"}""", LineFixture.AdminKey);
        Assert.Equal((400, 400), ((int)empty.StatusCode, (int)broken.StatusCode));
        Assert.Single((await _line.AdminAsync(HttpMethod.Get, "/api/guards/indicators"))["items"]!.AsArray());
    }

    [Fact]
    public async Task AnotherOrganizationsItemsAreNotThere()
    {
        await _line.AdminAsync(HttpMethod.Post, "/api/organizations", """{"name":"other"}""");
        var theirs = await _line.AdminAsync(HttpMethod.Post, "/api/guards/indicators?organization=other", """{"name":"feed","text":"theirs.example"}""");

        using var shown = await _line.SendAsync(HttpMethod.Get, $"/api/guards/indicators/{theirs["id"]}", null, LineFixture.AdminKey);
        using var deleted = await _line.SendAsync(HttpMethod.Delete, $"/api/guards/indicators/{theirs["id"]}", null, LineFixture.AdminKey);
        using var asked = await AskAsync("open https://theirs.example/");

        Assert.Equal((404, 404, 200), ((int)shown.StatusCode, (int)deleted.StatusCode, (int)asked.StatusCode));
    }

    private static string Find(System.Text.Json.Nodes.JsonNode audit, string member) => audit["detail"]!["findings"]![0]![member]!.GetValue<string>();

    private async Task<HttpResponseMessage> AskAsync(string text) =>
        await _line.PostAsync(await _line.KeyAsync(), "/v1/chat/completions", $$"""{"model":"fake-chat","messages":[{"role":"user","content":"[[tokens=1]] {{text}}"}]}""");

    private async Task<HttpResponseMessage> AnswerAsync(string text)
    {
        _line.AnswerNext($$$"""{"id":"c","object":"chat.completion","model":"fake-chat","choices":[{"index":0,"message":{"role":"assistant","content":"{{{text}}}"},"finish_reason":"stop"}],"usage":{"prompt_tokens":3,"completion_tokens":9,"total_tokens":12}}""");
        return await AskAsync("hi");
    }
}
