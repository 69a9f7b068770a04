using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Tollgate.Api;
using Tollgate.Audit;
using Tollgate.Pricing;
using Tollgate.Pricing.Admin;
using Tollgate.Pricing.Discounts;
using Tollgate.Pricing.Expectations;
using Tollgate.TestKit;

namespace Tollgate.Tests.Pricing.Admin;

public sealed class ModelEndpointsTests : IAsyncLifetime
{
    private static readonly ApiCaller Operator = new(Guid.Empty, "admin", Guid.Empty, ApiRight.Operator);

    private readonly PriceCatalog _catalog = new(new PricingOptions());
    private TestDatabase _database = null!;
    private PriceSetter _setter = null!;
    private ModelEndpoints _models = null!;

    public async ValueTask InitializeAsync()
    {
        _database = await TestDatabase.CreateAsync();
        _setter = new PriceSetter(_catalog, new PriceStore(_database.Source, new AuditLog(_database.Source, TimeProvider.System), TimeProvider.System), TimeProvider.System);
        _models = new ModelEndpoints(_catalog, _setter, TimeProvider.System);
    }

    public async ValueTask DisposeAsync()
    {
        _setter.Dispose();
        await _database.DisposeAsync();
    }

    [Fact]
    public async Task Get_ListsEveryModelOnce_PageByPage()
    {
        var seen = new List<string>();
        string? after = null;
        do
        {
            var (_, page) = await CallAsync("GET", "/api/models", $"?limit=700&cursor={Uri.EscapeDataString(after ?? "")}");
            seen.AddRange(page.GetProperty("items").EnumerateArray().Select(item => $"{item.GetProperty("provider")}/{item.GetProperty("id")}"));
            after = page.TryGetProperty("next", out var next) ? next.GetString() : null;
        }
        while (after is not null);

        Assert.Equal(_catalog.Current.List.Providers.Sum(provider => provider.Models.Count), seen.Distinct().Count());
        Assert.Equal(seen.Count, seen.Distinct().Count());
    }

    [Fact]
    public async Task Get_OfAProviderAtATime_ShowsThePricesThatHeldThen()
    {
        var (_, page) = await CallAsync("GET", "/api/models", "?provider=anthropic&q=sonnet-5&at=2026-08-15");

        var model = Assert.Single(page.GetProperty("items").EnumerateArray(), item => item.GetProperty("id").GetString() == "claude-sonnet-5");
        Assert.Equal("2", model.GetProperty("prices").GetProperty("per_million").GetProperty("input").GetString());
        Assert.Equal("2026-09-01T00:00:00+00:00", model.GetProperty("effective_to").GetString());
        Assert.StartsWith("https://", model.GetProperty("source").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{provider}/{vendor}/{id}", "groq", "openai", "gpt-oss-120b")]
    [InlineData("{id}", null, null, "groq/openai/gpt-oss-120b")]
    public async Task Get_OfANameWithSlashes_ShowsTheModel(string pattern, string? provider, string? vendor, string id)
    {
        var (status, model) = await CallAsync("GET", $"/api/models/{pattern}", route: (provider, vendor, id));

        Assert.Equal((200, "openai/gpt-oss-120b"), (status, model.GetProperty("id").GetString()));
    }

    [Fact]
    public async Task Put_SetsThePrice_AndDeleteTakesItBack()
    {
        var (put, model) = await CallAsync("PUT", "/api/models/{id}/price", body: """{"price_per_million":{"input":"1.5","output":"6"}}""", route: (null, null, "gpt-4o"));
        var (deleted, _) = await CallAsync("DELETE", "/api/models/{id}/price", route: (null, null, "gpt-4o"));
        var (again, _) = await CallAsync("DELETE", "/api/models/{id}/price", route: (null, null, "gpt-4o"));

        Assert.Equal((200, "database", "1.5"), (put, model.GetProperty("origin").GetString(), model.GetProperty("prices").GetProperty("per_million").GetProperty("input").GetString()));
        Assert.Equal((204, 404), (deleted, again));
    }

    [Theory]
    [InlineData("""{"price_per_million":{"input":1.5}}""")]
    [InlineData("""{"price_per_million":{"input":"1.5"},"currency":"EUR"}""")]
    [InlineData("{}")]
    public async Task Put_OfWhatIsNoPrice_IsABadRequest(string body)
    {
        var (status, _) = await CallAsync("PUT", "/api/models/{id}/price", body: body, route: (null, null, "gpt-4o"));

        Assert.Equal(400, status);
    }

    [Fact]
    public async Task Estimate_AnswersWithDecimalStrings()
    {
        var route = Assert.Single(new EstimateEndpoints(_catalog, new DiscountDesk(new PricingOptions()), new UsageMemory(), TimeProvider.System).Routes);

        var (status, quote) = await CallAsync(route, "", """{"model":"gpt-4o","input_tokens":1000,"output_tokens":100}""", default);

        Assert.Equal((200, "0.0035"), (status, quote.GetProperty("expected_usd").GetString()));
        Assert.Equal(JsonValueKind.String, quote.GetProperty("max_usd").ValueKind);
    }

    private Task<(int Status, JsonElement Reply)> CallAsync(string method, string pattern, string query = "", string body = "", (string? Provider, string? Vendor, string? Id) route = default) =>
        CallAsync(Assert.Single(_models.Routes, one => one.Method == method && one.Pattern == pattern), query, body, route);

    private static async Task<(int Status, JsonElement Reply)> CallAsync(ApiRoute route, string query, string body, (string? Provider, string? Vendor, string? Id) values)
    {
        using var reply = new MemoryStream();
        var http = new DefaultHttpContext();
        http.Response.Body = reply;
        http.Request.QueryString = new QueryString(query);
        http.Request.Body = new MemoryStream(Encoding.UTF8.GetBytes(body));
        (http.Request.RouteValues["provider"], http.Request.RouteValues["vendor"], http.Request.RouteValues["id"]) = values;
        await route.Handler(http, Operator);
        await http.Response.BodyWriter.FlushAsync();
        return (http.Response.StatusCode, reply.Length == 0 ? default : JsonDocument.Parse(reply.ToArray()).RootElement);
    }
}
