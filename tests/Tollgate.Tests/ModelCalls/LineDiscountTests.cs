using System.Net;
using System.Text.Json.Nodes;

namespace Tollgate.Tests.ModelCalls;

/// <summary>Discounts on the served path: net counts for budgets, the list stands beside it.</summary>
public sealed class LineDiscountTests(LineDiscountTests.Line line) : IClassFixture<LineDiscountTests.Line>
{
    private const string Discounts = """
        discounts:
          openai-agreement: { provider: openai, model: 'fake-dime', percent: 50, from: 2026-01-01 }
          long-ago: { provider: openai, model: 'fake-chat', percent: 50, from: 2025-01-01, to: 2025-02-01 }

        """;

    [Fact]
    public async Task AHardBudget_LastsTwiceAsLongAtHalfThePrice()
    {
        var key = await line.KeyAsync("""
            "budgets":[{"limit_usd":"5.00","window":"lifetime"}]
            """);

        var replies = await Task.WhenAll(Enumerable.Range(0, 150).Select(async _ =>
        {
            using var reply = await line.ChatAsync(key, "tokens=100", "\"max_tokens\":100", "fake-dime");
            return reply.StatusCode;
        }));

        Assert.Equal(100, replies.Count(status => status == HttpStatusCode.OK));
    }

    [Fact]
    public async Task ALine_HoldsNetAndListAndTheDiscount_AndAnEndedOneTakesNothingOff()
    {
        var key = await line.KeyAsync();

        using var net = await line.ChatAsync(key, "tokens=100", "\"max_tokens\":100", "fake-dime");
        using var list = await line.ChatAsync(key, "tokens=100", "\"max_tokens\":100");

        var attempt = (await line.CallAsync(net))["attempts"]![0]!;
        Assert.Equal(["0.05", "0.10"], [attempt["cost_usd"]!.GetValue<string>(), attempt["list_cost_usd"]!.GetValue<string>()]);
        Assert.Contains("discount_percent", attempt["rates"]!.ToJsonString(), StringComparison.Ordinal);
        var plain = (await line.CallAsync(list))["attempts"]![0]!;
        Assert.Equal(plain["cost_usd"]!.GetValue<string>(), plain["list_cost_usd"]!.GetValue<string>());
    }

    [Fact]
    public async Task TheApi_RecordsListsAndEndsADiscount_AuditedAndInForceAtOnce()
    {
        var made = await line.AdminAsync(HttpMethod.Post, "/api/discounts", """{"provider":"anthropic","model":"fake-claude*","percent":"25"}""");
        var key = await line.KeyAsync();
        using var reply = await line.PostAsync(key, "/v1/messages", """{"model":"fake-claude","max_tokens":50,"messages":[{"role":"user","content":"[[tokens=10]] hi"}]}""");
        var attempt = (await line.CallAsync(reply))["attempts"]![0]!;
        using var twice = await line.SendAsync(HttpMethod.Post, "/api/discounts", """{"provider":"anthropic","model":"fake-claude*","percent":"25"}""", Line.Admin);
        _ = await line.AdminAsync(HttpMethod.Delete, $"/api/discounts/{made["id"]}");
        using var again = await line.SendAsync(HttpMethod.Delete, $"/api/discounts/{made["id"]}", null, Line.Admin);
        using var later = await line.PostAsync(key, "/v1/messages", """{"model":"fake-claude","max_tokens":50,"messages":[{"role":"user","content":"[[tokens=10]] hi"}]}""");

        Assert.Equal("anthropic/fake-claude*", made["name"]!.GetValue<string>());
        Assert.Equal(Money(attempt["list_cost_usd"]!) * 75, Money(attempt["cost_usd"]!) * 100);
        Assert.Equal([HttpStatusCode.Conflict, HttpStatusCode.NotFound], [twice.StatusCode, again.StatusCode]);
        var plain = (await line.CallAsync(later))["attempts"]![0]!;
        Assert.Equal(Money(plain["list_cost_usd"]!), Money(plain["cost_usd"]!));
        var listed = (await line.AdminAsync(HttpMethod.Get, "/api/discounts"))["items"]!.AsArray();
        Assert.NotNull(Assert.Single(listed, item => item!["name"]!.GetValue<string>() == "anthropic/fake-claude*")!["to"]);
        Assert.Contains("discount.end", await line.AdminTextAsync("/api/audit?limit=5"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"percent":"5"}""", "provider")]
    [InlineData("""{"provider":"openai","percent":"500"}""", "percent")]
    [InlineData("""{"provider":"openai","percent":"5","from":"2026-02-01T00:00:00Z","to":"2026-01-01T00:00:00Z"}""", "to")]
    [InlineData("""{"provider":"openai","percent":"5","name":""}""", "name")]
    public async Task WhatIsNoDiscount_IsABadRequestThatNamesTheField(string body, string field)
    {
        using var reply = await line.SendAsync(HttpMethod.Post, "/api/discounts", body, Line.Admin);

        Assert.Equal(HttpStatusCode.BadRequest, reply.StatusCode);
        Assert.Equal(field, JsonNode.Parse(await reply.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!["parameter"]!.GetValue<string>());
    }

    [Fact]
    public async Task WhatWasAgreedWithProviders_IsTheOperatorsAlone()
    {
        using var reply = await line.SendAsync(HttpMethod.Get, "/api/discounts", null, await line.KeyAsync());

        Assert.Equal(HttpStatusCode.Forbidden, reply.StatusCode);
    }

    private static Tollgate.Core.Money Money(JsonNode text) => Tollgate.Core.Money.Parse(text.GetValue<string>());

    /// <summary>The gateway with discounts in its settings file.</summary>
    public sealed class Line : IAsyncLifetime
    {
        public const string Admin = "operator-key-of-the-line-tests-0001";

        private readonly LineFixture _line = new(Discounts);

        public ValueTask InitializeAsync() => _line.InitializeAsync();

        public ValueTask DisposeAsync() => _line.DisposeAsync();

        public Task<string> KeyAsync(string more = "") => _line.KeyAsync(more);

        public Task<JsonNode> AdminAsync(HttpMethod method, string path, string? body = null) => _line.AdminAsync(method, path, body);

        public Task<string> AdminTextAsync(string path) => _line.AdminTextAsync(path);

        public Task<JsonNode> CallAsync(HttpResponseMessage reply) => _line.CallAsync(reply);

        public Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, string? body, string? key) => _line.SendAsync(method, path, body, key);

        public Task<HttpResponseMessage> PostAsync(string key, string path, string body) => _line.PostAsync(key, path, body);

        public Task<HttpResponseMessage> ChatAsync(string key, string directives, string more = "", string model = "fake-chat") => _line.ChatAsync(key, directives, more, model);
    }
}
