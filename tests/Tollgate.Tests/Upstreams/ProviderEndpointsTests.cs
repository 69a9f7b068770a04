using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Tollgate.Api;
using Tollgate.Audit;
using Tollgate.TestKit;
using Tollgate.Upstreams;
using Tollgate.Upstreams.Keys;
using Tollgate.Upstreams.Probing;
using Tollgate.Upstreams.Sending;

namespace Tollgate.Tests.Upstreams;

public sealed class ProviderEndpointsTests : IAsyncLifetime
{
    private const string Key = "sk-a-long-provider-key-that-nobody-may-see-0042";

    private readonly UpstreamBook _book = new();
    private readonly UpstreamClient _client = new(TimeProvider.System);
    private readonly Dictionary<string, string> _environment = [];
    private TestDatabase _database = null!;
    private UpstreamRefresher _refresher = null!;
    private ProviderEndpoints _endpoints = null!;

    public async ValueTask InitializeAsync()
    {
        _database = await TestDatabase.CreateAsync();
        var store = new ProviderStore(
            _database.Source, new KeyVault(new MasterKey(_ => null, _database.Folder)), new AuditLog(_database.Source, TimeProvider.System), TimeProvider.System);
        _refresher = new UpstreamRefresher(_book, new SnapshotBuilder(Deployments.Catalogue, _environment.GetValueOrDefault), store);
        _endpoints = new ProviderEndpoints(
            _book, store, _refresher, new DeploymentChooser(TimeProvider.System, new Random(1)), new ProviderProbe(_client, new UpstreamAddress()), Deployments.Catalogue);
        await _refresher.ReloadAsync(default);
    }

    public async ValueTask DisposeAsync()
    {
        _refresher.Dispose();
        _client.Dispose();
        await _database.DisposeAsync();
    }

    [Fact]
    public async Task AddListRotateRemove_NeverShowTheKey()
    {
        var (added, addedBody) = await CallAsync("POST", "/api/providers", null, $$"""{"name":"openai","api_key":"{{Key}}"}""");
        var (listed, listBody) = await CallAsync("GET", "/api/providers", null, null);
        var (rotated, rotatedBody) = await CallAsync("POST", "/api/providers/{name}/rotate", "openai", $$"""{"api_key":"{{Key}}-9999"}""");
        var inForce = _book.Find("openai")!.Deployments[0].Key!.Reveal();
        var (removed, _) = await CallAsync("DELETE", "/api/providers/{name}", "openai", null);

        Assert.Equal((201, 200, 200, 204), (added, listed, rotated, removed));
        Assert.Equal(Key + "-9999", inForce);
        Assert.Null(_book.Find("openai"));
        Assert.DoesNotContain(Key, addedBody + listBody + rotatedBody, StringComparison.Ordinal);
        using var list = JsonDocument.Parse(listBody);
        var item = list.RootElement.GetProperty("items")[0];
        Assert.Equal("database", item.GetProperty("origin").GetString());
        Assert.Equal("…0042", item.GetProperty("deployments")[0].GetProperty("key_hint").GetString());
        Assert.Equal(3L, await _database.ScalarAsync("select count(*) from audit_event"));
    }

    [Theory]
    [InlineData("""{"name":"v1","api_key":"k"}""", "name")]
    [InlineData("""{"name":"UPPER","base_url":"http://x"}""", "name")]
    [InlineData("""{"name":"../x","base_url":"http://x"}""", "name")]
    [InlineData("""{"name":"mine","api_key":"k"}""", "base_url")]
    [InlineData("""{"name":"azure","api_key":"k"}""", "base_url")]
    [InlineData("""{"name":"mine","base_url":"file:///etc/passwd"}""", "base_url")]
    [InlineData("""{"name":"mine","base_url":"http://u:p@x"}""", "base_url")]
    [InlineData("""{"name":"openai","kind":"nope"}""", "kind")]
    [InlineData("""{"name":"openai","auth":"basic"}""", "auth")]
    [InlineData("""{"name":"openai","api_key":"a\r\nb"}""", "api_key")]
    [InlineData("""{"name":"openai","api_key":""}""", "api_key")]
    [InlineData("""{"name":"openai","unknown":1}""", null)]
    [InlineData("""not json""", null)]
    public async Task AWrongProvider_Is400_AndNamesTheField(string body, string? parameter)
    {
        var (status, answer) = await CallAsync("POST", "/api/providers", null, body);

        Assert.Equal(400, status);
        using var problem = JsonDocument.Parse(answer);
        Assert.Equal("invalid_request", problem.RootElement.GetProperty("code").GetString());
        Assert.True(parameter is null || problem.RootElement.GetProperty("parameter").GetString() == parameter, answer);
    }

    [Fact]
    public async Task WhatTheFileOwns_IsReadOnly_AndTheAnswerNamesTheLine()
    {
        await _refresher.ApplyAsync(new UpstreamSettings { Providers = [new ProviderEntry { Name = "openai", Key = new Secret("k"), Line = 7 }] }, TestContext.Current.CancellationToken);

        foreach (var (method, pattern, body) in new[] { ("DELETE", "/api/providers/{name}", (string?)null), ("POST", "/api/providers/{name}/rotate", """{"api_key":"x"}"""), ("POST", "/api/providers", """{"name":"openai","api_key":"x"}""") })
        {
            var (status, answer) = await CallAsync(method, pattern, "openai", body);
            Assert.Equal(409, status);
            Assert.Contains("line 7", answer, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task WhatTheEnvironmentOwns_NamesItsVariable_AndCanBeOverruled()
    {
        _environment["OPENAI_API_KEY"] = "sk-env";
        await _refresher.ReloadAsync(TestContext.Current.CancellationToken);

        var (status, answer) = await CallAsync("DELETE", "/api/providers/{name}", "openai", null);
        var (added, _) = await CallAsync("POST", "/api/providers", null, $$"""{"name":"openai","api_key":"{{Key}}"}""");

        Assert.Equal(409, status);
        Assert.Contains("OPENAI_API_KEY", answer, StringComparison.Ordinal);
        Assert.Equal(201, added);
        Assert.Equal(Key, _book.Find("openai")!.Deployments[0].Key!.Reveal());
    }

    [Fact]
    public async Task TheSameNameTwice_Is409()
    {
        await CallAsync("POST", "/api/providers", null, """{"name":"openai","api_key":"x"}""");

        Assert.Equal(409, (await CallAsync("POST", "/api/providers", null, """{"name":"openai","api_key":"y"}""")).Status);
    }

    [Theory]
    [InlineData("GET", "/api/providers/{name}", null)]
    [InlineData("DELETE", "/api/providers/{name}", null)]
    [InlineData("POST", "/api/providers/{name}/rotate", """{"api_key":"x"}""")]
    [InlineData("POST", "/api/providers/{name}/test", null)]
    public async Task AnUnknownProvider_Is404(string method, string pattern, string? body) =>
        Assert.Equal(404, (await CallAsync(method, pattern, "nobody", body)).Status);

    [Fact]
    public async Task ATest_SaysWhatFails()
    {
        await using var server = RawServer.Answering("HTTP/1.1 401 Unauthorized\r\nContent-Length: 2\r\n\r\n{}");
        await CallAsync("POST", "/api/providers", null, $$"""{"name":"mine","base_url":"{{server.Address}}v1","api_key":"{{Key}}"}""");

        var (status, answer) = await CallAsync("POST", "/api/providers/{name}/test", "mine", """{"model":"m"}""");

        Assert.Equal(200, status);
        Assert.DoesNotContain(Key, answer, StringComparison.Ordinal);
        using var report = JsonDocument.Parse(answer);
        Assert.False(report.RootElement.GetProperty("ok").GetBoolean());
        var steps = report.RootElement.GetProperty("deployments")[0].GetProperty("steps");
        Assert.Equal("key", steps[steps.GetArrayLength() - 1].GetProperty("step").GetString());
    }

    [Fact]
    public void OnlyTheOperator_ChangesProviders() =>
        Assert.All(_endpoints.Routes.Where(route => route.Method != "GET"), route => Assert.Equal(ApiRight.Operator, route.Right));

    private async Task<(int Status, string Body)> CallAsync(string method, string pattern, string? name, string? body)
    {
        var route = _endpoints.Routes.Single(candidate => candidate.Method == method && candidate.Pattern == pattern);
        var http = new DefaultHttpContext();
        var answer = new MemoryStream();
        http.Response.Body = answer;
        http.Request.RouteValues["name"] = name;
        var bytes = Encoding.UTF8.GetBytes(body ?? "");
        http.Request.Body = new MemoryStream(bytes);
        http.Request.ContentLength = bytes.Length;
        await route.Handler(http, new ApiCaller(Guid.Empty, "operator", Guid.Empty, ApiRight.Operator));
        await http.Response.BodyWriter.FlushAsync();
        return (http.Response.StatusCode, Encoding.UTF8.GetString(answer.ToArray()));
    }
}
