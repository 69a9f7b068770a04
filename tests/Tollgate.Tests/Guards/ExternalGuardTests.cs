using System.Text;
using System.Text.Json.Nodes;
using Tollgate.Guards.External;
using Tollgate.Outbound;
using Tollgate.Security;
using Tollgate.Tests.ModelCalls;

namespace Tollgate.Tests.Guards;

/// <summary>Guards outside of the gateway: how they are asked, what becomes of a call when they do not answer, and where they may stand.</summary>
public sealed class ExternalGuardTests : IAsyncLifetime
{
    private readonly LineFixture _line = new("alerts: { allowed_networks: [127.0.0.0/8] }\n");
    private readonly OutsideGuard _outside = new();

    public async ValueTask InitializeAsync()
    {
        await _line.InitializeAsync();
        _outside.Start();
    }

    public async ValueTask DisposeAsync()
    {
        await _outside.DisposeAsync();
        await _line.DisposeAsync();
    }

    [Fact]
    public async Task AModerationThatFindsSomethingRefusesTheCall()
    {
        await MakeAsync("\"level\":\"enforce\",\"authorization\":\"Bearer let-me-in\"");
        _outside.Answer = asked => Moderation(asked["input"]!.AsArray().Select(text => text!.GetValue<string>().Contains("hurt", StringComparison.Ordinal) ? 0.9 : 0.01));

        using var refused = await AskAsync("how to hurt somebody");
        using var fine = await AskAsync("how to bake bread");

        Assert.Equal((403, 200), ((int)refused.StatusCode, (int)fine.StatusCode));
        var found = (await EnforcedLine.AuditAsync(_line, EnforcedLine.IdOf(refused)))["detail"]!["findings"]![0]!;
        Assert.Equal(("external_guard", "violence", "messages[0].content", "outside"), (Text(found, "threat"), Text(found, "rule"), Text(found, "place"), Text(found, "policy")));
        Assert.Equal("Bearer let-me-in", _outside.Authorization);
        Assert.Contains("[[tokens=1]] how to bake bread", _outside.Asked[^1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task WhatPresidioFindsIsTakenOut_AndNothingElse()
    {
        await MakeAsync("\"level\":\"enforce\",\"action\":\"redact\",\"format\":\"presidio\",\"kinds\":[\"PERSON\"]");
        _outside.Answer = asked => asked["text"]!.GetValue<string>().IndexOf("Jane Roe", StringComparison.Ordinal) is >= 0 and var at
            ? $$"""[{"entity_type":"PERSON","start":{{at}},"end":{{at + 8}},"score":0.85},{"entity_type":"DATE","start":0,"end":2,"score":0.9}]""" : "[]";

        using var reply = await AskAsync("Grüße an Jane Roe in Zürich");

        Assert.Equal(200, (int)reply.StatusCode);
        Assert.Contains("Grüße an [PERSON_1] in Zürich", _line.Provider.LastRequest.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WholeAnswersAreShownToo_WhereThatIsAskedFor()
    {
        await MakeAsync("\"level\":\"enforce\",\"requests\":false,\"answers\":true");
        _outside.Answer = asked => Moderation(asked["input"]!.AsArray().Select(text => text!.GetValue<string>().Contains("harm", StringComparison.Ordinal) ? 0.9 : 0.01));
        _line.AnswerNext("""{"id":"c","object":"chat.completion","model":"fake-chat","choices":[{"index":0,"message":{"role":"assistant","content":"this does harm"},"finish_reason":"stop"}],"usage":{"prompt_tokens":3,"completion_tokens":9,"total_tokens":12}}""");

        using var reply = await AskAsync("harm");

        Assert.Equal(403, (int)reply.StatusCode);
        Assert.Equal("response", (await EnforcedLine.AuditAsync(_line, EnforcedLine.IdOf(reply)))["detail"]!["direction"]!.GetValue<string>());
    }

    [Theory]
    [InlineData("block", "late", 403)]
    [InlineData("allow", "late", 200)]
    [InlineData("block", "{\"results\":[]}", 403)]
    [InlineData("allow", "no json", 200)]
    [InlineData("block", "", 403)]
    public async Task WhenItDoesNotJudge_TheCallGoesOnOrNotAsWasSaid_AndThatIsTold(string onFailure, string answer, int status)
    {
        await MakeAsync($"\"on_failure\":\"{onFailure}\",\"deadline_ms\":{(answer == "late" ? 50 : 5000)}");
        _outside.IsLate = answer == "late";
        _outside.Status = answer.Length == 0 ? 500 : 200;
        _outside.Answer = _ => answer;

        using var reply = await AskAsync("anything at all");

        Assert.Equal(status, (int)reply.StatusCode);
        var audit = await EnforcedLine.AuditAsync(_line, EnforcedLine.IdOf(reply));
        Assert.Equal("guard.failure", Text(audit, "action"));
        Assert.StartsWith("external guard 'outside'", Text(audit["detail"]!, "failure"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task ATextThatWasFineIsNotShownAgain()
    {
        await MakeAsync("\"level\":\"enforce\"");
        _outside.Answer = asked => Moderation(asked["input"]!.AsArray().Select(_ => 0.01));

        using var first = await AskAsync("the same conversation");
        using var second = await AskAsync("the same conversation");

        Assert.Equal((200, 200, 1), ((int)first.StatusCode, (int)second.StatusCode, _outside.Asked.Count));
    }

    [Theory]
    [InlineData("\"url\":\"ftp://guard.example/\"", "url")]
    [InlineData("\"url\":\"http://user@guard.example/\"", "url")]
    [InlineData("\"url\":\"http://169.254.169.254/latest\"", "url")]
    [InlineData("\"url\":\"http://[::ffff:10.0.0.1]/\"", "url")]
    [InlineData("\"url\":\"https://guard.example/\",\"deadline_ms\":1", "deadline_ms")]
    [InlineData("\"url\":\"https://guard.example/\",\"threshold\":2", "threshold")]
    [InlineData("\"url\":\"https://guard.example/\",\"authorization\":\"a\\nb\"", "authorization")]
    public async Task AWrongGuardIsRefused(string members, string parameter)
    {
        using var reply = await _line.SendAsync(HttpMethod.Post, "/api/guards/external", $$"""{"name":"a",{{members}}}""", LineFixture.AdminKey);

        Assert.Equal(400, (int)reply.StatusCode);
        Assert.Contains(parameter, await reply.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task WhatItIsSentToKnowUsDoesNotComeOut()
    {
        var made = await MakeAsync("\"authorization\":\"Bearer let-me-in\"");
        var shown = await _line.AdminAsync(HttpMethod.Get, $"/api/guards/external/{made["id"]}");

        Assert.True(shown["has_authorization"]!.GetValue<bool>());
        Assert.All([made, shown], reply => Assert.DoesNotContain("let-me-in", reply.ToJsonString(), StringComparison.Ordinal));
    }

    [Fact]
    public async Task AnAddressInTheGatewaysOwnNetworkIsRefusedWhereTheConnectionIsMade()
    {
        using var client = new ExternalClient(new AddressGuard([]));
        var guard = new ExternalEntry(new ExternalBody { Name = "g", Url = _outside.Url }, null);

        var fault = await Assert.ThrowsAnyAsync<HttpRequestException>(() => client.AskAsync(guard, "{}"u8.ToArray(), TestContext.Current.CancellationToken));

        Assert.IsType<AddressRefusedException>(fault.InnerException);
        Assert.Empty(_outside.Asked);
    }

    [Fact]
    public void NamesIdsAndMediaAreNotShown_AndSourcesAreChosen()
    {
        var media = new string('A', 2000);
        var body = Encoding.UTF8.GetBytes($$"""{"model":"m","tools":[{"name":"f","description":"a tool"}],"messages":[{"role":"user","content":[{"type":"text","text":"one\ntwo"},{"type":"image","data":"{{media}}"}]},{"role":"tool","tool_call_id":"x","content":"three"}]}""");

        Assert.Equal(["one\ntwo", "three"], ExternalTexts.Of(body, Source.User, []).Select(text => text.Text));
        Assert.Equal(["three"], ExternalTexts.Of(body, Source.User, [Source.Tool]).Select(text => text.Text));
        Assert.Equal(["no json"], ExternalTexts.Of("no json"u8, Source.User, []).Select(text => text.Text));
    }

    private Task<JsonNode> MakeAsync(string members) => _line.AdminAsync(HttpMethod.Post, "/api/guards/external", $$"""{"name":"outside","url":"{{_outside.Url}}",{{members}}}""");

    private async Task<HttpResponseMessage> AskAsync(string text) =>
        await _line.PostAsync(await _line.KeyAsync(), "/v1/chat/completions", $$"""{"model":"fake-chat","messages":[{"role":"user","content":"[[tokens=1]] {{text}}"}]}""");

    private static string Moderation(IEnumerable<double> scores) =>
        new JsonObject { ["results"] = new JsonArray([.. scores.Select(score => new JsonObject { ["flagged"] = score > 0.5, ["category_scores"] = new JsonObject { ["violence"] = score, ["hate"] = 0.001 } })]) }.ToJsonString();

    private static string Text(JsonNode node, string member) => node[member]!.GetValue<string>();
}
