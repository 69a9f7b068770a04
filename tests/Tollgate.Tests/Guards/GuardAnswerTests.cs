using System.IO.Compression;
using System.Text;
using Tollgate.Tests.ModelCalls;

namespace Tollgate.Tests.Guards;

/// <summary>What a provider answers is held back as well: whole, piece by piece, coded, in every dialect.</summary>
public sealed class GuardAnswerTests(EnforcedLine enforced) : IClassFixture<EnforcedLine>
{
    private const string Chat = """{"id":"c","object":"chat.completion","model":"fake-chat","choices":[{"index":0,"message":{"role":"assistant","content":"the key is PLANT."},"finish_reason":"stop"}],"usage":{"prompt_tokens":3,"completion_tokens":9,"total_tokens":12}}""";

    private static readonly (string Path, string Body, string Answer)[] Answers =
    [
        ("/v1/chat/completions", """{"model":"fake-chat","messages":[{"role":"user","content":"hi"}]}""", Chat),
        ("/v1/responses", """{"model":"fake-chat","input":"hi"}""", """{"id":"resp_1","object":"response","status":"completed","model":"fake-chat","output":[{"type":"function_call","call_id":"a","name":"f","arguments":"{\"k\":\"PLANT\"}"}],"usage":{"input_tokens":3,"output_tokens":9,"total_tokens":12}}"""),
        ("/v1/messages", """{"model":"fake-claude","max_tokens":9,"messages":[{"role":"user","content":"hi"}]}""", """{"id":"m","type":"message","role":"assistant","model":"fake-claude","content":[{"type":"text","text":"PLANT"}],"stop_reason":"end_turn","usage":{"input_tokens":3,"output_tokens":9}}"""),
        ("/v1beta/models/fake-gemini:generateContent", """{"contents":[{"parts":[{"text":"hi"}]}]}""", """{"candidates":[{"content":{"role":"model","parts":[{"text":"PLANT"}]},"finishReason":"STOP"}],"usageMetadata":{"promptTokenCount":3,"candidatesTokenCount":9,"totalTokenCount":12}}"""),
        ("/openai/v1/something/new", "{}", """{"data":"PLANT"}"""),
    ];

    private static readonly (string Path, string Body, string Answer)[] Streams =
    [
        ("/v1/chat/completions", """{"model":"fake-chat","stream":true,"stream_options":{"include_usage":true},"messages":[{"role":"user","content":"hi"}]}""",
            """
            data: {"id":"c","choices":[{"index":0,"delta":{"role":"assistant","content":"the key is HEAD"}}]}

            data: {"id":"c","choices":[{"index":0,"delta":{"content":"TAIL and so on"}}]}

            data: {"id":"c","choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}

            data: {"id":"c","choices":[],"usage":{"prompt_tokens":3,"completion_tokens":9,"total_tokens":12}}

            data: [DONE]


            """),
        ("/v1/messages", """{"model":"fake-claude","stream":true,"max_tokens":9,"messages":[{"role":"user","content":"hi"}]}""",
            """
            event: message_start
            data: {"type":"message_start","message":{"id":"m","type":"message","role":"assistant","model":"fake-claude","content":[],"usage":{"input_tokens":3,"output_tokens":1}}}

            event: content_block_start
            data: {"type":"content_block_start","index":0,"content_block":{"type":"tool_use","id":"t","name":"f","input":{}}}

            event: content_block_delta
            data: {"type":"content_block_delta","index":0,"delta":{"type":"input_json_delta","partial_json":"{\"k\":\"HEAD"}}

            event: content_block_delta
            data: {"type":"content_block_delta","index":0,"delta":{"type":"input_json_delta","partial_json":"TAIL\"}"}}

            event: content_block_stop
            data: {"type":"content_block_stop","index":0}

            event: message_delta
            data: {"type":"message_delta","delta":{"stop_reason":"tool_use"},"usage":{"output_tokens":9}}

            event: message_stop
            data: {"type":"message_stop"}


            """),
        ("/v1/responses", """{"model":"fake-chat","stream":true,"input":"hi"}""",
            """
            event: response.output_text.delta
            data: {"type":"response.output_text.delta","sequence_number":1,"item_id":"i","output_index":0,"content_index":0,"delta":"HEAD"}

            event: response.output_text.delta
            data: {"type":"response.output_text.delta","sequence_number":2,"item_id":"i","output_index":0,"content_index":0,"delta":"TAIL "}

            event: response.completed
            data: {"type":"response.completed","sequence_number":3,"response":{"id":"resp_1","status":"completed","model":"fake-chat","output":[],"usage":{"input_tokens":3,"output_tokens":9,"total_tokens":12}}}


            """),
        ("/v1beta/models/fake-gemini:streamGenerateContent?alt=sse", """{"contents":[{"parts":[{"text":"hi"}]}]}""",
            """
            data: {"candidates":[{"content":{"role":"model","parts":[{"text":"HEAD"}]},"index":0}]}

            data: {"candidates":[{"content":{"role":"model","parts":[{"text":"TAIL"}]},"index":0,"finishReason":"STOP"}],"usageMetadata":{"promptTokenCount":3,"candidatesTokenCount":9,"totalTokenCount":12}}


            """),
        ("/openai/v1/something/new", """{"stream":true}""", "data: HEADTAIL\n\n"),
    ];

    private LineFixture Line => enforced.Line;

    public static TheoryData<int> EveryAnswer() => [.. Enumerable.Range(0, Answers.Length)];

    public static TheoryData<int> EveryStream() => [.. Enumerable.Range(0, Streams.Length)];

    [Theory]
    [MemberData(nameof(EveryAnswer))]
    public async Task AnAnswerWithAKeyInItIsRefused_AndItsCostStaysKnown(int number)
    {
        var (path, body, answer) = Answers[number];
        Line.AnswerNext(answer.Replace("PLANT", Planted.Key, StringComparison.Ordinal));

        using var reply = await Line.PostAsync(await Line.KeyAsync(), path, body);

        await IsRefusedAsync(reply, path.Contains("responses", StringComparison.Ordinal) ? 400 : 403, "response");
        Assert.Single((await Line.CallAsync(reply))["attempts"]!.AsArray());
    }

    [Theory]
    [MemberData(nameof(EveryStream))]
    public async Task AKeyInPiecesDoesNotSlipThrough(int number)
    {
        var (path, body, answer) = Streams[number];
        Line.AnswerNext(answer.Replace("HEAD", Planted.Key[..9], StringComparison.Ordinal).Replace("TAIL", Planted.Key[9..], StringComparison.Ordinal), "text/event-stream");

        using var reply = await Line.PostAsync(await Line.KeyAsync(), path, body);

        var text = await reply.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.DoesNotContain(Planted.Key[9..], text, StringComparison.Ordinal);
        Assert.Contains("security_violation", text, StringComparison.Ordinal);
        Assert.Equal("stream", (await EnforcedLine.AuditAsync(Line, EnforcedLine.IdOf(reply)))["detail"]!["direction"]!.GetValue<string>());
    }

    [Theory]
    [MemberData(nameof(EveryStream))]
    public async Task ACleanStreamComesAsItWas(int number)
    {
        var (path, body, answer) = Streams[number];
        Line.AnswerNext(answer, "text/event-stream");

        using var reply = await Line.PostAsync(await Line.KeyAsync(), path, body);

        Assert.Equal(answer, await reply.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task AKeyFarBehindTheHeadEndsTheStreamInItsDialect()
    {
        var (path, body, _) = Streams[0];
        var words = string.Concat(Enumerable.Range(0, 200).Select(number => $"data: {{\"id\":\"c\",\"choices\":[{{\"index\":0,\"delta\":{{\"content\":\"word {number} \"}}}}]}}\n\n"));
        Line.AnswerNext(words + $"data: {{\"id\":\"c\",\"choices\":[{{\"index\":0,\"delta\":{{\"content\":\"{Planted.Key} \"}}}}]}}\n\n" + words + "data: [DONE]\n\n", "text/event-stream");

        using var reply = await Line.PostAsync(await Line.KeyAsync(), path, body);

        var text = await reply.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.Equal(200, (int)reply.StatusCode);
        Assert.Contains("word 100 ", text, StringComparison.Ordinal);
        Assert.DoesNotContain(Planted.Key, text, StringComparison.Ordinal);
        Assert.Contains("security_violation", text, StringComparison.Ordinal);
        Assert.DoesNotContain("[DONE]", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("br")]
    [InlineData("deflate")]
    public async Task ACodedStreamIsNoHidingPlace(string coding)
    {
        var (path, body, answer) = Streams[0];
        AnswerCoded(Code(coding, Split(answer, Planted.Key)), coding, "text/event-stream");

        using var reply = await Line.PostAsync(await Line.KeyAsync(), path, body);

        var text = await reply.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.DoesNotContain(Planted.Key[9..], text, StringComparison.Ordinal);
        Assert.Contains("security_violation", text, StringComparison.Ordinal);
        Assert.Equal("stream", (await EnforcedLine.AuditAsync(Line, EnforcedLine.IdOf(reply)))["detail"]!["direction"]!.GetValue<string>());
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("br")]
    [InlineData("deflate")]
    public async Task ACleanCodedStreamComesPlain_AndItsBillIsRead(string coding)
    {
        var (path, body, answer) = Streams[0];
        AnswerCoded(Code(coding, answer), coding, "text/event-stream");

        using var reply = await Line.PostAsync(await Line.KeyAsync(), path, body);

        Assert.Equal(answer, await reply.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        Assert.Empty(reply.Content.Headers.ContentEncoding);
        Assert.Equal(9, (await Line.CallAsync(reply))["output_tokens"]!.GetValue<long>());
    }

    [Fact]
    public async Task AStreamInACodingThatNobodyKnowsIsRefusedAsTheSettingsSay()
    {
        AnswerCoded([1, 2, 3, 4], "zstd", "text/event-stream");

        using var reply = await Line.PostAsync(await Line.KeyAsync(), Streams[0].Path, Streams[0].Body);

        Assert.Equal(403, (int)reply.StatusCode);
        Assert.Equal("guard.failure", (await EnforcedLine.AuditAsync(Line, EnforcedLine.IdOf(reply)))["action"]!.GetValue<string>());
    }

    [Fact]
    public async Task AStreamThatLiesAboutItsCodingIsABrokenAnswer()
    {
        AnswerCoded([1, 2, 3, 4], "gzip", "text/event-stream");

        using var reply = await Line.PostAsync(await Line.KeyAsync(), Streams[0].Path, Streams[0].Body);

        Assert.Equal(502, (int)reply.StatusCode);
    }

    [Theory]
    [MemberData(nameof(EveryAnswer))]
    public async Task AnAnswerThatGivesOrdersIsRefused(int number)
    {
        var (path, body, answer) = Answers[number];
        Line.AnswerNext(answer.Replace("PLANT", Planted.Order, StringComparison.Ordinal));

        using var reply = await Line.PostAsync(await Line.KeyAsync(), path, body);

        await IsRefusedAsync(reply, path.Contains("responses", StringComparison.Ordinal) ? 400 : 403, "response");
    }

    [Theory]
    [MemberData(nameof(EveryStream))]
    public async Task OrdersInPiecesDoNotSlipThrough(int number)
    {
        var (path, body, answer) = Streams[number];
        Line.AnswerNext(Split(answer, Planted.Order), "text/event-stream");

        using var reply = await Line.PostAsync(await Line.KeyAsync(), path, body);

        var text = await reply.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.DoesNotContain(Planted.Order[9..], text, StringComparison.Ordinal);
        Assert.Contains("security_violation", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AStreamAsAListIsLookedThroughToo()
    {
        const string list = """
            [{"candidates":[{"content":{"role":"model","parts":[{"text":"HEAD"}]},"index":0}]},
            {"candidates":[{"content":{"role":"model","parts":[{"text":"TAIL "}]},"index":0,"finishReason":"STOP"}],"usageMetadata":{"promptTokenCount":3,"candidatesTokenCount":9,"totalTokenCount":12}}]
            """;
        Line.AnswerNext(Split(list, Planted.Key));

        using var reply = await Line.PostAsync(await Line.KeyAsync(), "/v1beta/models/fake-gemini:streamGenerateContent", """{"contents":[{"parts":[{"text":"hi"}]}]}""");

        var text = await reply.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.DoesNotContain(Planted.Key[9..], text, StringComparison.Ordinal);
        Assert.Contains("security_violation", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ACodedAnswerIsNoHidingPlace()
    {
        using var coded = new MemoryStream();
        await using (var coder = new GZipStream(coded, CompressionMode.Compress, leaveOpen: true))
        {
            await coder.WriteAsync(Encoding.UTF8.GetBytes(Chat.Replace("PLANT", Planted.Key, StringComparison.Ordinal)), TestContext.Current.CancellationToken);
        }

        AnswerCoded(coded.ToArray(), "gzip");

        using var reply = await Line.PostAsync(await Line.KeyAsync(), Answers[0].Path, Answers[0].Body);

        await IsRefusedAsync(reply, 403, "response");
    }

    [Fact]
    public async Task WhatNobodyCanReadIsRefusedAsTheSettingsSay()
    {
        AnswerCoded([1, 2, 3, 4], "gzip");

        using var reply = await Line.PostAsync(await Line.KeyAsync(), Answers[0].Path, Answers[0].Body);

        Assert.Equal(403, (int)reply.StatusCode);
        Assert.Equal("guard.failure", (await EnforcedLine.AuditAsync(Line, EnforcedLine.IdOf(reply)))["action"]!.GetValue<string>());
    }

    private static string Split(string answer, string text) => answer.Replace("HEAD", text[..9], StringComparison.Ordinal).Replace("TAIL", text[9..], StringComparison.Ordinal);

    private static byte[] Code(string coding, string text)
    {
        using var coded = new MemoryStream();
        using (Stream coder = coding switch
        {
            "gzip" => new GZipStream(coded, CompressionMode.Compress, leaveOpen: true),
            "br" => new BrotliStream(coded, CompressionMode.Compress, leaveOpen: true),
            _ => new ZLibStream(coded, CompressionMode.Compress, leaveOpen: true),
        })
        {
            coder.Write(Encoding.UTF8.GetBytes(text));
        }

        return coded.ToArray();
    }

    private void AnswerCoded(byte[] bytes, string coding, string type = "application/json") => Line.Provider.ByHand.Enqueue(http =>
    {
        http.Response.ContentType = type;
        http.Response.Headers.ContentEncoding = coding;
        return http.Response.Body.WriteAsync(bytes).AsTask();
    });

    private async Task IsRefusedAsync(HttpResponseMessage reply, int status, string direction)
    {
        var text = await reply.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True(status == (int)reply.StatusCode, $"{(int)reply.StatusCode} {text}");
        Assert.Contains("security_violation", text, StringComparison.Ordinal);
        Assert.DoesNotContain(Planted.Key, text, StringComparison.Ordinal);
        Assert.Equal(direction, (await EnforcedLine.AuditAsync(Line, EnforcedLine.IdOf(reply)))["detail"]!["direction"]!.GetValue<string>());
    }
}
