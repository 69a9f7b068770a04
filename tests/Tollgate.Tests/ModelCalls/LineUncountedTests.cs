using System.Globalization;
using System.Text.Json.Nodes;

namespace Tollgate.Tests.ModelCalls;

/// <summary>Work whose answer reports no tokens is never silently nothing.</summary>
public sealed class LineUncountedTests(LineFixture line) : IClassFixture<LineFixture>
{
    [Theory]
    [InlineData("/openai/v1/images/generations", """{"model":"dall-e-2","prompt":"x","n":10}""", "0.20")]
    [InlineData("/openai/v1/images/generations", """{"model":"dall-e-2","prompt":"x"}""", "0.02")]
    public async Task PicturesArePricedByTheirNumber(string path, string body, string cost)
    {
        var key = await line.KeyAsync();
        line.AnswerNext("""{"created":1,"data":[]}""");

        using var reply = await line.PostAsync(key, path, body);

        Assert.Equal(200, (int)reply.StatusCode);
        var attempt = (await line.CallAsync(reply))["attempts"]![0]!;
        Assert.Equal(decimal.Parse(cost, CultureInfo.InvariantCulture), decimal.Parse(attempt["cost_usd"]!.GetValue<string>(), CultureInfo.InvariantCulture));
        Assert.Contains("estimated", Flags(attempt));
    }

    [Theory]
    [InlineData("/openai/v1/something/new", """{"model":"fake-chat"}""")]
    [InlineData("/openai/v1/audio/transcriptions", """{"model":"whisper-1"}""")]
    public async Task WhatNobodyCanCountSaysSo(string path, string body)
    {
        var key = await line.KeyAsync();
        line.AnswerNext("""{"created":1,"data":[]}""");

        using var reply = await line.PostAsync(key, path, body);

        Assert.Equal(200, (int)reply.StatusCode);
        Assert.Contains("unpriced", Flags((await line.CallAsync(reply))["attempts"]![0]!));
    }

    [Fact]
    public async Task WorkInTheBackgroundIsFlaggedAndItsWorstCaseIsUncertain()
    {
        var key = await line.KeyAsync("""
            "budgets":[{"limit_usd":"50.00","window":"day","hard":false}]
            """);

        line.AnswerNext("""{"id":"resp_later","object":"response","status":"queued","output":[],"usage":null}""");

        using var reply = await line.PostAsync(key, "/v1/responses", """{"model":"fake-chat","input":"hi","background":true,"max_output_tokens":1000}""");

        var call = await line.CallAsync(reply);
        var attempt = call["attempts"]![0]!;
        Assert.Contains("deferred", Flags(attempt));
        Assert.True(decimal.Parse(call["uncertain_usd"]!.GetValue<string>(), CultureInfo.InvariantCulture) > 0);
    }

    [Fact]
    public async Task WhoeverReadsTheFinishedResponseBringsTheBill_Once()
    {
        var key = await line.KeyAsync("""
            "budgets":[{"limit_usd":"50.00","window":"day","hard":false}]
            """);
        line.AnswerNext("""{"id":"resp_bill","object":"response","status":"queued","output":[],"usage":null}""");
        using var begun = await line.PostAsync(key, "/v1/responses", """{"model":"fake-chat","input":"hi","background":true,"max_output_tokens":1000}""");
        foreach (var answer in (string[])["""{"id":"resp_bill","object":"response","status":"in_progress","usage":null}""", Finished(100), Finished(900)])
        {
            line.AnswerNext(answer);
            using var read = await line.SendAsync(HttpMethod.Get, "/openai/v1/responses/resp_bill", null, key);
            Assert.Equal(200, (int)read.StatusCode);
        }

        var call = await line.CallAsync(begun);

        Assert.Equal(((1000 * 2500m) + (100 * 10000m)) / 1_000_000_000m, Dollars(call["cost_usd"]));
        Assert.Equal(0m, Dollars(call["uncertain_usd"]));

        static string Finished(int output) =>
            $$$"""{"id":"resp_bill","object":"response","status":"completed","output":[],"usage":{"input_tokens":1000,"output_tokens":{{{output}}},"total_tokens":{{{1000 + output}}}}}""";
    }

    [Theory]
    [InlineData("GET", "", "application/json", """{"id":"ID","object":"response","status":"completed","usage":{"input_tokens":1000,"output_tokens":100,"total_tokens":1100}}""")]
    [InlineData("POST", "/cancel", "application/json", """{"id":"ID","object":"response","status":"cancelled","usage":{"input_tokens":1000,"output_tokens":100,"total_tokens":1100}}""")]
    [InlineData("GET", "?stream=true", "text/event-stream", "event: response.completed\ndata: {\"type\":\"response.completed\",\"response\":{\"id\":\"ID\",\"status\":\"completed\",\"usage\":{\"input_tokens\":1000,\"output_tokens\":100,\"total_tokens\":1100}}}\n\n")]
    public async Task HoweverAFinishedResponseIsRead_ItBringsTheBillOnce(string method, string tail, string type, string answer)
    {
        var key = await line.KeyAsync();
        var id = $"resp_{Guid.NewGuid():N}";
        line.AnswerNext($$"""{"id":"{{id}}","object":"response","status":"queued","output":[],"usage":null}""");
        using var begun = await line.PostAsync(key, "/v1/responses", """{"model":"fake-chat","input":"hi","background":true,"max_output_tokens":1000}""");
        for (var time = 0; time < 2; time++)
        {
            line.AnswerNext(answer.Replace("ID", id, StringComparison.Ordinal), type);
            using var read = await line.SendAsync(new HttpMethod(method), $"/v1/responses/{id}{tail}", null, key);
            Assert.Equal(answer.Replace("ID", id, StringComparison.Ordinal), await read.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
            Assert.Equal(0m, Dollars((await line.CallAsync(read))["cost_usd"]));
        }

        var call = await line.CallAsync(begun);

        Assert.Equal(((1000 * 2500m) + (100 * 10000m)) / 1_000_000_000m, Dollars(call["cost_usd"]));
        Assert.Equal(0m, Dollars(call["uncertain_usd"]));
    }

    [Fact]
    public async Task AFinishedBatchBringsItsBill_AtTheRatesOfBatches()
    {
        var key = await line.KeyAsync();
        line.AnswerNext("""{"id":"file-billedbatch1","object":"file"}""");
        using var file = await line.PostAsync(key, "/v1/files", "{}");
        line.AnswerNext("""{"id":"batch_billed0001","object":"batch","status":"validating"}""");
        using var begun = await line.PostAsync(key, "/v1/batches", """{"input_file_id":"file-billedbatch1","endpoint":"/v1/responses","completion_window":"24h"}""");
        foreach (var status in (string[])["in_progress", "completed", "completed"])
        {
            line.AnswerNext($$"""{"id":"batch_billed0001","object":"batch","status":"{{status}}","model":"gpt-4o-mini","usage":{"input_tokens":1000000,"input_tokens_details":{"cached_tokens":0},"output_tokens":1000000,"output_tokens_details":{"reasoning_tokens":0},"total_tokens":2000000} }""");
            using var read = await line.SendAsync(HttpMethod.Get, "/v1/batches/batch_billed0001", null, key);
            Assert.Equal(200, (int)read.StatusCode);
        }

        Assert.Equal(0.375m, Dollars((await line.CallAsync(begun))["cost_usd"]));
    }

    [Fact]
    public async Task TheResultsOfABatchOfMessagesBringItsBill()
    {
        var key = await line.KeyAsync();
        line.AnswerNext("""{"id":"msgbatch_billed01","type":"message_batch","processing_status":"in_progress"}""");
        using var begun = await line.PostAsync(key, "/v1/messages/batches", """{"requests":[{"custom_id":"a","params":{"model":"fake-claude","max_tokens":10,"messages":[]}}]}""");
        for (var time = 0; time < 2; time++)
        {
            line.AnswerNext(
                """
                {"custom_id":"a","result":{"type":"succeeded","message":{"id":"msg_1","type":"message","model":"fake-claude","usage":{"input_tokens":1000,"output_tokens":10,"service_tier":"batch"}}}}
                {"custom_id":"b","result":{"type":"succeeded","message":{"id":"msg_2","type":"message","model":"fake-claude","usage":{"input_tokens":20,"output_tokens":1000,"service_tier":"batch"}}}}
                {"custom_id":"c","result":{"type":"errored","error":{"type":"invalid_request"}}}
                """, "application/x-jsonl");
            using var read = await line.SendAsync(HttpMethod.Get, "/v1/messages/batches/msgbatch_billed01/results", null, key);
            Assert.Equal(200, (int)read.StatusCode);
        }

        // An own model states no rates for batches: its dearest hold.
        var price = Tollgate.TestKit.Bills.FakePriceList.Default.All.Single(one => one.Model == "fake-claude");
        var expected = ((1020 * decimal.Parse(price.Input, CultureInfo.InvariantCulture)) + (1010 * decimal.Parse(price.Output, CultureInfo.InvariantCulture))) / 1_000_000m;
        Assert.Equal(expected, Dollars((await line.CallAsync(begun))["cost_usd"]));
    }

    [Theory]
    [InlineData("claude-opus-4-6", 0.775)]
    [InlineData("claude-haiku-5-5", 0.0775)]
    public async Task ABatchOfMessagesCostsHalf_CachesAndLongPromptsToo(string model, decimal expected)
    {
        var key = await line.KeyAsync();
        var id = $"msgbatch_{model}";
        line.AnswerNext($$"""{"id":"{{id}}","type":"message_batch","processing_status":"in_progress"}""");
        using var begun = await line.PostAsync(key, "/v1/messages/batches", $$"""{"requests":[{"custom_id":"a","params":{"model":"{{model}}","max_tokens":10,"messages":[]} }]}""");
        line.AnswerNext($$"""{"custom_id":"a","result":{"type":"succeeded","message":{"id":"msg_1","type":"message","model":"{{model}}","usage":{"input_tokens":100000,"cache_read_input_tokens":100000,"cache_creation_input_tokens":0,"output_tokens":40000,"service_tier":"batch"} } } }""", "application/x-jsonl");

        using var read = await line.SendAsync(HttpMethod.Get, $"/v1/messages/batches/{id}/results", null, key);

        Assert.Equal(200, (int)read.StatusCode);
        Assert.Equal(expected, Dollars((await line.CallAsync(begun))["cost_usd"]));
    }

    [Theory]
    [InlineData("""{"prompt_tokens":99999999999999999999999,"completion_tokens":5}""")]
    [InlineData("""{"prompt_tokens":10,"completion_tokens":-5,"total_tokens":5}""")]
    [InlineData("""{"prompt_tokens":"10","completion_tokens":"5"}""")]
    [InlineData("""{"prompt_tokens":1500}""")]
    [InlineData("""{"completion_tokens":15}""")]
    [InlineData("""{"prompt_tokens":10,"completion_tokens":5,"total_tokens":5000}""")]
    public async Task AReportThatCannotBeReadLeavesTheReserveUncertain(string usage)
    {
        var key = await line.KeyAsync("""
            "budgets":[{"limit_usd":"50.00","window":"day"}]
            """);
        line.AnswerNext($$"""{"id":"x","choices":[{"index":0,"message":{"role":"assistant","content":"hello"},"finish_reason":"stop"}],"usage":{{usage}}}""");

        using var reply = await line.ChatAsync(key, "tokens=1", "\"max_tokens\":1000");

        var call = await line.CallAsync(reply);
        var attempt = call["attempts"]![0]!;
        Assert.Contains("estimated", Flags(attempt));
        Assert.True(Dollars(call["cost_usd"]) > 0);
        Assert.Equal(Dollars(attempt["bound_usd"]), Dollars(call["cost_usd"]) + Dollars(call["uncertain_usd"]));
    }

    [Fact]
    public async Task AStreamPastItsLimitIsCut()
    {
        var key = await line.KeyAsync("""
            "budgets":[{"limit_usd":"50.00","window":"day"}]
            """);
        var chunk = $$$"""data: {"id":"x","object":"chat.completion.chunk","choices":[{"index":0,"delta":{"content":"{{{new string('y', 1000)}}}"}}]}""" + "\n\n";
        line.AnswerNext(string.Concat(Enumerable.Repeat(chunk, 400)), "text/event-stream");

        using var reply = await line.ChatAsync(key, "tokens=1", "\"stream\":true,\"max_tokens\":100");

        var text = await reply.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        var call = await line.CallAsync(reply);
        Assert.Equal("cut", call["result"]!.GetValue<string>());
        Assert.Contains("\"finish_reason\":\"length\"", text, StringComparison.Ordinal);
        Assert.True(text.Length < 100_000, $"{text.Length} characters came through.");
        Assert.Equal(Dollars(call["attempts"]![0]!["bound_usd"]), Dollars(call["cost_usd"]));
    }

    [Fact]
    public async Task AStreamThatReportsMoreThanItsLimitIsCutAndOwedWhole()
    {
        var key = await line.KeyAsync("""
            "budgets":[{"limit_usd":"50.00","window":"day"}]
            """);
        var chunk = """data: {"candidates":[{"index":0,"content":{"parts":[{"text":"hi"}]}}],"usageMetadata":{"promptTokenCount":5,"candidatesTokenCount":5000,"totalTokenCount":5005}}""" + "\n\n";
        line.AnswerNext(string.Concat(Enumerable.Repeat(chunk, 50)), "text/event-stream");

        using var reply = await line.PostAsync(key, "/v1beta/models/fake-gemini:streamGenerateContent?alt=sse", """{"contents":[{"parts":[{"text":"hi"}]}],"generationConfig":{"maxOutputTokens":10}}""");

        await reply.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        var call = await line.CallAsync(reply);
        Assert.Equal("cut", call["result"]!.GetValue<string>());
        Assert.Contains("above_reserve", Flags(call["attempts"]![0]!));
        Assert.True(Dollars(call["cost_usd"]) > Dollars(call["attempts"]![0]!["bound_usd"]));
    }

    private static decimal Dollars(JsonNode? node) => decimal.Parse(node!.GetValue<string>(), CultureInfo.InvariantCulture);

    private static IEnumerable<string> Flags(JsonNode attempt) => attempt["flags"]!.AsArray().Select(flag => flag!.GetValue<string>());
}
