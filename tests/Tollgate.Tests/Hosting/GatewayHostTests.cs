using System.Net;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Tollgate.Hosting;

namespace Tollgate.Tests.Hosting;

/// <summary>The host's own promises: HTTP/2 with trailers, metrics on a listener of their own, a whole OpenAPI document, the live feed.</summary>
public sealed class GatewayHostTests(HostFixture host) : IClassFixture<HostFixture>
{
    private const string Chat = """{"model":"fake-chat","messages":[{"role":"user","content":"[[tokens=7]] hello"}]}""";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task AStreamOnHttp2_EndsWithItsFinalCostInTrailers()
    {
        var key = await host.KeyAsync();

        using var reply = await host.SendAsync(HttpMethod.Post, "/v1/chat/completions", Chat.Replace("\"messages\"", "\"stream\":true,\"messages\"", StringComparison.Ordinal), key);
        await reply.Content.ReadAsStringAsync(Ct);

        Assert.Equal((HttpStatusCode.OK, HttpVersion.Version20), (reply.StatusCode, reply.Version));
        Assert.False(reply.Headers.Contains("x-tollgate-cost"));
        Assert.Equal(["7"], reply.TrailingHeaders.GetValues("x-tollgate-tokens-output"));
        var input = int.Parse(reply.TrailingHeaders.GetValues("x-tollgate-tokens-input").Single(), System.Globalization.CultureInfo.InvariantCulture);
        var cost = decimal.Parse(reply.TrailingHeaders.GetValues("x-tollgate-cost").Single(), System.Globalization.CultureInfo.InvariantCulture);
        Assert.Equal(((input * 2.50m) + 70m) / 1_000_000m, cost);
    }

    [Theory]
    [InlineData("/api/keys")]
    [InlineData("/api/openapi.json")]
    [InlineData("/api/audit")]
    public async Task TheApi_SpellsLettersAndMarksAsTheyAre(string path)
    {
        using var made = await host.AdminAsync(HttpMethod.Post, "/api/keys", $$"""{"name":"R&D's <1+1> ä {{path.Length}}"}""");

        using var reply = await host.AdminAsync(HttpMethod.Get, path);
        using var wrong = await host.AdminAsync(HttpMethod.Post, "/api/keys", """{"name":5}""");

        Assert.DoesNotContain("\\u00", await made.Content.ReadAsStringAsync(Ct) + await reply.Content.ReadAsStringAsync(Ct) + await wrong.Content.ReadAsStringAsync(Ct), StringComparison.Ordinal);
        Assert.Contains("\"R&D's <1+1> ä ", await made.Content.ReadAsStringAsync(Ct), StringComparison.Ordinal);
        Assert.Equal(["nosniff"], reply.Headers.GetValues("x-content-type-options"));
    }

    [Fact]
    public async Task TheMetricsListener_NeedsNoKey_AndServesNothingElse()
    {
        var key = await host.KeyAsync();
        using var called = await host.SendAsync(HttpMethod.Post, "/v1/chat/completions", Chat, key);
        await called.Content.ReadAsStringAsync(Ct);

        var text = await host.Http.GetStringAsync($"{host.Metrics}/metrics", Ct);
        using var here = await host.SendAsync(HttpMethod.Get, "/metrics", null, null);
        using var health = await host.SendAsync(HttpMethod.Get, $"{host.Metrics}/health/live", null, null);
        using var line = await host.SendAsync(HttpMethod.Post, $"{host.Metrics}/v1/chat/completions", Chat, key);

        Assert.Equal([401, 404, 404], [(int)here.StatusCode, (int)health.StatusCode, (int)line.StatusCode]);
        Assert.Contains("tollgate_calls_total{surface=\"chat/completions\",result=\"completed\"} ", text, StringComparison.Ordinal);
        foreach (var name in (string[])["tollgate_ready 1", "tollgate_calls_in_flight 0", "tollgate_ledger_pending_records ", "tollgate_ledger_lag_seconds ", "tollgate_journal_bytes ", "tollgate_budget_imbalances 0", "tollgate_cost_usd_total{", "gen_ai_client_token_usage_bucket{"])
        {
            Assert.Contains($"\n{name}", text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task TheOpenApiDocument_CoversEveryRoute()
    {
        using var reply = await host.AdminAsync(HttpMethod.Get, "/api/openapi.json");
        var paths = (await HostFixture.JsonAsync(reply))["paths"]!.AsObject();

        var routes = host.Gateway.Services.GetRequiredService<ApiRouter>().Routes;
        var missing = routes.Where(route => paths[route.Pattern]?[route.Method.ToLowerInvariant()] is null).Select(route => $"{route.Method} {route.Pattern}");

        Assert.Empty(missing);
        Assert.True(routes.Count > 50, $"{routes.Count}");
        Assert.All(routes, route => Assert.EndsWith(".", route.Summary, StringComparison.Ordinal));
        Assert.Equal(routes.Count, routes.Select(route => $"{route.Method} {route.Pattern}").Distinct().Count());
    }

    [Fact]
    public async Task TheLiveFeed_TellsOfCallsRefusalsAndBudgets_AndGoesOnWhereAListenerLeft()
    {
        var key = await host.KeyAsync();
        using var feed = await host.AdminAsync(HttpMethod.Get, "/api/live");
        await using var events = await feed.Content.ReadAsStreamAsync(Ct);
        using var reader = new StreamReader(events);

        using var called = await host.SendAsync(HttpMethod.Post, "/v1/chat/completions", Chat, key);
        var id = called.Headers.GetValues("x-tollgate-request-id").Single();
        var first = await NextAsync(reader, "call", json => json["request_id"]!.GetValue<string>() == id);
        using var refused = await host.SendAsync(HttpMethod.Post, "/v1/chat/completions", Chat.Replace("fake-chat", "no-such-model", StringComparison.Ordinal), key);
        var second = await NextAsync(reader, "refusal");
        using var made = await host.AdminAsync(HttpMethod.Post, "/api/budgets", """{"name":"live","limit_usd":"5.00","window":"day"}""");
        var third = await NextAsync(reader, "budget");
        using var back = await host.AdminAsync(HttpMethod.Get, "/api/live", lastEvent: first.Id);
        await using var more = await back.Content.ReadAsStreamAsync(Ct);
        using var again = new StreamReader(more);

        Assert.Equal("model_not_found", second.Json["refusal"]!["code"]!.GetValue<string>());
        Assert.Equal(second.Id, (await NextAsync(again, "refusal")).Id);
        Assert.Equal(third.Id, (await NextAsync(again, "budget")).Id);
    }

    /// <summary>The next event of a kind.</summary>
    private static async Task<(string Id, JsonNode Json)> NextAsync(StreamReader reader, string kind, Predicate<JsonNode>? fits = null)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Ct);
        patience.CancelAfter(TimeSpan.FromSeconds(30));
        var (id, found) = ("", "");
        while (await reader.ReadLineAsync(patience.Token) is { } line)
        {
            id = line.StartsWith("id: ", StringComparison.Ordinal) ? line[4..] : id;
            found = line.StartsWith("event: ", StringComparison.Ordinal) ? line[7..] : found;
            if (line.StartsWith("data: ", StringComparison.Ordinal) && found == kind && JsonNode.Parse(line[6..]) is { } json && fits?.Invoke(json) != false)
            {
                return (id, json);
            }
        }

        throw new InvalidOperationException($"The feed ended without a '{kind}'.");
    }
}
