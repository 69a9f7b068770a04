using System.Text;
using System.Text.Json.Nodes;
using Tollgate.Tests.ModelCalls;

namespace Tollgate.Tests.Guards;

/// <summary>Rules over the admin API, what was found, and whom the guards shut out.</summary>
public sealed class GuardAdminTests : IAsyncLifetime
{
    private readonly LineFixture _line = new("guards: { rules: { of-the-file: { threats: [pii_exposure], level: warn } } }\n");

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => _line.InitializeAsync();

    public ValueTask DisposeAsync() => _line.DisposeAsync();

    [Fact]
    public async Task ARuleIsInForceFromItsMakingToItsDeletion()
    {
        var key = await _line.KeyAsync();
        Assert.Equal(200, await CallAsync(key, Planted.Key));

        var rule = await _line.AdminAsync(HttpMethod.Post, "/api/guards", """{"name":"keys","scope":"key","target":"key-1","threats":["credential_exposure"],"level":"enforce"}""");
        Assert.Equal(403, await CallAsync(key, Planted.Key));
        Assert.Equal(200, await CallAsync(await _line.KeyAsync(), Planted.Key));

        await _line.AdminAsync(HttpMethod.Patch, $"/api/guards/{rule["id"]}", """{"level":"warn"}""");
        using var warned = await SendAsync(key, Planted.Key);
        Assert.Equal("warn; credential_exposure/aws-access-key-id", warned.Headers.GetValues("x-tollgate-guard").Single());

        await _line.AdminAsync(HttpMethod.Delete, $"/api/guards/{rule["id"]}");
        using var after = await SendAsync(key, Planted.Key);
        Assert.False(after.Headers.Contains("x-tollgate-guard"));
    }

    [Theory]
    [InlineData("""{"name":""}""", 400)]
    [InlineData("""{"name":"a","scope":"team"}""", 400)]
    [InlineData("""{"name":"a","target":"x"}""", 400)]
    [InlineData("""{"name":"a","min_confidence":2}""", 400)]
    [InlineData("""{"name":"a","level":"loud"}""", 400)]
    [InlineData("""{"name":"taken"}""", 409)]
    public async Task AWrongRuleIsRefused(string body, int status)
    {
        await _line.AdminAsync(HttpMethod.Post, "/api/guards", """{"name":"taken"}""");

        using var reply = await AdminSendAsync(HttpMethod.Post, "/api/guards", body);

        Assert.Equal(status, (int)reply.StatusCode);
    }

    [Fact]
    public async Task RulesOfTheFileAreShownAndStay()
    {
        var rule = (await _line.AdminAsync(HttpMethod.Get, "/api/guards"))["items"]!.AsArray().Single()!;
        Assert.Equal(("of-the-file", "file"), (rule["name"]!.GetValue<string>(), rule["origin"]!.GetValue<string>()));

        using var deleted = await AdminSendAsync(HttpMethod.Delete, $"/api/guards/{rule["id"]}", null);
        using var changed = await AdminSendAsync(HttpMethod.Patch, $"/api/guards/{rule["id"]}", """{"level":"off"}""");
        using var unknown = await AdminSendAsync(HttpMethod.Get, $"/api/guards/{Guid.CreateVersion7()}", null);

        Assert.Equal((409, 409, 404), ((int)deleted.StatusCode, (int)changed.StatusCode, (int)unknown.StatusCode));
    }

    [Fact]
    public async Task ARuleOfAnotherOrganizationIsNotThere()
    {
        await _line.AdminAsync(HttpMethod.Post, "/api/organizations", """{"name":"other"}""");
        var theirs = await _line.AdminAsync(HttpMethod.Post, "/api/guards?organization=other", """{"name":"theirs","level":"enforce"}""");

        using var shown = await AdminSendAsync(HttpMethod.Get, $"/api/guards/{theirs["id"]}", null);

        Assert.Equal(404, (int)shown.StatusCode);
        Assert.Equal(200, await CallAsync(await _line.KeyAsync(), Planted.Key));
    }

    [Fact]
    public async Task WhatIsFoundIsListedByCallAndThreat_Masked()
    {
        using var reply = await SendAsync(await _line.KeyAsync(), Planted.Key);
        var id = EnforcedLine.IdOf(reply);

        var found = await EventAsync($"/api/guards/events?request={id}&threat=credential_exposure");

        Assert.Equal(("messages[0].content", "log", "monitor", "user"), (found["place"]!.GetValue<string>(), found["action"]!.GetValue<string>(), found["level"]!.GetValue<string>(), found["source"]!.GetValue<string>()));
        Assert.DoesNotContain(Planted.Key, found.ToJsonString(), StringComparison.Ordinal);
        Assert.Empty((await _line.AdminAsync(HttpMethod.Get, $"/api/guards/events?request={id}&threat=prompt_injection"))["items"]!.AsArray());
        using var wrong = await AdminSendAsync(HttpMethod.Get, "/api/guards/events?threat=none", null);
        using var alsoWrong = await AdminSendAsync(HttpMethod.Get, "/api/guards/events?request=none", null);
        Assert.Equal((400, 400), ((int)wrong.StatusCode, (int)alsoWrong.StatusCode));
        var status = await _line.AdminAsync(HttpMethod.Get, "/api/security/status");
        Assert.Equal("monitor", status["levels"]!["credential_exposure"]!["tool"]!.GetValue<string>());
        Assert.Equal("warn", status["levels"]!["pii_exposure"]!["user"]!.GetValue<string>());
        Assert.Contains(status["last_day"]!.AsArray(), sum => sum!["threat"]!.GetValue<string>() == "credential_exposure");
    }

    [Theory]
    [InlineData("quarantine", "one", "two", 200)]
    [InlineData("quarantine", null, "two", 403)]
    [InlineData("kill", "one", "two", 403)]
    public async Task WhoIsShutOutCallsNoMore_UntilReleased(string action, string? session, string other, int otherStatus)
    {
        var key = await _line.KeyAsync();
        await _line.AdminAsync(HttpMethod.Post, "/api/guards", $$"""{"name":"out","level":"enforce","action":"{{action}}","threats":["credential_exposure"]}""");

        Assert.Equal(403, await CallAsync(key, Planted.Key, session));
        Assert.Equal(403, await CallAsync(key, "a harmless word", session));
        Assert.Equal(otherStatus, await CallAsync(key, "a harmless word", other));

        var entry = await EventAsync("/api/guards/quarantines");
        Assert.Equal(action == "kill", entry["ends_at"] is null);
        await _line.AdminAsync(HttpMethod.Delete, $"/api/guards/quarantines/{entry["id"]}");
        Assert.Equal(200, await CallAsync(key, "a harmless word", session));
        using var again = await AdminSendAsync(HttpMethod.Delete, $"/api/guards/quarantines/{entry["id"]}", null);
        Assert.Equal(404, (int)again.StatusCode);
    }

    [Fact]
    public async Task RedactionReallyRewritesWhatGoesOn()
    {
        await _line.AdminAsync(HttpMethod.Post, "/api/guards", """{"name":"out","level":"enforce","action":"redact","threats":["credential_exposure"]}""");

        using var reply = await SendAsync(await _line.KeyAsync(), Planted.Key);

        Assert.Equal(200, (int)reply.StatusCode);
        Assert.StartsWith("redact; ", reply.Headers.GetValues("x-tollgate-guard").Single(), StringComparison.Ordinal);
        Assert.Contains("[AWS_ACCESS_KEY_ID_1]", _line.Provider.LastRequest.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(Planted.Key, _line.Provider.LastRequest.Text, StringComparison.Ordinal);
    }

    private async Task<JsonNode> EventAsync(string path)
    {
        for (var round = 0; round < 200; round++)
        {
            if ((await _line.AdminAsync(HttpMethod.Get, path))["items"]!.AsArray() is [{ } first, ..])
            {
                return first;
            }

            await Task.Delay(25, Ct);
        }

        throw new InvalidOperationException($"Nothing is listed at {path}.");
    }

    private async Task<int> CallAsync(string key, string text, string? session = null)
    {
        using var reply = await SendAsync(key, text, session);
        return (int)reply.StatusCode;
    }

    private async Task<HttpResponseMessage> SendAsync(string key, string text, string? session = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/chat/completions")
        {
            Content = new StringContent($$"""{"model":"fake-chat","messages":[{"role":"user","content":"[[tokens=1]] {{text}}"}]}""", Encoding.UTF8, "application/json"),
        };
        request.Headers.Add("x-api-key", key);
        if (session is not null)
        {
            request.Headers.Add("x-tollgate-session", session);
        }

        return await _line.Http.SendAsync(request, Ct);
    }

    private Task<HttpResponseMessage> AdminSendAsync(HttpMethod method, string path, string? body) => _line.SendAsync(method, path, body, LineFixture.AdminKey);
}
