using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging;
using Tollgate.Hosting;
using Tollgate.Hosting.Settings;
using Tollgate.TestKit.Provider;

namespace Tollgate.Tests.Hosting;

/// <summary>Budgets, limits and alert rules of tollgate.yaml, over several starts of one data folder.</summary>
public sealed class DeclaredRulesTests : IAsyncLifetime
{
    private const string AdminKey = "operator-key-of-the-declared-rules-1";
    private const string Chat = """{"model":"fake-chat","max_tokens":20,"messages":[{"role":"user","content":"[[tokens=7]] hello"}]}""";
    private readonly string _folder = Directory.CreateTempSubdirectory("tollgate-declared").FullName;
    private FakeProvider _provider = null!;

    private string Settings => Path.Combine(_folder, "tollgate.yaml");

    public async ValueTask InitializeAsync() => _provider = await FakeProvider.StartAsync(new FakeProviderOptions());

    public async ValueTask DisposeAsync()
    {
        await _provider.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task WhatTheFileDeclares_IsThereAtTheFirstStart_IsMarked_AndTheApiNamesItsLine()
    {
        await using var run = await StartAsync(
            """
            budgets:
              rules:
                research/month: { scope: team, target: research, also: { model: "fake-*", tag: kind=bot }, each: user, limit_usd: 250.50, window: month, time_zone: Europe/Berlin, contact: ann, alert_percents: [40, 80] }
            limits:
              rules:
                bots: { scope: tag, target: kind=bot, unit: parallel, limit: 3 }
            alerts:
              rules:
                errors: { kind: error_rate, each: model, threshold: 25, over: 10m, severity: critical }
            """);

        var budget = await run.OneAsync("/api/budgets");
        Assert.Equal(("research/month", "team", "user", "250.50", "month", "Europe/Berlin", "ann", "file"), (Text(budget, "name"), Text(budget, "scope"), Text(budget, "each"), Text(budget, "limit_usd"), Text(budget, "window"), Text(budget, "time_zone"), Text(budget, "contact"), Text(budget, "origin")));
        Assert.Equal(["model fake-*", "tag kind=bot"], budget["also"]!.AsArray().Select(part => $"{Text(part!, "scope")} {Text(part!, "target")}"));
        Assert.Equal([40, 80], budget["alert_percents"]!.AsArray().Select(percent => percent!.GetValue<int>()));
        var limit = await run.OneAsync("/api/limits");
        Assert.Equal(("bots", "kind=bot", "parallel", 3, "file"), (Text(limit, "name"), Text(limit, "target"), Text(limit, "unit"), limit["limit"]!.GetValue<int>(), Text(limit, "origin")));
        var rule = await run.OneAsync("/api/alerts/rules");
        Assert.Equal(("errors", "error_rate", "model", 25m, 10, "critical", "file"), (Text(rule, "name"), Text(rule, "kind"), Text(rule, "each"), rule["threshold"]!.GetValue<decimal>(), rule["over_minutes"]!.GetValue<int>(), Text(rule, "severity"), Text(rule, "origin")));
        Assert.Contains((await run.GetAsync("/api/teams"))["items"]!.AsArray(), team => Text(team!, "name") == "research");

        await AssertReadOnlyAsync(run, $"/api/budgets/{Text(budget, "id")}", """{"limit_usd":"1"}""", "budgets.rules.research/month");
        await AssertReadOnlyAsync(run, $"/api/limits/{Text(limit, "id")}", """{"limit":99}""", "limits.rules.bots");
        await AssertReadOnlyAsync(run, $"/api/alerts/rules/{Text(rule, "id")}", """{"threshold":99}""", "alerts.rules.errors");
        var audit = (await run.GetAsync("/api/audit"))["items"]!.AsArray();
        Assert.Contains(audit, row => Text(row!, "action") == "budget.create" && Text(row!, "actor") == "tollgate.yaml");
    }

    [Fact]
    public async Task AChangedFile_ChangesTheSameRules_AndTheirWindowsKeepWhatTheyCounted()
    {
        string before;
        await using (var run = await StartAsync("""budgets: { rules: { all: { limit_usd: 5, window: day }, gone: { limit_usd: 7 } } }"""))
        {
            before = Text(await run.NamedAsync("all"), "id");
            await run.CallAsync();
            Assert.Equal((HttpStatusCode.Created, HttpStatusCode.Conflict), (await run.PostAsync("/api/budgets", """{"name":"mine","limit_usd":"3"}"""), await run.PostAsync("/api/budgets", """{"name":"all","limit_usd":"3"}""")));
        }

        await using var again = await StartAsync("""budgets: { rules: { all: { limit_usd: 9, window: day, hard: false }, mine: { limit_usd: 4 } } }""");

        var all = await again.NamedAsync("all");
        Assert.Equal((before, "9.00", false), (Text(all, "id"), Text(all, "limit_usd"), all["hard"]!.GetValue<bool>()));
        Assert.NotEqual("0.00", Text(all, "settled"));
        Assert.Equal("9.00", Text(all, "limit"));
        Assert.Equal(["all", "mine"], await again.NamesAsync());
        Assert.Equal(("4.00", "file"), (Text(await again.NamedAsync("mine"), "limit_usd"), Text(await again.NamedAsync("mine"), "origin")));
    }

    [Fact]
    public async Task ARuleThatCountsOtherCalls_BeginsAnew_WithWhatTheLedgerHolds_AndTheSameFileChangesNothing()
    {
        string before;
        const string byTeam = "budgets: { rules: { cap: { scope: team, target: default, limit_usd: 5, window: day } } }\nlimits: { rules: { rate: { limit: 9 } } }";
        await using (var run = await StartAsync("budgets: { rules: { cap: { limit_usd: 5, window: day } } }\nlimits: { rules: { rate: { limit: 9, per: hour } } }"))
        {
            before = Text(await run.NamedAsync("cap"), "id");
            await run.CallAsync();
        }

        string id;
        await using (var run = await StartAsync(byTeam))
        {
            var cap = await run.NamedAsync("cap");
            id = Text(cap, "id");
            Assert.NotEqual(before, id);
            Assert.Equal("team", Text(cap, "scope"));
            Assert.NotEqual("0.00", Text(cap, "settled"));
            Assert.Equal("minute", Text(await run.OneAsync("/api/limits"), "per"));
        }

        await using var same = await StartAsync(byTeam);
        Assert.Equal(id, Text(await same.NamedAsync("cap"), "id"));
        Assert.Single((await same.GetAsync("/api/audit"))["items"]!.AsArray(), row => Text(row!, "action") == "budget.delete");
    }

    [Fact]
    public async Task ADeclaredCap_Holds()
    {
        await using var run = await StartAsync("""budgets: { rules: { tiny: { scope: tag, target: job=a, limit_usd: 0.000001, on_no_fit: refuse } } }""");

        Assert.Equal(HttpStatusCode.BadRequest, await run.CallAsync("job=a"));
        Assert.Equal(HttpStatusCode.OK, await run.CallAsync("job=b"));
    }

    [Fact]
    public async Task CheckingTheFile_TellsWhatBecomesItsOwn_AndWhichTeamIsNew()
    {
        await using (var run = await StartAsync(""))
        {
            Assert.Equal(HttpStatusCode.Created, await run.PostAsync("/api/limits", """{"name":"mine","limit":3}"""));
        }

        await WriteAsync("limits: { rules: { mine: { limit: 4 }, teams: { scope: team, target: reserch, limit: 4 } } }");
        var report = GatewaySettings.Check(Settings);

        Assert.True(report.IsUsable);
        Assert.Contains("becomes the file's", report.Findings.Single(finding => finding.Key == "limits.rules.mine").Message, StringComparison.Ordinal);
        Assert.Contains("'reserch'", report.Findings.Single(finding => finding.Key == "limits.rules.teams.target").Message, StringComparison.Ordinal);
    }

    private static async Task AssertReadOnlyAsync(Run run, string path, string body, string key)
    {
        foreach (var method in (HttpMethod[])[HttpMethod.Patch, HttpMethod.Delete])
        {
            using var reply = await run.SendAsync(method, path, body);
            var text = await reply.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
            Assert.Equal(HttpStatusCode.Conflict, reply.StatusCode);
            Assert.Contains("tollgate.yaml, line ", text, StringComparison.Ordinal);
            Assert.Contains(key, text, StringComparison.Ordinal);
        }
    }

    private static string Text(JsonNode node, string name) => node[name]!.GetValue<string>();

    private Task WriteAsync(string rules) =>
        File.WriteAllTextAsync(Settings, string.Create(CultureInfo.InvariantCulture, $$"""
            listen: http://127.0.0.1:0
            data: ./data
            admin_key: {{AdminKey}}
            providers: { openai: { base_url: "{{_provider.Address}}/v1", api_key: provider-secret } }
            models: { fake-chat: { provider: openai, context_window: 128000, max_output: 8000, price_per_million: { input: 2.50, output: 10 } } }

            """) + rules);

    private async Task<Run> StartAsync(string rules)
    {
        await WriteAsync(rules);
        var opened = GatewaySettings.Open(Settings);
        var file = opened.File ?? throw new InvalidOperationException(string.Join('\n', opened.Report.Findings));
        var gateway = await GatewayHost.StartAsync(file, new GatewayHostOptions { LogToConsole = false, LogLevel = LogLevel.Warning }, CancellationToken.None);
        return new Run(gateway, file);
    }

    private sealed class Run(GatewayHost gateway, SettingsFile file) : IAsyncDisposable
    {
        private readonly HttpClient _http = new() { BaseAddress = new Uri(gateway.Addresses.First()) };

        public async ValueTask DisposeAsync()
        {
            _http.Dispose();
            await gateway.DisposeAsync();
            await file.DisposeAsync();
        }

        public async Task<JsonNode> GetAsync(string path)
        {
            using var reply = await SendAsync(HttpMethod.Get, path, null);
            return await HostFixture.JsonAsync(reply);
        }

        public async Task<JsonNode> OneAsync(string path) => Assert.Single((await GetAsync(path))["items"]!.AsArray())!;

        public async Task<JsonNode> NamedAsync(string name) => (await GetAsync("/api/budgets"))["items"]!.AsArray().Single(item => Text(item!, "name") == name)!;

        public async Task<IEnumerable<string>> NamesAsync() => (await GetAsync("/api/budgets"))["items"]!.AsArray().Select(item => Text(item!, "name")).Order();

        public async Task<HttpStatusCode> PostAsync(string path, string body)
        {
            using var reply = await SendAsync(HttpMethod.Post, path, body);
            return reply.StatusCode;
        }

        public async Task<HttpStatusCode> CallAsync(string tags = "")
        {
            using var made = await SendAsync(HttpMethod.Post, "/api/keys", $$"""{"name":"key-{{Guid.NewGuid():N}}"}""");
            var key = Text(await HostFixture.JsonAsync(made), "key");
            using var reply = await SendAsync(HttpMethod.Post, "/v1/chat/completions", Chat, key, tags);
            await reply.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
            return reply.StatusCode;
        }

        public async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, string? body, string key = AdminKey, string tags = "")
        {
            using var request = new HttpRequestMessage(method, path);
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
            request.Content = body is null ? null : new StringContent(body, Encoding.UTF8, "application/json");
            if (tags.Length > 0)
            {
                request.Headers.Add("x-tollgate-tags", tags);
            }

            return await _http.SendAsync(request, TestContext.Current.CancellationToken);
        }
    }
}
