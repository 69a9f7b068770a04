using System.Text.Json.Nodes;

namespace Tollgate.Tests.ModelCalls;

/// <summary>What an answer made at the provider belongs to the caller's organization, on the paths that official clients call.</summary>
public sealed class LineObjectTests(LineFixture line) : IClassFixture<LineFixture>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("/v1/responses/")]
    [InlineData("/responses/")]
    [InlineData("/openai/v1/responses/")]
    [InlineData("/openai/responses/")]
    public async Task AStoredResponse_IsReadAndDeletedByItsOwnerAlone(string prefix)
    {
        var (owner, stranger) = (await line.KeyAsync(), await StrangerAsync());
        var id = (await RespondAsync(owner, "\"input\":\"[[tokens=2]] x\""))["id"]!.GetValue<string>();

        using var foreign = await line.SendAsync(HttpMethod.Get, prefix + id, null, stranger);
        using var foreignDelete = await line.SendAsync(HttpMethod.Delete, prefix + id, null, stranger);
        using var read = await line.SendAsync(HttpMethod.Get, prefix + id, null, owner);
        using var deleted = await line.SendAsync(HttpMethod.Delete, prefix + id, null, owner);
        using var again = await line.SendAsync(HttpMethod.Get, prefix + id, null, owner);

        Assert.Equal([404, 404, 200, 200, 404], [(int)foreign.StatusCode, (int)foreignDelete.StatusCode, (int)read.StatusCode, (int)deleted.StatusCode, (int)again.StatusCode]);
        Assert.Equal(id, (await ReadAsync(read))["id"]!.GetValue<string>());
    }

    [Theory]
    [InlineData("false")]
    [InlineData("true")]
    public async Task ItemsOfAResponse_CanBeNamedByTheirOwnerAlone(string stream)
    {
        var (owner, stranger) = (await line.KeyAsync(), await StrangerAsync());
        using var made = await line.PostAsync(owner, "/v1/responses", $$"""{"model":"fake-chat","input":"[[tokens=2]] x","stream":{{stream}}}""");
        var text = await made.Content.ReadAsStringAsync(Ct);
        var item = System.Text.RegularExpressions.Regex.Match(text, "\"id\":\"(msg_[^\"]+)\"").Groups[1].Value;
        var next = $$"""{"model":"fake-chat","input":[{"type":"item_reference","id":"{{item}}"},{"role":"user","content":"[[tokens=2]] y"}]}""";

        using var foreign = await line.PostAsync(stranger, "/v1/responses", next);
        using var own = await line.PostAsync(owner, "/v1/responses", next);

        Assert.NotEmpty(item);
        Assert.Equal([404, 200], [(int)foreign.StatusCode, (int)own.StatusCode]);
    }

    [Fact]
    public async Task TheFilesThatABatchMade_AreItsOwnersOnceItIsRead()
    {
        var (owner, stranger) = (await line.KeyAsync(), await StrangerAsync());
        line.AnswerNext("""{"id":"file-batchinput01","object":"file","purpose":"batch"}""");
        using var file = await line.PostAsync(owner, "/v1/files", "{}");
        line.AnswerNext("""{"id":"batch_0123456789","object":"batch","status":"validating"}""");
        using var batch = await line.PostAsync(owner, "/v1/batches", """{"input_file_id":"file-batchinput01","endpoint":"/v1/responses","completion_window":"24h"}""");
        using var early = await line.SendAsync(HttpMethod.Get, "/v1/files/file-batchoutput1/content", null, owner);
        line.AnswerNext("""{"id":"batch_0123456789","object":"batch","status":"completed","output_file_id":"file-batchoutput1","error_file_id":"file-batcherrors1"}""");
        using var read = await line.SendAsync(HttpMethod.Get, "/v1/batches/batch_0123456789", null, owner);
        line.AnswerNext("{}");
        using var content = await line.SendAsync(HttpMethod.Get, "/v1/files/file-batchoutput1/content", null, owner);
        line.AnswerNext("{}");
        using var errors = await line.SendAsync(HttpMethod.Get, "/v1/files/file-batcherrors1/content", null, owner);
        using var foreign = await line.SendAsync(HttpMethod.Get, "/v1/files/file-batchoutput1/content", null, stranger);

        Assert.Equal([200, 200, 404, 200, 200, 200, 404], [(int)file.StatusCode, (int)batch.StatusCode, (int)early.StatusCode, (int)read.StatusCode, (int)content.StatusCode, (int)errors.StatusCode, (int)foreign.StatusCode]);
    }

    [Theory]
    [InlineData("\"prompt\":{\"id\":\"pmpt_1\"}")]
    public async Task WhatOnlyTheAccountCanMake_IsThereForAll(string more)
    {
        var key = await line.KeyAsync();

        using var reply = await line.PostAsync(key, "/v1/responses", $$"""{"model":"fake-chat","input":"[[tokens=2]] x",{{more}}}""");

        Assert.Equal(200, (int)reply.StatusCode);
    }

    [Theory]
    [InlineData("/openai/v1/batches", """{"input_file_id":"file-of-somebody","endpoint":"/v1/responses","completion_window":"24h"}""", 404)]
    [InlineData("/v1/batches", """{"input_file_id":"file-of-somebody","endpoint":"/v1/responses","completion_window":"24h"}""", 404)]
    [InlineData("/v1/vector_stores", """{"file_ids":["file-of-somebody"]}""", 404)]
    [InlineData("/v1/responses/input_tokens", """{"model":"fake-chat","previous_response_id":"resp_of_somebody"}""", 404)]
    [InlineData("/v1/responses/input_tokens", """{"model":"fake-chat","input":[{"type":"item_reference","id":"msg_of_somebody"}]}""", 404)]
    [InlineData("/v1/vector_stores", "{\"file_ids\":[\"file-of", 400)]
    [InlineData("/v1/vector_stores", "\uFEFF{\"file_ids\":[\"file-of-somebody\"]}", 400)]
    public async Task ForeignObjectsInTheBodyOfAProvidersOwnRoute_NeverReachIt(string path, string body, int status)
    {
        var key = await line.KeyAsync();
        var before = line.Provider.Requests.Count;

        using var reply = await line.PostAsync(key, path, body);

        Assert.Equal(status, (int)reply.StatusCode);
        Assert.Equal(before, line.Provider.Requests.Count);
    }

    [Theory]
    [InlineData("GET", "/v1/files", 403)]
    [InlineData("GET", "/v1/files/file-of-somebody", 404)]
    [InlineData("GET", "/v1/messages/batches", 403)]
    [InlineData("GET", "/admin", 404)]
    [InlineData("GET", "/", 404)]
    [InlineData("GET", "/v1/no/such/route", 404)]
    [InlineData("PUT", "/v1/chat/completions", 405)]
    public async Task APathWithoutAProvider_IsJudgedByTheCatalogue(string method, string path, int status)
    {
        var key = await line.KeyAsync();
        var before = line.Provider.Requests.Count;

        using var reply = await line.SendAsync(new HttpMethod(method), path, null, key);

        Assert.Equal(status, (int)reply.StatusCode);
        Assert.Equal(before, line.Provider.Requests.Count);
        Assert.Equal("refused", (await line.CallAsync(reply))["result"]!.GetValue<string>());
    }

    [Theory]
    [InlineData("GET", "/")]
    [InlineData("GET", "/admin")]
    [InlineData("GET", "/.env")]
    [InlineData("POST", "/v1/no/such/route")]
    [InlineData("DELETE", "/v1/chat/completions")]
    [InlineData("GET", "/nobody/v1/files")]
    [InlineData("GET", "/api/nothing")]
    [InlineData("GET", "/api/v1/keys")]
    [InlineData("POST", "/health/live")]
    [InlineData("GET", "/health/nothing")]
    [InlineData("GET", "/metrics/nothing")]
    public async Task WithoutAKey_NobodyLearnsWhichPathsThereAre(string method, string path)
    {
        using var reply = await line.SendAsync(new HttpMethod(method), path, null, null);
        using var wrong = await line.SendAsync(new HttpMethod(method), path, null, "tg-nothing");

        Assert.Equal([401, 401], [(int)reply.StatusCode, (int)wrong.StatusCode]);
    }

    private async Task<string> StrangerAsync()
    {
        var name = $"other-{Guid.NewGuid():N}";
        await line.AdminAsync(HttpMethod.Post, "/api/organizations", $$"""{"name":"{{name}}"}""");
        return (await line.AdminAsync(HttpMethod.Post, $"/api/keys?organization={name}", """{"name":"stranger"}"""))["key"]!.GetValue<string>();
    }

    private async Task<JsonNode> RespondAsync(string key, string more)
    {
        using var reply = await line.PostAsync(key, "/v1/responses", $$"""{"model":"fake-chat",{{more}}}""");
        Assert.Equal(200, (int)reply.StatusCode);
        return await ReadAsync(reply);
    }

    private static async Task<JsonNode> ReadAsync(HttpResponseMessage reply) => JsonNode.Parse(await reply.Content.ReadAsStringAsync(Ct))!;
}
