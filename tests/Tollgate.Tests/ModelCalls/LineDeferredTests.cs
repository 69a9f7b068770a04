using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;

namespace Tollgate.Tests.ModelCalls;

/// <summary>Batches and videos are billed by whoever reads what became of them: once, however often and in whatever form it is read.</summary>
public sealed class LineDeferredTests(LineFixture line) : IClassFixture<LineFixture>
{
    private const string Answered = """{"response":{"candidates":[{"content":{"parts":[{"text":"hi"}]}}],"modelVersion":"gemini-2.5-flash","usageMetadata":{"promptTokenCount":1000000,"candidatesTokenCount":600000,"thoughtsTokenCount":400000,"totalTokenCount":2000000} } }""";

    private const string Failed = """{"error":{"code":13,"message":"internal"} }""";

    /// <summary>Half of 0.30 and 2.50 per million.</summary>
    private const decimal HalfPrice = 0.15m + 1.25m;

    [Theory]
    [InlineData("response")]
    [InlineData("metadata")]
    public async Task ABatchOfGeminis_IsBilledByItsAnswers_Once(string place)
    {
        var key = await line.KeyAsync();
        var begun = await BeginBatchAsync(key, $"inline{place}");
        var answers = $$"""{"inlinedResponses":{"inlinedResponses":[{{Answered}},{{Failed}}]} }""";
        var done = place == "response" ? $$"""{"name":"batches/inline{{place}}","done":true,"response":{{answers}} }""" : $$"""{"name":"batches/inline{{place}}","done":true,"metadata":{"output":{{answers}} } }""";

        foreach (var answer in (string[])[$$"""{"name":"batches/inline{{place}}","metadata":{"state":"BATCH_STATE_RUNNING"} }""", done, done])
        {
            await ReadAsync(key, $"/v1beta/batches/inline{place}", answer);
        }

        Assert.Equal((HalfPrice, 0m), await BillAsync(begun));
    }

    [Fact]
    public async Task ABatchThatWroteAFile_IsBilledByWhoeverReadsTheFile()
    {
        var key = await line.KeyAsync();
        var begun = await BeginBatchAsync(key, "infile");
        await ReadAsync(key, "/v1beta/batches/infile", """{"name":"batches/infile","done":true,"response":{"responsesFile":"files/batch-infile"} }""");

        for (var time = 0; time < 2; time++)
        {
            await ReadAsync(key, "/v1beta/files/batch-infile:download?alt=media", $$"""
                {"key":"a",{{Answered[1..]}}
                {"key":"b",{{Failed[1..]}}
                {"usageMetadata":{"promptTokenCount":1000000,"candidatesTokenCount":0,"totalTokenCount":1000000},"modelVersion":"gemini-2.5-flash"}
                """);
        }

        Assert.Equal((HalfPrice + 0.15m, 0m), await BillAsync(begun));
    }

    [Fact]
    public async Task ABatchThatDoesNotSayItsUsage_IsBilledByItsFileOfAnswers_Once()
    {
        var key = await line.KeyAsync();
        line.AnswerNext("""{"id":"file-silentinput","object":"file"}""");
        using var file = await line.PostAsync(key, "/v1/files", "{}");
        line.AnswerNext("""{"id":"batch_silent","object":"batch","status":"validating"}""");
        using var begun = await line.PostAsync(key, "/v1/batches", """{"input_file_id":"file-silentinput","endpoint":"/v1/chat/completions","completion_window":"24h"}""");
        await ReadAsync(key, "/v1/batches/batch_silent", """{"id":"batch_silent","object":"batch","status":"completed","output_file_id":"file-silentoutput"}""");

        for (var time = 0; time < 2; time++)
        {
            await ReadAsync(key, "/v1/files/file-silentoutput/content", """
                {"custom_id":"a","response":{"status_code":200,"body":{"object":"chat.completion","model":"gpt-4o-mini","choices":[{"message":{"content":"hi"}}],"usage":{"prompt_tokens":1000000,"completion_tokens":100000,"total_tokens":1100000}}},"error":null}
                {"custom_id":"b","response":{"status_code":200,"body":{"object":"response","model":"gpt-4o-mini","status":"completed","output":[],"usage":{"input_tokens":1000000,"output_tokens":100000,"total_tokens":1100000}}},"error":null}
                {"custom_id":"c","response":{"status_code":400,"body":{"error":{"message":"no"}}},"error":null}
                {"custom_id":"d","response":null,"error":{"code":"batch_expired","message":"too late"}}
                """);
        }

        // Half of 0.15 and 0.60 per million, twice.
        Assert.Equal((2 * (0.075m + 0.03m), 0m), await BillAsync(begun));
    }

    [Fact]
    public async Task ABatchThatFailed_CostsNothing()
    {
        var key = await line.KeyAsync();
        var begun = await BeginBatchAsync(key, "failed");

        await ReadAsync(key, "/v1beta/batches/failed", """{"name":"batches/failed","done":true,"error":{"code":3,"message":"bad input"} }""");

        Assert.Equal((0m, 0m), await BillAsync(begun));
    }

    [Theory]
    [InlineData("""{"response":{"candidates":[]} }""")]
    [InlineData("""{"response":{"usageMetadata":{"promptTokenCount":"many"} } }""")]
    [InlineData("""{"something":"else"}""")]
    [InlineData("5")]
    public async Task AnAnswerThatNobodyCanRead_LeavesTheBillOpen(string odd)
    {
        var key = await line.KeyAsync();
        var name = $"odd{Guid.NewGuid():N}";
        var begun = await BeginBatchAsync(key, name);
        var before = await BillAsync(begun);

        await ReadAsync(key, $"/v1beta/batches/{name}", $$"""{"done":true,"response":{"inlinedResponses":{"inlinedResponses":[{{Answered}},{{odd}}]} } }""");

        Assert.Equal(before, await BillAsync(begun));
        Assert.Contains("deferred", Flags(await line.CallAsync(begun)));
    }

    [Fact]
    public async Task ResultsOfAnySize_AreBilledWhileTheyPass()
    {
        const int messages = 70;
        var key = await line.KeyAsync();
        line.AnswerNext("""{"id":"msgbatch_large","type":"message_batch","processing_status":"in_progress"}""");
        using var begun = await line.PostAsync(key, "/v1/messages/batches", """{"requests":[{"custom_id":"a","params":{"model":"claude-opus-4-8","max_tokens":10,"messages":[]}}]}""");
        var text = new string('y', 1 << 20);
        line.Provider.ByHand.Enqueue(async http =>
        {
            http.Response.ContentType = "application/x-jsonl";
            for (var i = 0; i < messages; i++)
            {
                await http.Response.Body.WriteAsync(Encoding.UTF8.GetBytes($$"""{"custom_id":"{{i}}","result":{"type":"succeeded","message":{"model":"claude-opus-4-8","content":[{"type":"text","text":"{{text}}"}],"usage":{"input_tokens":1000,"output_tokens":100} } } }""" + "\n"));
            }
        });

        using var read = await line.SendAsync(HttpMethod.Get, "/v1/messages/batches/msgbatch_large/results", null, key);
        var length = (await read.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken)).Length;

        Assert.True(length > 64 << 20, "The results were not larger than what is kept.");
        Assert.Equal((messages * ((1000 * 2.5m) + (100 * 12.5m)) / 1_000_000m, 0m), await BillAsync(begun));
    }

    [Theory]
    [InlineData("1280x720", "completed", 2.40)]
    [InlineData("1792x1024", "completed", 4.00)]
    [InlineData("1280x720", "failed", 0)]
    public async Task AVideo_IsBilledByItsSecondsAndItsSize_WhenItIsThere(string size, string end, decimal cost)
    {
        var key = await line.KeyAsync();
        var id = $"video_{Guid.NewGuid():N}";
        line.AnswerNext($$"""{"id":"{{id}}","object":"video","status":"queued","model":"sora-2-pro","seconds":"8","size":"{{size}}"}""");
        using var begun = await FormAsync(key, "/v1/videos", ("model", "sora-2-pro"), ("prompt", "a cat"), ("seconds", "8"), ("size", size));
        var expected = await BillAsync(begun);

        foreach (var status in (string[])["in_progress", end, end])
        {
            await ReadAsync(key, $"/v1/videos/{id}", $$"""{"id":"{{id}}","object":"video","status":"{{status}}","model":"sora-2-pro","seconds":"8","size":"{{size}}"}""");
        }

        Assert.Equal(2.40m, expected.Cost);
        Assert.Equal((cost, 0m), await BillAsync(begun));
    }

    [Theory]
    [InlineData("""{"done":true,"response":{"generateVideoResponse":{"generatedSamples":[{"video":{"uri":"https://generativelanguage.googleapis.com/v1beta/files/fNAME:download?alt=media"} }]} } }""", 4.80)]
    [InlineData("""{"done":true,"response":{"generateVideoResponse":{"raiMediaFilteredCount":1} } }""", 0)]
    [InlineData("""{"done":true,"error":{"code":3,"message":"no"} }""", 0)]
    public async Task AnOperationThatMakesVideos_IsBilledWhenTheyAreThere_AndTheirFilesAreItsOwners(string end, decimal cost)
    {
        var (owner, name) = (await line.KeyAsync(), $"op{Guid.NewGuid():N}");
        var path = $"/v1beta/models/veo-3.1-generate-preview/operations/{name}";
        line.AnswerNext($$"""{"name":"models/veo-3.1-generate-preview/operations/{{name}}"}""");
        using var begun = await line.PostAsync(owner, "/v1beta/models/veo-3.1-generate-preview:predictLongRunning", """{"instances":[{"prompt":"a cat"}],"parameters":{"durationSeconds":6,"sampleCount":2}}""");
        Assert.Equal(4.80m, (await BillAsync(begun)).Cost);

        await ReadAsync(owner, path, $$"""{"name":"models/veo-3.1-generate-preview/operations/{{name}}"}""");
        await ReadAsync(owner, path, end.Replace("NAME", name, StringComparison.Ordinal));

        Assert.Equal((cost, 0m), await BillAsync(begun));
        line.AnswerNext("bytes");
        using var file = await line.SendAsync(HttpMethod.Get, $"/v1beta/files/f{name}:download?alt=media", null, owner);
        line.Provider.ByHand.Clear();
        Assert.Equal(cost > 0 ? 200 : 404, (int)file.StatusCode);
        using var unknown = await line.SendAsync(HttpMethod.Get, "/v1beta/models/veo-3.1-generate-preview/operations/of-somebody", null, owner);
        Assert.Equal(404, (int)unknown.StatusCode);
    }

    [Fact]
    public async Task TheModelOfAForm_IsPricedAndHasItsRights()
    {
        var (any, other) = (await line.KeyAsync(), await line.KeyAsync("\"models\":[\"gpt-*\"]"));
        line.AnswerNext("""{"created":1,"data":[]}""");

        using var edited = await FormAsync(any, "/v1/images/edits", ("model", "dall-e-2"), ("prompt", "x"), ("n", "3"));
        using var twice = await FormAsync(other, "/v1/images/edits", ("model", "gpt-image-1"), ("model", "dall-e-2"), ("prompt", "x"));
        using var refused = await FormAsync(other, "/v1/images/edits", ("model", "dall-e-2"), ("prompt", "x"));

        Assert.Equal(0.06m, (await BillAsync(edited)).Cost);
        Assert.Equal([403, 403], [(int)twice.StatusCode, (int)refused.StatusCode]);
    }

    [Theory]
    [InlineData("whisper-1", """{"text":"hi","usage":{"type":"duration","seconds":90}}""", 0.009)]
    [InlineData("gpt-4o-transcribe", """{"text":"hi","usage":{"type":"tokens","input_tokens":1000000,"input_token_details":{"text_tokens":0,"audio_tokens":1000000},"output_tokens":100000,"total_tokens":1100000}}""", 3.5)]
    public async Task ATranscription_IsBilledByWhatItReports_ThoughItsModelStandsInAForm(string model, string answer, decimal cost)
    {
        var key = await line.KeyAsync();
        line.AnswerNext(answer);

        using var reply = await FormAsync(key, "/v1/audio/transcriptions", ("model", model), ("language", "en"));

        Assert.Equal((cost, 0m), await BillAsync(reply));
        Assert.Null((await line.CallAsync(reply))["attempts"]![0]!["flags"]);
    }

    private async Task<HttpResponseMessage> BeginBatchAsync(string key, string name)
    {
        line.AnswerNext($$"""{"name":"batches/{{name}}","metadata":{"model":"models/gemini-2.5-flash","state":"BATCH_STATE_PENDING"} }""");
        return await line.PostAsync(key, "/v1beta/models/gemini-2.5-flash:batchGenerateContent", """{"batch":{"displayName":"x","inputConfig":{"requests":{"requests":[{"request":{"contents":[{"parts":[{"text":"hi"}]}]}}]}}}}""");
    }

    private async Task ReadAsync(string key, string path, string answer)
    {
        line.AnswerNext(answer);
        using var read = await line.SendAsync(HttpMethod.Get, path, null, key);
        var text = await read.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.Equal((200, answer), ((int)read.StatusCode, text));
    }

    private async Task<HttpResponseMessage> FormAsync(string key, string path, params (string Name, string Value)[] fields)
    {
        using var form = new MultipartFormDataContent("b");
        foreach (var (name, value) in fields)
        {
            form.Add(new StringContent(value), name);
        }

        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = form };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
        return await line.Http.SendAsync(request, TestContext.Current.CancellationToken);
    }

    private async Task<(decimal Cost, decimal Uncertain)> BillAsync(HttpResponseMessage begun)
    {
        Assert.True(begun.IsSuccessStatusCode, await begun.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        var call = await line.CallAsync(begun);
        return (Dollars(call["cost_usd"]), Dollars(call["uncertain_usd"]));
    }

    private static decimal Dollars(JsonNode? amount) => decimal.Parse(amount!.GetValue<string>(), CultureInfo.InvariantCulture);

    private static IEnumerable<string> Flags(JsonNode call) => call["attempts"]![0]!["flags"]!.AsArray().Select(flag => flag!.GetValue<string>());
}
