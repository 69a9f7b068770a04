using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace Tollgate.Tests.ModelCalls;

/// <summary>The failure map, whole: each way a provider can fail, in each dialect, has one answer, one result and one outcome in the ledger.</summary>
public sealed class FailureMapTests(LineFixture line) : IClassFixture<LineFixture>
{
    private const string Hard = "\"budgets\":[{\"limit_usd\":\"50.00\",\"window\":\"day\"}]";

    private static readonly (string Path, string Stream, string Body)[] Dialects =
    [
        ("/v1/chat/completions", "/v1/chat/completions", """{"model":"fake-chat",STREAM"max_tokens":100,"messages":[{"role":"user","content":"[[WAY]] hi"}]}"""),
        ("/v1/responses", "/v1/responses", """{"model":"fake-chat",STREAM"max_output_tokens":100,"input":"[[WAY]] hi"}"""),
        ("/v1/messages", "/v1/messages", """{"model":"fake-claude",STREAM"max_tokens":100,"messages":[{"role":"user","content":"[[WAY]] hi"}]}"""),
        ("/v1beta/models/fake-gemini:generateContent", "/v1beta/models/fake-gemini:streamGenerateContent?alt=sse", """{"contents":[{"role":"user","parts":[{"text":"[[WAY]] hi"}]}],"generationConfig":{"maxOutputTokens":100}}"""),
    ];

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    /// <summary>Every way with every dialect.</summary>
    public static IEnumerable<TheoryDataRow<int, string, int, string, string>> Answered =>
        from dialect in Enumerable.Range(0, Dialects.Length)
        from row in ((string Way, int Status, string Result, string Outcome)[])[
            ("fault=reset", 502, "broken", "uncertain"),
            ("fault=hang", 504, "timed_out", "uncertain"),
            ("fault=truncate", 200, "completed", "uncertain"),
            ("status=400", 400, "upstream_error", "free"),
            ("status=401", 401, "upstream_error", "free"),
            ("status=404", 404, "upstream_error", "free"),
            ("status=429; retry-after=7", 429, "upstream_error", "free"),
            ("status=500", 500, "upstream_error", "free"),
            ("status=503; retry-after=7", 503, "upstream_error", "free"),
            ("status=529", 529, "upstream_error", "free"),
        ]
        select new TheoryDataRow<int, string, int, string, string>(dialect, row.Way, row.Status, row.Result, row.Outcome);

    /// <summary>Every break of a stream with every dialect.</summary>
    public static IEnumerable<TheoryDataRow<int, string, string>> Streamed =>
        from dialect in Enumerable.Range(0, Dialects.Length)
        from row in ((string Way, string Result)[])[("fault=reset-mid; tokens=60", "broken"), ("fault=end-mid; tokens=60", "broken"), ("fault=stall; tokens=60", "timed_out")]
        select new TheoryDataRow<int, string, string>(dialect, row.Way, row.Result);

    [Theory]
    [MemberData(nameof(Answered))]
    public async Task AFailureBeforeTheAnswer_HasOneStatus_OneResult_AndOneOutcome(int dialect, string way, int status, string result, string outcome)
    {
        var key = await line.KeyAsync(Hard);

        using var reply = await AskAsync(key, dialect, way, isStream: false);

        var text = await reply.Content.ReadAsStringAsync(Ct);
        Assert.True(status == (int)reply.StatusCode, $"{(int)reply.StatusCode} {text}");
        Assert.Equal(way.Contains("retry-after", StringComparison.Ordinal) ? ["7"] : [], reply.Headers.TryGetValues("retry-after", out var after) ? after : []);
        await HoldAsync(reply, key, result, outcome);
    }

    [Theory]
    [MemberData(nameof(Streamed))]
    public async Task AStreamThatBreaks_SaysSoInItsDialect_AndWhatItMayHaveCostIsKept(int dialect, string way, string result)
    {
        var key = await line.KeyAsync(Hard);

        using var reply = await AskAsync(key, dialect, way, isStream: true);

        var text = await reply.Content.ReadAsStringAsync(Ct);
        Assert.Equal(200, (int)reply.StatusCode);
        Assert.Contains("error", text, StringComparison.Ordinal);
        Assert.All((string[])["[DONE]", "message_stop", "response.completed"], end => Assert.DoesNotContain(end, text, StringComparison.Ordinal));
        await HoldAsync(reply, key, result, "uncertain");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task AnAnswerThatIsNoJson_IsPassedOnAsItIs_AndPricedByEstimate(int dialect)
    {
        var key = await line.KeyAsync(Hard);
        line.AnswerNext("{\"usage\":{\"prompt_tokens\":1,");

        using var reply = await AskAsync(key, dialect, "tokens=1", isStream: false);

        Assert.Equal("{\"usage\":{\"prompt_tokens\":1,", await reply.Content.ReadAsStringAsync(Ct));
        await HoldAsync(reply, key, "completed", "uncertain");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task AnEventThatIsNoJson_DoesNotMakeTheCallFree(int dialect)
    {
        var key = await line.KeyAsync(Hard);
        line.Provider.ByHand.Enqueue(http =>
        {
            http.Response.ContentType = "text/event-stream";
            return http.Response.WriteAsync("event: nonsense\ndata: {\"choices\":[{\"delta\":\n\ndata: more\n\n");
        });

        using var reply = await AskAsync(key, dialect, "tokens=1", isStream: true);

        await reply.Content.ReadAsStringAsync(Ct);
        await HoldAsync(reply, key, "broken", "uncertain");
    }

    private Task<HttpResponseMessage> AskAsync(string key, int dialect, string way, bool isStream)
    {
        var (path, stream, body) = Dialects[dialect];
        return line.PostAsync(key, isStream ? stream : path, body.Replace("WAY", way, StringComparison.Ordinal).Replace("STREAM", isStream ? "\"stream\":true," : "", StringComparison.Ordinal));
    }

    /// <summary>The row and the line of a call, and that its budget holds just what they say.</summary>
    private async Task HoldAsync(HttpResponseMessage reply, string key, string result, string outcome)
    {
        var call = await line.CallAsync(reply);
        var attempt = Assert.Single(call["attempts"]!.AsArray())!;
        var flags = attempt["flags"]!.AsArray().Select(flag => flag!.GetValue<string>()).ToList();
        var (cost, uncertain, bound) = (Dollars(attempt["cost_usd"]), Dollars(attempt["uncertain_usd"]), Dollars(attempt["bound_usd"]));

        Assert.Equal(result, call["result"]!.GetValue<string>());
        Assert.Equal(result, attempt["result"]!.GetValue<string>());
        if (outcome == "free")
        {
            Assert.Equal((0m, 0m), (cost, uncertain));
            Assert.Equal(["assumed_unbilled"], flags);
        }
        else
        {
            Assert.Contains("estimated", flags);
            Assert.True(cost > 0 && uncertain > 0 && cost + uncertain <= bound, $"{cost} + {uncertain} of {bound}");
        }

        var budget = JsonNode.Parse(await line.TextAsync("/api/me", key))!["budgets"]!["items"]![0]!;
        Assert.Equal((cost, uncertain, 0m), (Dollars(budget["settled"]), Dollars(budget["uncertain"]), Dollars(budget["reserved"])));
    }

    private static decimal Dollars(JsonNode? amount) => amount is null ? 0m : decimal.Parse(amount.GetValue<string>(), CultureInfo.InvariantCulture);
}
