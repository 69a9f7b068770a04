using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Tollgate.Api;
using Tollgate.Audit;
using Tollgate.TestKit;
using Tollgate.Upstreams;
using Tollgate.Upstreams.Keys;

namespace Tollgate.Tests.Upstreams;

/// <summary>Several accounts of one provider over the admin API: shared by weight, each with its own key, all gone with it.</summary>
public sealed class DeploymentEndpointsTests : IAsyncLifetime
{
    private const string Operator = "operator";
    private readonly UpstreamBook _book = new();
    private TestDatabase _database = null!;
    private ProviderStore _store = null!;
    private UpstreamRefresher _refresher = null!;
    private DeploymentEndpoints _endpoints = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _database = await TestDatabase.CreateAsync();
        _store = new ProviderStore(
            _database.Source, new KeyVault(new MasterKey(_ => null, _database.Folder)), new AuditLog(_database.Source, TimeProvider.System), TimeProvider.System);
        _refresher = new UpstreamRefresher(_book, new SnapshotBuilder(Deployments.Catalogue, _ => null), _store);
        _endpoints = new DeploymentEndpoints(_book, _store, _refresher, new DeploymentChooser(TimeProvider.System, new Random(1)), Deployments.Catalogue);
        await _store.AddAsync(
            new ProviderEntry { Name = "openai", Key = new Secret("sk-the-providers-own-long-key-0001"), Origin = ProviderOrigin.Database }, new AuditEvent(default, default, Operator, "provider.create", "provider", "openai"), default);
        await _refresher.ReloadAsync(default);
    }

    public async ValueTask DisposeAsync()
    {
        _refresher.Dispose();
        await _database.DisposeAsync();
    }

    [Fact]
    public async Task AnAccountAddedOverTheApi_StandsBesideTheProvidersOwn()
    {
        var (status, reply) = await CallAsync("POST", "", """{"name":"eu","base_url":"https://eu.example/v1","api_key":"sk-the-key-of-the-european-account-0002","weight":3}""");

        Assert.Equal(201, status);
        Assert.Equal(["openai 1 …0001", "openai/eu 3 …0002"], reply["deployments"]!.AsArray().Select(part => $"{part!["name"]} {part["weight"]} {part["key_hint"]}"));
        var accounts = _book.For("openai", "gpt-x").Value!;
        Assert.Equal(["https://api.openai.com/v1", "https://eu.example/v1"], accounts.Select(account => account.Root));
        Assert.Equal("sk-the-key-of-the-european-account-0002", accounts[1].Key!.Reveal());
        Assert.DoesNotContain("sk-the-key-of", reply.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task AnAccountWithoutAKey_TakesTheProvidersOwn_AndServesOnlyItsModels()
    {
        await CallAsync("POST", "", """{"name":"second","models":{"gpt-x":"my-gpt-x"}}""");

        Assert.Equal(["openai", "openai/second"], _book.For("openai", "gpt-x").Value!.Select(account => account.Name));
        Assert.Equal(["openai"], _book.For("openai", "gpt-y").Value!.Select(account => account.Name));
        Assert.Equal("my-gpt-x", _book.For("openai", "gpt-x").Value![1].ModelName("gpt-x"));
        Assert.Equal("sk-the-providers-own-long-key-0001", _book.For("openai", "gpt-x").Value![1].Key!.Reveal());
    }

    [Fact]
    public async Task WeightsChange_KeysRotate_AndARemovedAccountTakesItsKeyAlong()
    {
        await CallAsync("POST", "", """{"name":"eu","base_url":"https://eu.example/v1","api_key":"sk-the-key-of-the-european-account-0002"}""");
        var (weighed, reply) = await CallAsync("PATCH", "/{deployment}", """{"weight":0}""", "eu");
        await _store.Deployments.RotateAsync("openai", "eu", new Secret("sk-eu-key-0003"), new AuditEvent(default, default, Operator, "provider.rotate", "provider", "openai/eu"), Ct);
        await _refresher.ReloadAsync(Ct);
        var rotated = _book.Find("openai")!.Deployments[1].Key!.Reveal();
        var (removed, _) = await CallAsync("DELETE", "/{deployment}", null, "eu");

        Assert.Equal((200, 0, "sk-eu-key-0003", 204), (weighed, reply["deployments"]![1]!["weight"]!.GetValue<int>(), rotated, removed));
        Assert.Equal(["openai"], _book.Find("openai")!.Deployments.Select(account => account.Name));
        Assert.Equal(1L, await _database.ScalarAsync("select count(*) from provider_key"));
        Assert.Equal(5L, await _database.ScalarAsync("select count(*) from audit_event"));
    }

    [Fact]
    public async Task AProviderThatGoes_TakesItsAccountsAlong()
    {
        await CallAsync("POST", "", """{"name":"eu","base_url":"https://eu.example/v1","api_key":"sk-the-key-of-the-european-account-0002"}""");

        await _store.RemoveAsync("openai", new AuditEvent(default, default, Operator, "provider.delete", "provider", "openai"), Ct);

        Assert.Equal(0L, await _database.ScalarAsync("select count(*) from provider_deployment"));
        Assert.Equal(0L, await _database.ScalarAsync("select count(*) from provider_key"));
    }

    [Theory]
    [InlineData("""{"name":"EU!"}""", 400, "name")]
    [InlineData("""{"name":""}""", 400, "name")]
    [InlineData("""{"name":"eu","weight":-1}""", 400, "weight")]
    [InlineData("""{"name":"eu","api_key":" "}""", 400, "api_key")]
    [InlineData("""{"name":"eu","base_url":"https://eu.example/v1"}""", 400, "api_key")]
    [InlineData("""{"name":"eu","base_url":"eu.example","api_key":"k"}""", 400, "base_url")]
    [InlineData("""{"name":"eu","models":{"gpt-x":""}}""", 400, "models")]
    [InlineData("""{"name":"eu","surprise":1}""", 400, null)]
    public async Task WhatIsWrongWithAnAccount_IsSaid(string body, int expected, string? parameter)
    {
        var (status, reply) = await CallAsync("POST", "", body);

        Assert.Equal(expected, status);
        Assert.Equal(parameter, parameter is null ? null : (string?)reply["parameter"]);
    }

    [Fact]
    public async Task TheSameNameTwice_AnUnknownAccount_AndAnUnknownProvider_AreRefused()
    {
        await CallAsync("POST", "", """{"name":"eu"}""");

        var (twice, _) = await CallAsync("POST", "", """{"name":"eu"}""");
        var (unknown, _) = await CallAsync("PATCH", "/{deployment}", """{"weight":1}""", "us");
        var (gone, _) = await CallAsync("DELETE", "/{deployment}", null, "us");
        var (nobody, _) = await CallAsync("POST", "", """{"name":"eu"}""", provider: "nobody");

        Assert.Equal((409, 404, 404, 404), (twice, unknown, gone, nobody));
    }

    [Fact]
    public async Task AProviderOfTheFile_IsChangedThere()
    {
        await _refresher.ApplyAsync(new UpstreamSettings { Providers = [new ProviderEntry { Name = "openai", Key = new Secret("k"), Line = 7 }] }, Ct);

        var (status, reply) = await CallAsync("POST", "", """{"name":"eu"}""");

        Assert.Equal(409, status);
        Assert.Contains("line 7", (string?)reply["detail"], StringComparison.Ordinal);
    }

    private async Task<(int Status, JsonNode Reply)> CallAsync(string method, string below, string? body, string? deployment = null, string provider = "openai")
    {
        var route = _endpoints.Routes.Single(route => route.Method == method && route.Pattern == "/api/providers/{name}/deployments" + below);
        var http = new DefaultHttpContext();
        var answer = new MemoryStream();
        http.Response.Body = answer;
        http.Request.RouteValues["name"] = provider;
        http.Request.RouteValues["deployment"] = deployment;
        var bytes = Encoding.UTF8.GetBytes(body ?? "");
        http.Request.Body = new MemoryStream(bytes);
        http.Request.ContentLength = bytes.Length;
        await route.Handler(http, new ApiCaller(Guid.Empty, Operator, Guid.Empty, ApiRight.Operator));
        await http.Response.BodyWriter.FlushAsync();
        return (http.Response.StatusCode, answer.Length == 0 ? new JsonObject() : JsonNode.Parse(answer.ToArray())!);
    }
}
