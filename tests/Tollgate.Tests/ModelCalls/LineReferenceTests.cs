using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;

namespace Tollgate.Tests.ModelCalls;

/// <summary>A provider's object belongs to the organization that made it, wherever a request names it.</summary>
public sealed class LineReferenceTests(LineFixture line) : IClassFixture<LineFixture>
{
    private const string Foreign = "file-of0another0organization";

    [Theory]
    [InlineData("/openai/v1/conversations", """{"items":[{"type":"message","role":"user","content":[{"type":"input_file","file_id":"ID"}]}]}""")]
    [InlineData("/openai/v1/conversations", """{"items":[{"type":"item_reference","id":"msg_1"}]}""")]
    [InlineData("/openai/v1/responses/input_tokens", """{"model":"fake-chat","previous_response_id":"resp_1"}""")]
    [InlineData("/openai/v1/responses/compact", """{"model":"fake-chat","previous_response_id":"resp_1"}""")]
    [InlineData("/openai/v1/vector_stores", """{"file_ids":["ID"]}""")]
    [InlineData("/openai/v1/vector_stores", """{"f\u0069le_ids":["ID"]}""")]
    [InlineData("/openai/v1/containers", """{"name":"c","file_ids":["ID"]}""")]
    [InlineData("/openai/v1/batches", """{"input_file_id":"ID","endpoint":"/v1/responses"}""")]
    [InlineData("/openai/v1/images/edits", """{"image":[{"file_id":"ID"}]}""")]
    [InlineData("/openai/v1/something/new", """{"whatever":{"deep":["ID"]}}""")]
    [InlineData("/openai/v1/something/new?file_id=ID", """{}""")]
    [InlineData("/openai/v1/something/ID", """{}""")]
    [InlineData("/anthropic/v1/messages/batches", """{"requests":[{"params":{"messages":[{"role":"user","content":[{"type":"document","source":{"type":"file","file_id":"ID"}}]}]}}]}""")]
    [InlineData("/gemini/v1beta/cachedContents", """{"contents":[{"parts":[{"file_data":{"file_uri":"https://provider/v1beta/files/abc"}}]}]}""")]
    public async Task AnObjectOfSomebodyElseIsNotFound(string path, string body)
    {
        var key = await line.KeyAsync();
        var before = line.Provider.Requests.Count;

        using var reply = await line.PostAsync(key, path.Replace("ID", Foreign, StringComparison.Ordinal), body.Replace("ID", Foreign, StringComparison.Ordinal));

        Assert.Equal(404, (int)reply.StatusCode);
        Assert.Equal(before, line.Provider.Requests.Count);
        Assert.DoesNotContain(Foreign, await reply.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Content-Disposition: form-data; name=\"image[0][file_id]\"", "ID", 404)]
    [InlineData("Content-Disposition: form-data; name=\"image\"", """{"file_id":"ID"}""", 404)]
    [InlineData("Content-Disposition: form-data; name=\"x\"; name=\"file_id\"", "ID", 400)]
    [InlineData("Content-Disposition: form-data; name*=utf-8''file_id", "ID", 400)]
    [InlineData("Content-Disposition: form-data; name=\"file_id\"; filename=\"a\"", "ID", 400)]
    public async Task AFormIsReadLikeABody(string head, string value, int status)
    {
        var key = await line.KeyAsync();

        using var reply = await FormAsync(key, "/openai/v1/images/edits", $"--b\r\n{head}\r\n\r\n{value.Replace("ID", Foreign, StringComparison.Ordinal)}\r\n--b--\r\n");

        Assert.Equal(status, (int)reply.StatusCode);
    }

    [Fact]
    public async Task TheRequestsInsideABatchFileAreReadToo()
    {
        var key = await line.KeyAsync();
        var request = $$$"""{"custom_id":"1","body":{"input":[{"content":[{"type":"input_file","file_id":"{{{Foreign}}}"}]}]}}""";

        var before = line.Provider.Requests.Count;

        using var refused = await FormAsync(key, "/openai/v1/files", $"--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.jsonl\"\r\n\r\n{{\"custom_id\":\"0\"}}\n{request}\r\n--b\r\nContent-Disposition: form-data; name=\"purpose\"\r\n\r\nbatch\r\n--b--\r\n");
        using var other = await FormAsync(key, "/openai/v1/files", $"--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.txt\"\r\n\r\n{request}\r\n--b\r\nContent-Disposition: form-data; name=\"purpose\"\r\n\r\nuser_data\r\n--b--\r\n");

        Assert.Equal(404, (int)refused.StatusCode);
        Assert.Equal(before + 1, line.Provider.Requests.Count);
    }

    [Theory]
    [InlineData("""{"purpose":"batch","filename":"a.jsonl","bytes":10,"mime_type":"application/jsonl"}""", 403)]
    [InlineData("""{"purpose":"user_data","purp\u006fse":"Batch ","bytes":10}""", 403)]
    [InlineData("""{"purpose":["batch"]}""", 403)]
    [InlineData("""purpose=batch""", 400)]
    public async Task TheRequestsOfABatchDoNotComeInParts(string body, int status)
    {
        var key = await line.KeyAsync();
        var before = line.Provider.Requests.Count;

        using var refused = await line.PostAsync(key, "/v1/uploads", body);

        Assert.Equal(status, (int)refused.StatusCode);
        Assert.Equal(before, line.Provider.Requests.Count);
    }

    [Fact]
    public async Task OtherFilesMayComeInParts()
    {
        var key = await line.KeyAsync();
        line.AnswerNext("""{"id":"upload_0123456789","object":"upload"}""");

        using var made = await line.PostAsync(key, "/v1/uploads", """{"purpose":"user_data","filename":"a.pdf","bytes":10,"mime_type":"application/pdf"}""");

        Assert.Equal(200, (int)made.StatusCode);
    }

    [Fact]
    public async Task TextThatNobodyCanReadIsRefused()
    {
        var key = await line.KeyAsync();
        using var request = new HttpRequestMessage(HttpMethod.Post, "/openai/v1/something/new") { Content = new StringContent("<file_id>x</file_id>", Encoding.UTF8, "application/xml") };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);

        using var reply = await line.Http.SendAsync(request, TestContext.Current.CancellationToken);
        using var broken = await line.PostAsync(key, "/openai/v1/something/new", "{\"file_id\":");

        Assert.Equal([415, 400], [(int)reply.StatusCode, (int)broken.StatusCode]);
    }

    [Theory]
    [InlineData("HEAD", "/openai/v1/responses/resp_x", 404)]
    [InlineData("PUT", "/openai/v1/responses/resp_x", 404)]
    [InlineData("POST", "/openai/v1/responses/resp_x", 404)]
    [InlineData("PATCH", "/openai/v1/files/file-x", 404)]
    [InlineData("HEAD", "/openai/v1/files/file-x/content", 404)]
    [InlineData("GET", "/openai/v1/uploads/upload_x", 404)]
    [InlineData("GET", "/openai/v1/v1/responses/resp_x", 403)]
    [InlineData("POST", "/openai/v1/v1/chat/completions", 403)]
    [InlineData("GET", "/openai/conversations", 403)]
    [InlineData("GET", "/openai/responses", 405)]
    [InlineData("GET", "/openai/responses/", 403)]
    [InlineData("GET", "/openai/unknownlist", 403)]
    [InlineData("GET", "/anthropic/files", 403)]
    [InlineData("GET", "/anthropic/organizations", 403)]
    [InlineData("GET", "/gemini/v2/files", 403)]
    [InlineData("DELETE", "/openai/unknownlist", 403)]
    public async Task WithoutARowNothingOfOthersIsReachedByAKeyWithoutABudget(string method, string path, int status)
    {
        var key = await line.KeyAsync();
        var before = line.Provider.Requests.Count;

        using var reply = await line.SendAsync(new HttpMethod(method), path, method is "GET" or "HEAD" or "DELETE" ? null : "{}", key);

        Assert.Equal(status, (int)reply.StatusCode);
        Assert.Equal(before, line.Provider.Requests.Count);
    }

    [Fact]
    public async Task WhatTheOrganizationMadeItMayUse()
    {
        var key = await line.KeyAsync();
        using var made = await line.PostAsync(key, "/v1/responses", """{"model":"fake-chat","input":"[[tokens=3]] hi"}""");
        var id = JsonNode.Parse(await made.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!["id"]!.GetValue<string>();
        var before = line.Provider.Requests.Count;

        using var reply = await line.PostAsync(key, "/openai/v1/responses/input_tokens", $$"""{"model":"fake-chat","previous_response_id":"{{id}}"}""");

        Assert.Equal(before + 1, line.Provider.Requests.Count);
    }

    private async Task<HttpResponseMessage> FormAsync(string key, string path, string form)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new ByteArrayContent(Encoding.UTF8.GetBytes(form)) };
        request.Content.Headers.TryAddWithoutValidation("Content-Type", "multipart/form-data; boundary=b");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
        return await line.Http.SendAsync(request, TestContext.Current.CancellationToken);
    }
}
