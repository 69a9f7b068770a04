using System.Net;
using System.Text;
using System.Text.Json.Nodes;

namespace Tollgate.Tests.ModelCalls;

/// <summary>Calls that the client's own subscription pays: priced and flagged, and counted only by budgets that say so.</summary>
public sealed class LineNotionalTests : IAsyncLifetime
{
    private readonly LineFixture _line = new("") { ClientPays = "anthropic" };

    public ValueTask InitializeAsync() => _line.InitializeAsync();

    public ValueTask DisposeAsync() => _line.DisposeAsync();

    [Fact]
    public async Task AnOrdinaryBudget_IsNotSpentByASubscription()
    {
        var key = await _line.KeyAsync("\"budgets\":[{\"limit_usd\":\"0.000001\",\"window\":\"day\"}]");

        using var paidByClient = await AskAsync(key);
        using var paidByUs = await _line.ChatAsync(key, "tokens=5");

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.BadRequest), (paidByClient.StatusCode, paidByUs.StatusCode));
        var call = await _line.CallAsync(paidByClient);
        Assert.Contains("notional", call["flags"]!.AsArray().Select(flag => flag!.GetValue<string>()));
        Assert.NotEqual("0.00", call["cost_usd"]!.GetValue<string>());
        Assert.Equal("0.00", (await BudgetsAsync(key))[0]!["settled"]!.GetValue<string>());
    }

    [Fact]
    public async Task ABudgetOfSubscriptions_IsSpentByThem_AndByNothingElse()
    {
        var key = await _line.KeyAsync("\"budgets\":[{\"limit_usd\":\"1.00\",\"window\":\"day\",\"counts\":\"notional\"},{\"limit_usd\":\"2.00\",\"window\":\"month\",\"counts\":\"all\"}]");

        using var paidByClient = await AskAsync(key);
        using var paidByUs = await _line.ChatAsync(key, "tokens=5");
        await paidByUs.Content.LoadIntoBufferAsync(TestContext.Current.CancellationToken);

        var (notional, billed) = (await CostAsync(paidByClient), await CostAsync(paidByUs));
        var budgets = await BudgetsAsync(key);
        Assert.Equal(["notional", "all"], budgets.Select(budget => budget!["counts"]!.GetValue<string>()));
        Assert.Equal([notional, notional + billed], budgets.Select(budget => decimal.Parse(budget!["settled"]!.GetValue<string>())));
    }

    [Fact]
    public async Task AHardBudgetOfSubscriptions_RefusesWhatItCannotHold()
    {
        var key = await _line.KeyAsync("\"budgets\":[{\"limit_usd\":\"0.000001\",\"window\":\"day\",\"counts\":\"notional\"}]");

        using var refused = await AskAsync(key);
        using var paidByUs = await _line.ChatAsync(key, "tokens=5");

        Assert.Equal((HttpStatusCode.PaymentRequired, HttpStatusCode.OK), (refused.StatusCode, paidByUs.StatusCode));
    }

    [Fact]
    public async Task ABudgetMadeLater_CountsItsOwnKindOnly_AlsoOfCallsThatFailed()
    {
        var key = await _line.KeyAsync();
        using var answered = await AskAsync(key);
        using var timedOut = await AskAsync(key, "fault=hang");
        using var paidByUs = await _line.ChatAsync(key, "tokens=5");
        await paidByUs.Content.LoadIntoBufferAsync(TestContext.Current.CancellationToken);
        var id = JsonNode.Parse(await _line.TextAsync("/api/me", key))!["key_id"]!.GetValue<string>();

        var (billed, notional) = (await MakeAsync(id, "billed"), await MakeAsync(id, "notional"));

        Assert.Equal(504, (int)timedOut.StatusCode);
        Assert.Equal((await CostAsync(paidByUs), 0m), (Number(billed, "settled"), Number(billed, "uncertain")));
        Assert.True(Number(notional, "settled") >= await CostAsync(answered) && Number(notional, "uncertain") > 0, notional.ToJsonString());
    }

    private Task<JsonNode> MakeAsync(string keyId, string counts) => _line.AdminAsync(
        HttpMethod.Post, "/api/budgets", $"{{\"limit_usd\":\"50\",\"scope\":\"key\",\"target\":\"{keyId}\",\"window\":\"day\",\"counts\":\"{counts}\"}}");

    private static decimal Number(JsonNode budget, string field) => decimal.Parse(budget[field]!.GetValue<string>());

    private async Task<decimal> CostAsync(HttpResponseMessage reply) => Number(await _line.CallAsync(reply), "cost_usd");

    private async Task<JsonArray> BudgetsAsync(string key) =>
        JsonNode.Parse(await _line.TextAsync("/api/me", key))!["budgets"]!["items"]!.AsArray();

    private async Task<HttpResponseMessage> AskAsync(string key, string directives = "tokens=5")
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/messages");
        request.Headers.Add("x-tollgate-api-key", key);
        request.Headers.Add("Authorization", "Bearer subscription-of-the-client");
        request.Content = new StringContent(
            $"{{\"model\":\"fake-claude\",\"max_tokens\":50,\"messages\":[{{\"role\":\"user\",\"content\":\"[[{directives}]] hello\"}}]}}", Encoding.UTF8, "application/json");
        return await _line.Http.SendAsync(request);
    }
}
