using System.Net;
using System.Text.Json.Nodes;

namespace Tollgate.Tests.ModelCalls;

/// <summary>Tags on the served path: budgets and limits count them, teams require them, and a key's own come before those of a header.</summary>
public sealed class LineTagTests(LineFixture line) : IClassFixture<LineFixture>
{
    [Fact]
    public async Task ABudgetOnATag_CountsCallsThatBearIt_AndWhatTheLedgerHoldsOfThem()
    {
        var key = await line.KeyAsync();
        using var before = await ChatAsync(key, "project=apollo");
        await line.AdminAsync(HttpMethod.Post, "/api/budgets", """{"name":"apollo","scope":"tag","target":"project=apollo","limit_usd":"0.35","window":"lifetime"}""");

        using var bears = await ChatAsync(key, "project=apollo");
        using var another = await ChatAsync(key, "project=gemini");
        using var none = await ChatAsync(key, "");
        var spent = new List<HttpStatusCode>();
        for (var i = 0; i < 3; i++)
        {
            using var more = await ChatAsync(key, "project=apollo");
            spent.Add(more.StatusCode);
        }

        Assert.All([before, bears, another, none], reply => Assert.Equal(HttpStatusCode.OK, reply.StatusCode));
        Assert.Equal([HttpStatusCode.OK, HttpStatusCode.BadRequest, HttpStatusCode.BadRequest], spent);
        using var still = await ChatAsync(key, "project=gemini");
        Assert.Equal(HttpStatusCode.OK, still.StatusCode);
    }

    [Fact]
    public async Task ALimitOnATagsName_CountsEveryValue_AndALimitOnAProviderItsCalls()
    {
        var key = await line.KeyAsync();
        await line.AdminAsync(HttpMethod.Post, "/api/limits", """{"name":"batches","scope":"tag","target":"batch","limit":2,"per":"hour"}""");
        await line.AdminAsync(HttpMethod.Post, "/api/limits", """{"name":"gemini calls","scope":"provider","target":"gemini","each":"key","limit":1,"per":"hour"}""");

        HttpStatusCode[] tagged = [await StatusAsync(key, "batch=1"), await StatusAsync(key, "batch=2"), await StatusAsync(key, "batch=3"), await StatusAsync(key, "other=1")];
        HttpStatusCode[] gemini = [await GeminiAsync(key), await GeminiAsync(key)];

        Assert.Equal([HttpStatusCode.OK, HttpStatusCode.OK, HttpStatusCode.TooManyRequests, HttpStatusCode.OK], tagged);
        Assert.Equal([HttpStatusCode.OK, HttpStatusCode.TooManyRequests], gemini);
    }

    [Fact]
    public async Task ATeamThatRequiresTags_RefusesCallsWithoutThem_AndAPinnedTagIsOne_WhichNoHeaderCanChange()
    {
        var team = await TeamAsync("tagged", """{"required_tags":["cost-center"],"on_missing_tags":"refuse"}""");
        var plain = await line.KeyAsync($"\"team\":\"{team}\"");
        var pinned = await line.KeyAsync($"\"team\":\"{team}\",\"pinned_tags\":{{\"cost-center\":\"42\"}}");

        using var without = await ChatAsync(plain, "project=x");
        using var empty = await ChatAsync(plain, "cost-center=");
        using var with = await ChatAsync(plain, "cost-center=7");
        using var own = await ChatAsync(pinned, "cost-center=7");

        Assert.Equal([HttpStatusCode.BadRequest, HttpStatusCode.BadRequest, HttpStatusCode.OK, HttpStatusCode.OK], [without.StatusCode, empty.StatusCode, with.StatusCode, own.StatusCode]);
        Assert.Contains("cost-center", await without.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.Equal("required_tags", (await line.CallAsync(without))["refusal"]!["rule"]!.GetValue<string>());
        Assert.Equal("42", (await line.CallAsync(own))["tags"]!["cost-center"]!.GetValue<string>());
    }

    [Fact]
    public async Task ATeamThatOnlyFlags_LetsTheCallThrough_AndItsLineSaysSo()
    {
        var team = await TeamAsync("flagged", """{"required_tags":["project"],"on_missing_tags":"flag"}""");
        var key = await line.KeyAsync($"\"team\":\"{team}\"");

        using var without = await ChatAsync(key, "");
        using var with = await ChatAsync(key, "project=x");

        Assert.Contains("untagged", (await line.CallAsync(without))["flags"]!.ToJsonString(), StringComparison.Ordinal);
        Assert.DoesNotContain("untagged", (await line.CallAsync(with))["flags"]?.ToJsonString() ?? "", StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/api/budgets", """{"scope":"tag","target":"a b=c","limit_usd":"1"}""", "target")]
    [InlineData("/api/limits", """{"scope":"tag","target":"=c","limit":1}""", "target")]
    public async Task ATargetThatIsNoTag_IsRefusedByName(string path, string body, string field)
    {
        using var reply = await line.SendAsync(HttpMethod.Post, path, body, LineDiscountTests.Line.Admin);

        Assert.Equal(field, JsonNode.Parse(await reply.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!["parameter"]!.GetValue<string>());
    }

    [Theory]
    [InlineData("""{"required_tags":["a b"]}""", "required_tags")]
    [InlineData("""{"on_missing_tags":"shrug"}""", "on_missing_tags")]
    public async Task WhatATeamCannotRequire_IsRefusedByName(string body, string field)
    {
        var made = await line.AdminAsync(HttpMethod.Post, "/api/teams", $"{{\"name\":\"t-{Guid.NewGuid():N}\"}}");
        using var reply = await line.SendAsync(HttpMethod.Patch, $"/api/teams/{made["id"]}", body, LineDiscountTests.Line.Admin);

        Assert.Equal(field, JsonNode.Parse(await reply.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!["parameter"]!.GetValue<string>());
    }

    private async Task<string> TeamAsync(string name, string rule)
    {
        var made = await line.AdminAsync(HttpMethod.Post, "/api/teams", $"{{\"name\":\"{name}\"}}");
        var changed = await line.AdminAsync(HttpMethod.Patch, $"/api/teams/{made["id"]}", rule);
        Assert.NotNull(changed["required_tags"]);
        return name;
    }

    private async Task<HttpStatusCode> StatusAsync(string key, string tags)
    {
        using var reply = await ChatAsync(key, tags);
        return reply.StatusCode;
    }

    private async Task<HttpStatusCode> GeminiAsync(string key)
    {
        using var reply = await line.PostAsync(key, "/v1beta/models/fake-gemini:generateContent", """{"contents":[{"parts":[{"text":"hi"}]}]}""");
        return reply.StatusCode;
    }

    /// <summary>A call that costs ten cents and says so beforehand.</summary>
    private async Task<HttpResponseMessage> ChatAsync(string key, string tags)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/chat/completions")
        {
            Content = new StringContent("""{"model":"fake-dime","max_tokens":100,"messages":[{"role":"user","content":"[[tokens=100]] hello"}]}""", System.Text.Encoding.UTF8, "application/json"),
        };
        request.Headers.Add("Authorization", $"Bearer {key}");
        if (tags.Length > 0)
        {
            request.Headers.Add("x-tollgate-tags", tags);
        }

        return await line.Http.SendAsync(request, TestContext.Current.CancellationToken);
    }
}
