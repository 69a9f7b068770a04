using System.IO.Compression;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Tollgate.Tests.ModelCalls;

namespace Tollgate.Tests.Guards;

/// <summary>The bypass hunt: in enforce nothing planted reaches a provider, whatever the route, dialect, mode or encoding.</summary>
public sealed class GuardBypassTests(EnforcedLine enforced) : IClassFixture<EnforcedLine>
{
    /// <summary>Places that anybody may write into: PLANT is a JSON text's inside.</summary>
    private static readonly (string Path, string Body)[] Places =
    [
        ("/v1/chat/completions", """{"model":"fake-chat","messages":[{"role":"user","content":"PLANT"}]}"""),
        ("/v1/chat/completions", """{"model":"fake-chat","stream":true,"messages":[{"role":"user","content":"PLANT"}]}"""),
        ("/v1/chat/completions", """{"model":"fake-chat","messages":[{"content":[{"text":"PLANT","type":"text"}],"role":"user"}]}"""),
        ("/v1/chat/completions", """{"model":"fake-chat","messages":[{"role":"user","content":"go on"},{"role":"tool","tool_call_id":"a","content":"PLANT"}]}"""),
        ("/v1/chat/completions", """{"model":"fake-chat","messages":[{"role":"user","content":"go on"},{"role":"assistant","tool_calls":[{"id":"a","type":"function","function":{"name":"f","arguments":"{\"q\":\"PLANT\"}"}}]}]}"""),
        ("/v1/chat/completions", """{"model":"fake-chat","messages":[{"role":"user","content":"hi"}],"tools":[{"type":"function","function":{"name":"f","description":"PLANT"}}]}"""),
        ("/v1/chat/completions", """{"model":"fake-chat","messages":[{"role":"user","content":"hi"}],"tools":[{"type":"function","function":{"name":"f","parameters":{"type":"object","properties":{"a":{"type":"string","description":"PLANT"}}}}}]}"""),
        ("/v1/chat/completions", """{"model":"fake-chat","messages":[{"role":"user","content":"hi","name":"PLANT"}]}"""),
        ("/v1/chat/completions", """{"model":"fake-chat","messages":[{"role":"user","content":"hi"}],"metadata":{"note":"PLANT"}}"""),
        ("/chat/completions", """{"model":"fake-chat","messages":[{"role":"user","content":"PLANT"}]}"""),
        ("/openai/v1/chat/completions", """{"model":"fake-chat","messages":[{"role":"user","content":"PLANT"}]}"""),
        ("/openai/deployments/fake-chat/chat/completions", """{"messages":[{"role":"user","content":"PLANT"}]}"""),
        ("/v1/responses", """{"model":"fake-chat","input":"PLANT"}"""),
        ("/v1/responses", """{"model":"fake-chat","stream":true,"input":[{"type":"message","role":"user","content":[{"type":"input_text","text":"PLANT"}]}]}"""),
        ("/v1/responses", """{"model":"fake-chat","input":[{"type":"function_call_output","call_id":"a","output":"PLANT"}]}"""),
        ("/v1/responses", """{"model":"fake-chat","input":"hi","tools":[{"type":"function","name":"f","description":"PLANT","parameters":{}}]}"""),
        ("/v1/completions", """{"model":"fake-chat","prompt":"PLANT"}"""),
        ("/v1/embeddings", """{"model":"fake-embed","input":["first","PLANT"]}"""),
        ("/v1/moderations", """{"model":"fake-chat","input":"PLANT"}"""),
        ("/v1/messages", """{"model":"fake-claude","max_tokens":9,"messages":[{"role":"user","content":"PLANT"}]}"""),
        ("/v1/messages", """{"model":"fake-claude","max_tokens":9,"stream":true,"messages":[{"role":"user","content":[{"type":"tool_result","tool_use_id":"a","content":[{"type":"text","text":"PLANT"}]}]}]}"""),
        ("/v1/messages", """{"model":"fake-claude","max_tokens":9,"messages":[{"role":"user","content":[{"type":"document","source":{"type":"text","media_type":"text/plain","data":"PLANT"}}]}]}"""),
        ("/v1/messages", """{"model":"fake-claude","max_tokens":9,"messages":[{"role":"assistant","content":[{"type":"tool_use","id":"a","name":"f","input":{"q":"PLANT"}}]}]}"""),
        ("/v1/messages", """{"model":"fake-claude","max_tokens":9,"tools":[{"name":"f","description":"PLANT","input_schema":{"type":"object"}}],"messages":[{"role":"user","content":"hi"}]}"""),
        ("/v1/messages/count_tokens", """{"model":"fake-claude","messages":[{"role":"user","content":"PLANT"}]}"""),
        ("/v1beta/models/fake-gemini:generateContent", """{"contents":[{"role":"user","parts":[{"text":"PLANT"}]}]}"""),
        ("/v1beta/models/fake-gemini:streamGenerateContent?alt=sse", """{"contents":[{"parts":[{"text":"PLANT"}]}]}"""),
        ("/v1beta/models/fake-gemini:generateContent", """{"contents":[{"role":"user","parts":[{"functionResponse":{"name":"f","response":{"text":"PLANT"}}}]}]}"""),
        ("/v1beta/models/fake-gemini:generateContent", """{"contents":[{"parts":[{"text":"hi"}]}],"tools":[{"functionDeclarations":[{"name":"f","description":"PLANT"}]}]}"""),
        ("/v1beta/models/fake-gemini:countTokens", """{"contents":[{"parts":[{"text":"PLANT"}]}]}"""),
        ("/v1beta/models/fake-gemini:embedContent", """{"content":{"parts":[{"text":"PLANT"}]}}"""),
        ("/v1beta/models/fake-gemini:batchEmbedContents", """{"requests":[{"model":"models/fake-gemini","content":{"parts":[{"text":"PLANT"}]}}]}"""),
        ("/openai/v1/something/new", """{"text":"PLANT"}"""),
        ("/anthropic/v1/something/new", """{"a":[{"b":{"c":"PLANT"}}]}"""),
        ("/gemini/v1beta/something/new", """["PLANT"]"""),
        ("/openai/v1/images/generations", """{"model":"dall-e-2","prompt":"PLANT"}"""),
        ("/v1/chat/completions", """{"model":"fake-chat","m\u0065ssages":[{"role":"user","c\u006fntent":"PLANT"}]}"""),
        ("/v1/chat/completions", """{"model":"fake-chat","messages":[{"role":"user","content":"hi"},{"role":"assistant","function_call":{"name":"f","arguments":"{\"q\":\"PLANT\"}"}}]}"""),
        ("/v1/chat/completions", """{"model":"fake-chat","messages":[{"role":"function","name":"f","content":"PLANT"}]}"""),
        ("/v1/chat/completions", """{"model":"fake-chat","messages":[{"role":"user","content":"hi"}],"functions":[{"name":"f","description":"PLANT"}]}"""),
        ("/v1/chat/completions", """{"model":"fake-chat","messages":[{"role":"user","content":"hi"}],"response_format":{"type":"json_schema","json_schema":{"name":"s","description":"PLANT","schema":{}}}}"""),
        ("/v1/chat/completions", """{"model":"fake-chat","messages":[{"role":"user","content":"hi"}],"prediction":{"type":"content","content":"PLANT"}}"""),
        ("/v1/responses", """{"model":"fake-chat","input":"hi","instructions":"PLANT"}"""),
        ("/v1/responses", """{"model":"fake-chat","input":[{"type":"custom_tool_call_output","call_id":"a","output":"PLANT"}]}"""),
        ("/v1/responses", """{"model":"fake-chat","input":[{"type":"message","role":"user","content":[{"type":"input_file","filename":"PLANT","file_data":"data:text/plain;base64,aGk="}]}]}"""),
        ("/v1/messages", """{"model":"fake-claude","max_tokens":9,"system":[{"type":"text","text":"PLANT"}],"messages":[{"role":"user","content":"hi"}]}"""),
        ("/v1/messages", """{"model":"fake-claude","max_tokens":9,"messages":[{"role":"user","content":[{"type":"search_result","source":"x","title":"t","content":[{"type":"text","text":"PLANT"}]}]}]}"""),
        ("/v1/messages", """{"model":"fake-claude","max_tokens":9,"messages":[{"role":"user","content":[{"type":"tool_result","tool_use_id":"a","is_error":true,"content":"PLANT"}]}]}"""),
        ("/v1/messages/batches", """{"requests":[{"custom_id":"a","params":{"model":"fake-claude","max_tokens":9,"messages":[{"role":"user","content":"PLANT"}]}}]}"""),
        ("/v1beta/models/fake-gemini:generateContent", """{"contents":[{"parts":[{"text":"hi"}]}],"systemInstruction":{"parts":[{"text":"PLANT"}]}}"""),
        ("/v1beta/models/fake-gemini:generateContent", """{"contents":[{"role":"model","parts":[{"functionCall":{"name":"f","args":{"q":"PLANT"}}}]}]}"""),
        ("/v1beta/models/fake-gemini:generateContent", """{"contents":[{"parts":[{"executableCode":{"language":"PYTHON","code":"PLANT"}}]}]}"""),
    ];

    private LineFixture Line => enforced.Line;

    public static TheoryData<int, string> Plants()
    {
        var rows = new TheoryData<int, string>();
        for (var place = 0; place < Places.Length; place++)
        {
            rows.Add(place, "key");
            if (!IsOperators(Places[place].Body))
            {
                rows.Add(place, "order");
            }
        }

        return rows;
    }

    [Theory]
    [MemberData(nameof(Plants))]
    public async Task WhatIsPlantedNeverReachesTheProvider(int place, string what)
    {
        var (path, body) = Places[place];
        var before = Line.Provider.Requests.Count;

        var sent = Encoding.UTF8.GetBytes(Plant(body, what == "key" ? Planted.Key : Planted.Order));
        using var reply = await SendAsync(path, sent, "application/json");

        Assert.Equal(before, Line.Provider.Requests.Count);
        var audit = await IsRefusedAsync(reply, path.Contains("responses", StringComparison.Ordinal) ? 400 : 403);
        var detail = audit["detail"]!;
        Assert.Equal(("request", sent.Length), (detail["direction"]!.GetValue<string>(), detail["scanned_bytes"]!.GetValue<int>()));
        Assert.NotEmpty(detail["surface"]!.GetValue<string>());
        Assert.Contains(detail["findings"]!.AsArray(), found => found!["threat"]!.GetValue<string>() == (what == "key" ? "credential_exposure" : "prompt_injection"));
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("br")]
    public async Task ACodedBodyIsNoHidingPlace(string coding)
    {
        var body = Encoding.UTF8.GetBytes(Plant(Places[0].Body, Planted.Key));
        using var coded = new MemoryStream();
        await using (Stream coder = coding == "gzip" ? new GZipStream(coded, CompressionMode.Compress, leaveOpen: true) : new BrotliStream(coded, CompressionMode.Compress, leaveOpen: true))
        {
            await coder.WriteAsync(body, TestContext.Current.CancellationToken);
        }

        using var reply = await SendAsync(Places[0].Path, coded.ToArray(), "application/json", coding);

        await IsRefusedAsync(reply, 403);
    }

    [Theory]
    [InlineData("escapes")]
    [InlineData("base64")]
    [InlineData("hexadecimal")]
    [InlineData("invisible")]
    [InlineData("nested")]
    [InlineData("percent")]
    [InlineData("entities")]
    [InlineData("twice")]
    public async Task AnEncodedKeyIsNoHiddenKey(string how)
    {
        var hidden = how switch
        {
            "escapes" => string.Concat(Planted.Key.Select(letter => $"\\u{(int)letter:x4}")),
            "base64" => Convert.ToBase64String(Encoding.UTF8.GetBytes($"the key is {Planted.Key} keep it")),
            "hexadecimal" => Convert.ToHexStringLower(Encoding.UTF8.GetBytes($"the key is {Planted.Key} keep it")),
            "percent" => string.Concat(Planted.Key.Select(letter => Uri.HexEscape(letter))),
            "entities" => string.Concat(Planted.Key.Select(letter => $"&#{(int)letter};")),
            "twice" => Convert.ToBase64String(Encoding.UTF8.GetBytes($"more: {Convert.ToBase64String(Encoding.UTF8.GetBytes($"the key is {Planted.Key} keep it"))} of it")),
            "invisible" => string.Join('\u200B', Planted.Key.ToCharArray()),
            _ => JsonEncodedText.Encode(JsonSerializer.Serialize(new { key = Planted.Key })).ToString(),
        };

        using var reply = await SendAsync(Places[0].Path, Encoding.UTF8.GetBytes(Places[0].Body.Replace("PLANT", hidden, StringComparison.Ordinal)), "application/json");

        await IsRefusedAsync(reply, 403);
    }

    [Fact]
    public async Task FormsAndFilesAreLookedThroughToo()
    {
        var line = $$$"""{"custom_id":"1","method":"POST","url":"/v1/chat/completions","body":{"model":"fake-chat","messages":[{"role":"user","content":"{{{Planted.Key}}}"}]}}""";
        var form = $"--b\r\nContent-Disposition: form-data; name=\"purpose\"\r\n\r\nbatch\r\n--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.jsonl\"\r\n\r\n{line}\r\n{line}\r\n--b--\r\n";

        using var reply = await SendAsync("/openai/v1/files", Encoding.UTF8.GetBytes(form), "multipart/form-data; boundary=b");

        await IsRefusedAsync(reply, 403);
    }

    [Theory]
    [InlineData("/v1/chat/completions?note=PLANT", "query", 0)]
    [InlineData("/openai/v1/something/new?a=b&note=PLANT", "query", 0)]
    [InlineData("/openai/v1/something/PLANT", "path", 0)]
    [InlineData("/gemini/v1beta/models/PLANT:generateContent", "path", 25)]
    public async Task AKeyInTheAddressIsNoHiddenKey(string path, string place, int body)
    {
        var before = Line.Provider.Requests.Count;

        using var reply = await SendAsync(path.Replace("PLANT", Planted.Key, StringComparison.Ordinal), Encoding.UTF8.GetBytes(Plant(Places[body].Body, "hi")), "application/json");

        Assert.Equal(before, Line.Provider.Requests.Count);
        await IsRefusedAsync(reply, 403);
        Assert.Equal(place, (await EnforcedLine.AuditAsync(Line, EnforcedLine.IdOf(reply)))["detail"]!["findings"]![0]!["place"]!.GetValue<string>());
    }

    [Fact]
    public async Task OrdersInTheQueryAreNoHiddenOrders()
    {
        using var reply = await SendAsync($"/openai/v1/something/new?note={Uri.EscapeDataString(Planted.Order)}", "{}"u8.ToArray(), "application/json");

        await IsRefusedAsync(reply, 403);
    }

    [Theory]
    [InlineData("User-Agent", 403)]
    [InlineData("X-Stainless-Lang", 403)]
    [InlineData("Anthropic-Beta", 403)]
    [InlineData("X-Never-Goes-On", 200)]
    public async Task AKeyInAHeaderThatGoesOnIsNoHiddenKey(string name, int status)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, Places[0].Path) { Content = new StringContent(Plant(Places[0].Body, "hi")) };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", await Line.KeyAsync());
        request.Headers.TryAddWithoutValidation(name, Planted.Key);

        using var reply = await Line.Http.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(status, (int)reply.StatusCode);
    }

    [Fact]
    public async Task TheRefusalAndItsRowsNameTheRuleAndThePlace_AndNeverTheKey()
    {
        using var reply = await SendAsync(Places[0].Path, Encoding.UTF8.GetBytes(Plant(Places[0].Body, Planted.Key)), "application/json");

        var text = await reply.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        var call = (await Line.CallAsync(reply)).ToJsonString();
        var audit = await EnforcedLine.AuditAsync(Line, EnforcedLine.IdOf(reply));
        Assert.Contains("messages[0].content", text, StringComparison.Ordinal);
        Assert.Contains("\"guard\"", call, StringComparison.Ordinal);
        Assert.Equal("guard.block", audit["action"]!.GetValue<string>());
        Assert.True(audit["detail"]!["scanned_bytes"]!.GetValue<int>() > 50);
        Assert.Equal("request", audit["detail"]!["direction"]!.GetValue<string>());
        Assert.Contains("AKIA...", audit.ToJsonString(), StringComparison.Ordinal);
        Assert.All([text, call, audit.ToJsonString()], shown => Assert.DoesNotContain(Planted.Key, shown, StringComparison.Ordinal));
    }

    [Fact]
    public async Task ACleanCallGoesThrough()
    {
        using var reply = await Line.ChatAsync(await Line.KeyAsync(), "tokens=1");

        Assert.Equal(200, (int)reply.StatusCode);
        Assert.False(reply.Headers.Contains("x-tollgate-guard"));
    }

    /// <summary>What the operator of an agent says to it are orders, and his to give.</summary>
    private static bool IsOperators(string body) => body.Contains("\"system\":[", StringComparison.Ordinal) || body.Contains("\"instructions\":", StringComparison.Ordinal) || body.Contains("systemInstruction", StringComparison.Ordinal);

    private static string Plant(string body, string text) => body.Replace("PLANT", text, StringComparison.Ordinal);

    private async Task<HttpResponseMessage> SendAsync(string path, byte[] body, string type, string? coding = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new ByteArrayContent(body) };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", await Line.KeyAsync());
        request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(type);
        if (coding is not null)
        {
            request.Content.Headers.ContentEncoding.Add(coding);
        }

        return await Line.Http.SendAsync(request, TestContext.Current.CancellationToken);
    }

    private async Task<System.Text.Json.Nodes.JsonNode> IsRefusedAsync(HttpResponseMessage reply, int status)
    {
        var text = await reply.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True(status == (int)reply.StatusCode, $"{(int)reply.StatusCode} {text}");
        Assert.Contains("security_violation", text, StringComparison.Ordinal);
        Assert.Equal("false", reply.Headers.GetValues("x-should-retry").Single());
        var audit = await EnforcedLine.AuditAsync(Line, EnforcedLine.IdOf(reply));
        Assert.Equal("guard.block", audit["action"]!.GetValue<string>());
        return audit;
    }
}
