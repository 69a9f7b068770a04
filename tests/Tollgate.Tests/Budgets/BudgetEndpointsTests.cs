using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Tollgate.Api;
using Tollgate.Audit;
using Tollgate.Budgets;
using Tollgate.Callers;
using Tollgate.Core;

namespace Tollgate.Tests.Budgets;

public sealed class BudgetEndpointsTests
{
    [Fact]
    public async Task Post_WithALimitAndAWindow_MakesAHardBudget_ThatGetShows()
    {
        await using var bench = await BudgetBench.CreateAsync();

        var made = await SendAsync(bench, "POST", "/api/budgets", """{"limit_usd":"5.00","window":"day","hard":true}""");
        await bench.SpendAsync("3.50", uncertain: "0.25");
        var shown = await SendAsync(bench, "GET", "/api/budgets/{id}", id: made.Text("id"));

        Assert.Equal((201, "organization", "day", "UTC", "clamp", "ok"), (made.Status, made.Text("scope"), made.Text("window"), made.Text("time_zone"), made.Text("on_no_fit"), made.Text("status")));
        Assert.Equal(("5.00", "3.50", "0.00", "0.25", "0.25", "1.25"), (shown.Text("limit"), shown.Text("settled"), shown.Text("reserved"), shown.Text("suspended"), shown.Text("uncertain"), shown.Text("remaining")));
        Assert.Equal((75m, "warn", "2026-11-22T00:00:00+00:00"), (shown.Body.GetProperty("percent").GetDecimal(), shown.Text("status"), shown.Text("resets_at")));
    }

    [Theory]
    [InlineData("""{"limit_usd":"0"}""", "limit_usd")]
    [InlineData("""{"limit_usd":"5","window":"fortnight"}""", "$.window")]
    [InlineData("""{"limit_usd":5}""", "$.limit_usd")]
    [InlineData("""{"limit_usd":"5","colour":"red"}""", "$.colour")]
    [InlineData("""{"limit_usd":"5","time_zone":"Mars/Olympus"}""", "time_zone")]
    public async Task Post_WithAFault_Is400AndNamesTheField(string body, string field)
    {
        await using var bench = await BudgetBench.CreateAsync();

        var refused = await SendAsync(bench, "POST", "/api/budgets", body);

        Assert.Equal((400, field), (refused.Status, refused.Text("parameter")));
    }

    [Fact]
    public async Task Post_OfAGlobalBudget_IsForTheOperator()
    {
        await using var bench = await BudgetBench.CreateAsync();

        var refused = await SendAsync(bench, "POST", "/api/budgets", """{"limit_usd":"5","scope":"global"}""");

        Assert.Equal(403, refused.Status);
    }

    [Fact]
    public async Task ABudgetOfAnotherOrganization_Is404OnEveryRoute()
    {
        await using var bench = await BudgetBench.CreateAsync();
        var budget = await bench.AddAsync(bench.Wish("5.00"));

        foreach (var route in Routes(bench).Where(route => route.Pattern.Contains("{id}", StringComparison.Ordinal)))
        {
            var answer = await SendAsync(bench, route.Method, route.Pattern, """{"reason":"x","by":"1"}""", budget.Id.ToString(), Ids.New(bench.Clock));
            Assert.Equal(404, answer.Status);
        }
    }

    [Fact]
    public async Task Patch_ChangesTheLimitAtOnce_ButNotTheWindow()
    {
        await using var bench = await BudgetBench.CreateAsync();
        var id = (await bench.AddAsync(bench.Wish("5.00"))).Id.ToString();

        var changed = await SendAsync(bench, "PATCH", "/api/budgets/{id}", """{"limit_usd":"7.50","contact":"ann"}""", id);
        var refused = await SendAsync(bench, "PATCH", "/api/budgets/{id}", """{"window":"week"}""", id);

        Assert.Equal((200, "7.50", "7.50", "ann"), (changed.Status, changed.Text("limit_usd"), changed.Text("limit"), changed.Text("contact")));
        Assert.Equal((400, "window"), (refused.Status, refused.Text("parameter")));
    }

    [Fact]
    public async Task ABudgetFromTheSettingsFile_IsReadOnly()
    {
        await using var bench = await BudgetBench.CreateAsync();
        var id = (await bench.AddAsync(bench.Wish("5.00") with { Origin = BudgetOrigin.File })).Id.ToString();

        Assert.Equal(409, (await SendAsync(bench, "PATCH", "/api/budgets/{id}", """{"limit_usd":"7"}""", id)).Status);
        Assert.Equal(409, (await SendAsync(bench, "DELETE", "/api/budgets/{id}", id: id)).Status);
    }

    [Fact]
    public async Task RaiseResetAndRelease_NeedAReason_AndAreAudited()
    {
        await using var bench = await BudgetBench.CreateAsync();
        var id = (await bench.AddAsync(bench.Wish("5.00"))).Id.ToString();
        await bench.SpendAsync("1.00", uncertain: "2.00");

        var wordless = await SendAsync(bench, "POST", "/api/budgets/{id}/reset", """{"reason":" "}""", id);
        var raised = await SendAsync(bench, "POST", "/api/budgets/{id}/raise", """{"by":"20","until":"2026-11-21T23:59:00Z","reason":"release day"}""", id);
        var released = await SendAsync(bench, "POST", "/api/budgets/{id}/release-uncertain", """{"reason":"seen on the bill"}""", id);
        var reset = await SendAsync(bench, "POST", "/api/budgets/{id}/reset", """{"reason":"new sprint"}""", id);

        Assert.Equal((400, "25.00", "2.00", "0.00"), (wordless.Status, raised.Text("limit"), released.Text("released"), reset.Text("settled")));
        Assert.Equal(3L, await bench.Database.ScalarAsync("select count(*) from audit_event where action in ('budget.raise', 'budget.release_uncertain', 'budget.reset')"));
    }

    [Fact]
    public async Task Delete_Is204_AndTheBudgetIsGone()
    {
        await using var bench = await BudgetBench.CreateAsync();
        var id = (await bench.AddAsync(bench.Wish("5.00"))).Id.ToString();

        Assert.Equal(204, (await SendAsync(bench, "DELETE", "/api/budgets/{id}", id: id)).Status);
        Assert.Equal(404, (await SendAsync(bench, "GET", "/api/budgets/{id}", id: id)).Status);
    }

    [Fact]
    public async Task List_ComesInPages()
    {
        await using var bench = await BudgetBench.CreateAsync();
        foreach (var name in new[] { "a", "b", "c" })
        {
            await bench.AddAsync(bench.Wish("5.00") with { Name = name });
            bench.Clock.Advance(TimeSpan.FromMilliseconds(1));
        }

        var first = await SendAsync(bench, "GET", "/api/budgets", query: "?limit=2");
        var second = await SendAsync(bench, "GET", "/api/budgets", query: $"?limit=2&cursor={first.Text("next")}");

        Assert.Equal(["a", "b"], first.Names());
        Assert.Equal(["c"], second.Names());
        Assert.False(second.Body.TryGetProperty("next", out _));
    }

    [Theory]
    [InlineData("?days=1", 200)]
    [InlineData("?days=365", 200)]
    [InlineData("?days=0", 400)]
    [InlineData("?days=366", 400)]
    public async Task History_TakesOneTo365Days(string query, int status)
    {
        await using var bench = await BudgetBench.CreateAsync();
        var id = (await bench.AddAsync(bench.Wish("5.00"))).Id.ToString();

        Assert.Equal(status, (await SendAsync(bench, "GET", "/api/budgets/{id}/history", id: id, query: query)).Status);
    }

    [Theory]
    [InlineData("", "The body is empty. It takes a JSON object with 'reason' (required), 'subject'.")]
    [InlineData("null", "The body is null. It takes a JSON object with 'reason' (required), 'subject'.")]
    [InlineData("{}", "The body lacks 'reason'. It takes a JSON object with 'reason' (required), 'subject'.")]
    [InlineData("{\"why\":1}", "There is no field 'why' here. It takes a JSON object with 'reason' (required), 'subject'.")]
    [InlineData("{\"reason\":1}", "The value of '$.reason' has the wrong type. It takes a JSON object with 'reason' (required), 'subject'.")]
    [InlineData("{\"reason\":", "The body is not JSON that can be read, at line 1. It takes a JSON object with 'reason' (required), 'subject'.")]
    public async Task ABodyThatDoesNotFit_IsRefusedInWordsOfTheApi(string body, string sentence)
    {
        await using var bench = await BudgetBench.CreateAsync();
        var id = (await bench.AddAsync(bench.Wish("5.00"))).Id.ToString();

        var answer = await SendAsync(bench, "POST", "/api/budgets/{id}/release-uncertain", body, id);

        Assert.Equal((400, sentence), (answer.Status, answer.Text("detail")));
    }

    [Fact]
    public async Task WhatIsUncertain_IsExplainedInEveryView()
    {
        await using var bench = await BudgetBench.CreateAsync();
        var id = (await bench.AddAsync(bench.Wish("5.00"))).Id.ToString();
        await bench.SpendAsync("1.00", uncertain: "2.00");

        var shown = await SendAsync(bench, "GET", "/api/budgets/{id}", id: id);

        Assert.Equal(1, shown.Body.GetProperty("uncertain_calls").GetInt32());
        Assert.StartsWith("$2.00 is uncertain: 1 call ended before its cost was known.", shown.Text("uncertain_note"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task StatusAndSummary_ShowEveryWindowOfASplitRule()
    {
        await using var bench = await BudgetBench.CreateAsync();
        var id = (await bench.AddAsync(bench.Wish("5.00") with { Each = BudgetEach.Key })).Id.ToString();
        await bench.SpendAsync("5.00");
        await bench.SpendAsync("1.00", call: bench.Call with { KeyId = Ids.New(bench.Clock) });

        var status = await SendAsync(bench, "GET", "/api/budgets/{id}/status", id: id);
        var summary = await SendAsync(bench, "GET", "/api/budgets/status/summary");

        Assert.Equal(2, status.Body.GetProperty("items").GetArrayLength());
        Assert.Equal((2, 1, 1), (summary.Body.GetProperty("total").GetInt32(), summary.Body.GetProperty("ok").GetInt32(), summary.Body.GetProperty("exceeded").GetInt32()));
    }

    private static IReadOnlyList<ApiRoute> Routes(BudgetBench bench) =>
        new BudgetEndpoints(bench.Store, bench.Standings, bench.Clerk, new BudgetAudit(new AuditLog(bench.Database.Source, bench.Clock), new BudgetFeed(bench.Feed)), new CallerTargets(bench.Database.Source, bench.Clock), _ => null, new BudgetOptions()).Routes;

    private static async Task<Answer> SendAsync(
        BudgetBench bench, string method, string pattern, string body = "", string? id = null, Guid? organization = null, string query = "")
    {
        var route = Routes(bench).Single(route => route.Method == method && route.Pattern == pattern);
        var http = new DefaultHttpContext();
        http.Request.Body = new MemoryStream(Encoding.UTF8.GetBytes(body));
        http.Request.QueryString = new QueryString(query);
        http.Request.RouteValues["id"] = id;
        using var reply = new MemoryStream();
        http.Response.Body = reply;
        await route.Handler(http, new ApiCaller(Ids.New(bench.Clock), "ann", organization ?? bench.Organization, ApiRight.Admin));
        await http.Response.BodyWriter.FlushAsync(TestContext.Current.CancellationToken);
        var json = reply.Length > 0 ? JsonDocument.Parse(reply.ToArray()).RootElement : default;
        return new Answer(http.Response.StatusCode, json);
    }

    private sealed record Answer(int Status, JsonElement Body)
    {
        public string Text(string field) => Body.GetProperty(field).GetString()!;

        public IEnumerable<string> Names() => Body.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("name").GetString()!);
    }
}
