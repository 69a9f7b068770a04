using System.Text.Json;
using Tollgate.Upstreams.Catalogue;
using Tollgate.Upstreams.Routes;

namespace Tollgate.Tests.Upstreams;

public sealed class PassThroughRoutesTests
{
    private static readonly ProviderCatalogue Catalogue = ProviderCatalogue.Load();
    private static readonly PassThroughRoutes Routes = PassThroughRoutes.Load();

    [Theory]
    [InlineData("openai", "GET", "/files", "denied", null)]
    [InlineData("openai", "GET", "/files/", "denied", null)]
    [InlineData("openai", "GET", "/FILES", "denied", null)]
    [InlineData("openai", "POST", "/files", "free", null)]
    [InlineData("openai", "GET", "/files/file-1", "free", "file-1")]
    [InlineData("openai", "GET", "/files/file-1/content", "free", "file-1")]
    [InlineData("openai", "GET", "/responses/resp_1", "free", "resp_1")]
    [InlineData("openai", "POST", "/responses/resp_1/cancel", "free", "resp_1")]
    [InlineData("openai", "POST", "/responses/input_tokens", "free", null)]
    [InlineData("openai", "POST", "/responses/compact", "metered", null)]
    [InlineData("openai", "GET", "/organization/usage/completions", "denied", null)]
    [InlineData("openai", "DELETE", "/organization/api_keys/1", "denied", null)]
    [InlineData("openai", "GET", "/vector_stores/vs_1/files/f", "free", "vs_1")]
    [InlineData("openai", "POST", "/batches", "metered", null)]
    [InlineData("openai", "POST", "/realtime/client_secrets", "denied", null)]
    [InlineData("anthropic", "GET", "/v1/messages/batches", "denied", null)]
    [InlineData("anthropic", "GET", "/v1/messages/batches/b1/results", "free", "b1")]
    [InlineData("anthropic", "GET", "/v1/organizations/me", "denied", null)]
    [InlineData("gemini", "GET", "/v1beta/files/abc", "free", "abc")]
    [InlineData("gemini", "GET", "/v1beta/files/abc:download", "free", "abc")]
    [InlineData("gemini", "DELETE", "/v1beta/cachedContents/c1", "free", "c1")]
    [InlineData("gemini", "POST", "/v1beta/cachedContents", "metered", null)]
    [InlineData("gemini", "POST", "/v1beta/models/m:batchGenerateContent", "metered", null)]
    [InlineData("gemini", "GET", "/v1beta/tunedModels/x", "denied", null)]
    [InlineData("openrouter", "GET", "/credits", "denied", null)]
    [InlineData("deepseek", "GET", "/user/balance", "denied", null)]
    public void ARoute_HasItsRow(string provider, string method, string path, string charge, string? id)
    {
        var found = Routes.Find(Catalogue.Find(provider)!, method, path);

        Assert.NotNull(found);
        Assert.Equal(charge, found.Value.Row!.Charge.ToString().ToLowerInvariant());
        Assert.Equal(id, found.Value.ObjectId);
    }

    [Theory]
    [InlineData("openai", "GET", "/something/new")]
    [InlineData("openai", "PUT", "/something/new/file-1")]
    [InlineData("ollama", "POST", "/api/generate")]
    public void ARouteWithoutARow_IsNobodysToJudge(string provider, string method, string path) =>
        Assert.Null(Routes.Find(Catalogue.Find(provider)!, method, path));

    [Theory]
    [InlineData("openai", "/v1/files", "/files")]
    [InlineData("openai", "/files", "/files")]
    [InlineData("openai", "/v1beta/files", "/v1beta/files")]
    [InlineData("groq", "/openai/v1/files", "/files")]
    [InlineData("groq", "/v1/files", "/files")]
    [InlineData("anthropic", "/v1/files", "/v1/files")]
    [InlineData("openai", "/v1", "/v1")]
    public void BelowBase_TakesOffWhatTheBaseAddressHolds(string provider, string path, string below) =>
        Assert.Equal(below, PassThroughRoutes.BelowBase(Catalogue.Find(provider)!, path));

    [Theory]
    [InlineData("openai", "DELETE", "/batches/batch_1", "batch_1")]
    [InlineData("openai", "PATCH", "/files/file-1", "file-1")]
    [InlineData("openai", "POST", "/responses/resp_1/something_new", "resp_1")]
    [InlineData("anthropic", "PUT", "/v1/files/file_1", "file_1")]
    [InlineData("gemini", "PUT", "/v1beta/cachedContents/c1", "c1")]
    public void AnObjectIsKnown_WhateverIsDoneToIt(string provider, string method, string path, string id)
    {
        var found = Routes.Find(Catalogue.Find(provider)!, method, path);

        Assert.Equal(new RouteMatch(null, id), found);
    }

    [Fact]
    public void EveryProviderOfARow_IsInTheCatalogue() => Assert.All(Routes.Providers, id => Assert.NotNull(Catalogue.Find(id)));

    [Fact]
    public void EveryListAndAccountRoute_IsDenied()
    {
        var lists = Catalogue.Providers.SelectMany(provider => Routes.Of(provider.Id)).Where(row => row.Takes("GET") && row.Charge != RouteCharge.Denied)
            .Where(row => row.Object is null && (row.Path.EndsWith('s') || row.Path.Contains("organization", StringComparison.Ordinal)))
            .Select(row => row.Path).Distinct();

        Assert.Equal(["/embedding-models", "/image-generation-models", "/language-models", "/providers"], lists.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void EveryDeniedRow_SaysWhy() =>
        Assert.All(Catalogue.Providers.SelectMany(provider => Routes.Of(provider.Id)).Where(row => row.Charge == RouteCharge.Denied), row => Assert.False(string.IsNullOrEmpty(row.Why)));

    [Fact]
    public void EveryMeteredRow_SaysByWhat() =>
        Assert.All(Catalogue.Providers.SelectMany(provider => Routes.Of(provider.Id)).Where(row => row.Charge == RouteCharge.Metered), row => Assert.NotNull(row.Unit));

    [Theory]
    [InlineData("""{"routes":[{"providers":["x"],"methods":["GET"],"path":"/a","charge":"cheap"}]}""")]
    [InlineData("""{"routes":[{"providers":["x"],"methods":["GET"],"path":"/a","charge":"metered","unit":"apples"}]}""")]
    public void AWrongRow_StopsTheStart(string json)
    {
        using var document = JsonDocument.Parse(json);

        Assert.Throws<JsonException>(() => PassThroughRoutes.Read(document.RootElement));
    }
}
