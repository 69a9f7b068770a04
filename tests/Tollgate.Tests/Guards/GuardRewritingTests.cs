using Tollgate.Tests.ModelCalls;

namespace Tollgate.Tests.Guards;

/// <summary>Taking out, putting back and stopping loops on the whole line.</summary>
public sealed class GuardRewritingTests(RewritingLine rewriting) : IClassFixture<RewritingLine>
{
    private const string Mail = "jane.roe@corp-mail.net";
    private const string Plain = """{"id":"c","object":"chat.completion","model":"fake-chat","choices":[{"index":0,"message":{"role":"assistant","content":"I wrote to ANSWER","tool_calls":[{"id":"t","type":"function","function":{"name":"f","arguments":"{\"to\":\"ANSWER\"}"}}]},"finish_reason":"stop"}],"usage":{"prompt_tokens":3,"completion_tokens":9,"total_tokens":12}}""";
    private const string Stream =
        """
        data: {"id":"c","choices":[{"index":0,"delta":{"role":"assistant","content":"I wrote to [EM"}}]}

        data: {"id":"c","choices":[{"index":0,"delta":{"content":"AIL_1] and"}}]}

        data: {"id":"c","choices":[{"index":0,"delta":{"content":" so on"},"finish_reason":"stop"}]}

        data: {"id":"c","choices":[],"usage":{"prompt_tokens":3,"completion_tokens":9,"total_tokens":12}}

        data: [DONE]


        """;

    private LineFixture Line => rewriting.Line;

    [Fact]
    public async Task TheProviderSeesAName_AndTheClientTheValue()
    {
        Line.AnswerNext(Plain.Replace("ANSWER", "[EMAIL_1]", StringComparison.Ordinal));

        using var reply = await Line.PostAsync(await Line.KeyAsync(), "/v1/chat/completions", Ask($"Write to {Mail}"));

        Assert.Equal(Plain.Replace("ANSWER", Mail, StringComparison.Ordinal), await TextAsync(reply));
        Assert.Contains("Write to [EMAIL_1]", Line.Provider.Requests[^1].Text, StringComparison.Ordinal);
        Assert.Equal("guard.redact", (await EnforcedLine.AuditAsync(Line, EnforcedLine.IdOf(reply)))["action"]!.GetValue<string>());
    }

    [Fact]
    public async Task InAStreamANameInTwoEventsIsPutBackToo()
    {
        Line.AnswerNext(Stream, "text/event-stream");

        using var reply = await Line.PostAsync(await Line.KeyAsync(), "/v1/chat/completions", Ask($"Write to {Mail}", "\"stream\":true,"));

        var text = await TextAsync(reply);
        Assert.Contains($"I wrote to {Mail}", text, StringComparison.Ordinal);
        Assert.DoesNotContain("[EM", text, StringComparison.Ordinal);
        Assert.EndsWith("data: [DONE]\n\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AnotherCallsNameBringsNothingBack()
    {
        var key = await Line.KeyAsync();
        Line.AnswerNext(Plain);
        using var first = await Line.PostAsync(key, "/v1/chat/completions", Ask($"Write to {Mail}"));
        Line.AnswerNext(Plain.Replace("ANSWER", "[EMAIL_1]", StringComparison.Ordinal));

        using var second = await Line.PostAsync(key, "/v1/chat/completions", Ask("What was [EMAIL_1]?"));

        Assert.Equal(Plain.Replace("ANSWER", "[EMAIL_1]", StringComparison.Ordinal), await TextAsync(second));
    }

    [Fact]
    public async Task AKeyThatTheProviderStreamsIsTakenOut_AndTheStreamGoesOn()
    {
        Line.AnswerNext(Stream.Replace("[EM", Planted.Key[..9], StringComparison.Ordinal).Replace("AIL_1]", Planted.Key[9..], StringComparison.Ordinal), "text/event-stream");

        using var reply = await Line.PostAsync(await Line.KeyAsync(), "/v1/chat/completions", Ask("hi", "\"stream\":true,"));

        var text = await TextAsync(reply);
        Assert.Contains("[AWS_ACCESS_KEY_ID_1]", text, StringComparison.Ordinal);
        Assert.DoesNotContain(Planted.Key[9..], text, StringComparison.Ordinal);
        Assert.EndsWith("data: [DONE]\n\n", text, StringComparison.Ordinal);
        Assert.Equal("guard.redact", (await EnforcedLine.AuditAsync(Line, EnforcedLine.IdOf(reply)))["action"]!.GetValue<string>());
    }

    [Fact]
    public async Task TheFifthIdenticalCallIsRefused_WithTheTimeItEnds()
    {
        var key = await Line.KeyAsync();
        for (var number = 0; number < 4; number++)
        {
            using var fine = await Line.PostAsync(key, "/v1/chat/completions", Ask("the same again"));
            Assert.Equal(200, (int)fine.StatusCode);
        }

        var before = Line.Provider.Requests.Count;
        using var fifth = await Line.PostAsync(key, "/v1/chat/completions", Ask("the same again"));

        var text = await TextAsync(fifth);
        Assert.Equal(403, (int)fifth.StatusCode);
        Assert.Contains("loop-same-call", text, StringComparison.Ordinal);
        Assert.Contains("resets_at", text, StringComparison.Ordinal);
        Assert.Equal(before, Line.Provider.Requests.Count);
        Assert.Equal("guard.block", (await EnforcedLine.AuditAsync(Line, EnforcedLine.IdOf(fifth)))["action"]!.GetValue<string>());
    }

    [Fact]
    public async Task TheBoundsOfLoopsAreMadeOverTheApi_AndCheckedThere()
    {
        var made = await Line.AdminAsync(HttpMethod.Post, "/api/guards", """{"name":"quick","threats":["runaway_loop"],"level":"warn","restore":true,"same_calls":3,"errors":4,"spend":"1.5","within_seconds":30}""");
        var read = await Line.AdminAsync(HttpMethod.Get, $"/api/guards/{made["id"]}");
        using var wrong = await Line.SendAsync(HttpMethod.Post, "/api/guards", """{"name":"odd","same_calls":1}""", LineFixture.AdminKey);

        Assert.Equal((3, 4, "1.50", 30, true), (read["same_calls"]!.GetValue<int>(), read["errors"]!.GetValue<int>(), read["spend"]!.GetValue<string>(), read["within_seconds"]!.GetValue<int>(), read["restore"]!.GetValue<bool>()));
        Assert.Equal(400, (int)wrong.StatusCode);
        await Line.AdminAsync(HttpMethod.Delete, $"/api/guards/{made["id"]}");
    }

    private static string Ask(string text, string more = "") => $$"""{"model":"fake-chat",{{more}}"messages":[{"role":"user","content":"{{text}}"}]}""";

    private static Task<string> TextAsync(HttpResponseMessage reply) => reply.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
}
