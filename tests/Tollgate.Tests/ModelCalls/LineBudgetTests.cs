using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;

namespace Tollgate.Tests.ModelCalls;

/// <summary>Budgets on the served path: they hold, and they can be spent.</summary>
public sealed class LineBudgetTests(LineFixture line) : IClassFixture<LineFixture>
{
    [Fact]
    public async Task WhereBoundAndBillAreTenCents_AThousandCallsAtOnceOnFiveDollarsAdmitExactlyFifty()
    {
        var key = await line.KeyAsync("""
            "budgets":[{"limit_usd":"5.00","window":"lifetime"}]
            """);

        var replies = await Task.WhenAll(Enumerable.Range(0, 1000).Select(async _ =>
        {
            using var reply = await line.ChatAsync(key, "tokens=100", "\"max_tokens\":100", "fake-dime");
            return reply.StatusCode;
        }));

        Assert.Equal(50, replies.Count(status => status == HttpStatusCode.OK));
        var me = await MeAsync(key);
        Assert.Equal("5.00", me["settled"]!.GetValue<string>());
        Assert.Equal("0.00", me["reserved"]!.GetValue<string>());
    }

    [Fact]
    public async Task ASpentBudgetIsRefusedInEachDialectWithoutRetryAfter()
    {
        var key = await line.KeyAsync("""
            "budgets":[{"limit_usd":"0.000001","window":"month"}]
            """);

        using var chat = await line.ChatAsync(key, "tokens=1");
        using var messages = await line.PostAsync(key, "/v1/messages", """{"model":"fake-claude","max_tokens":50,"messages":[{"role":"user","content":"hi"}]}""");
        using var gemini = await line.PostAsync(key, "/v1beta/models/fake-gemini:generateContent", """{"contents":[{"parts":[{"text":"hi"}]}]}""");

        Assert.Equal([400, 402, 400], [(int)chat.StatusCode, (int)messages.StatusCode, (int)gemini.StatusCode]);
        foreach (var reply in (HttpResponseMessage[])[chat, messages, gemini])
        {
            Assert.Null(reply.Headers.RetryAfter);
            Assert.Equal(["false"], reply.Headers.GetValues("x-should-retry"));
            Assert.True(reply.Headers.Contains("x-tollgate-budget-resets-at"));
            Assert.Contains("Budget '", await reply.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        }

        var call = await line.CallAsync(messages);
        Assert.Equal(["budget_exceeded", "reserve"], [call["refusal"]!["code"]!.GetValue<string>(), call["refusal"]!["step"]!.GetValue<string>()]);
    }

    [Fact]
    public async Task WhatDoesNotFitIsClampedAndTheClientIsTold()
    {
        var key = await line.KeyAsync("""
            "budgets":[{"limit_usd":"0.10","window":"lifetime"}]
            """);

        using var reply = await line.ChatAsync(key, "tokens=20; mark=clamp-1", "\"max_tokens\":32000");

        Assert.Equal(HttpStatusCode.OK, reply.StatusCode);
        var told = long.Parse(reply.Headers.GetValues("x-tollgate-max-output").First(), CultureInfo.InvariantCulture);
        Assert.InRange(told, 1024, 31_999);
        Assert.Contains("clamped", (await line.CallAsync(reply))["flags"]!.ToJsonString(), StringComparison.Ordinal);
        var sent = JsonNode.Parse(line.Provider.Requests.Last(request => System.Text.Encoding.UTF8.GetString(request.Body.Span).Contains("clamp-1", StringComparison.Ordinal)).Body.Span);
        Assert.Equal(told, sent!["max_tokens"]!.GetValue<long>());
    }

    private async Task<JsonNode> MeAsync(string key)
    {
        using var reply = await line.SendAsync(HttpMethod.Get, "/api/me", null, key);
        return JsonNode.Parse(await reply.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!["budgets"]!["items"]![0]!;
    }
}
