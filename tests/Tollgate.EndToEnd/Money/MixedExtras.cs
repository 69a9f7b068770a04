using System.Text.Json;

namespace Tollgate.EndToEnd.Money;

/// <summary>The rarer things that providers bill: sound, service tiers, searches, tools, long prompts, vectors; and what they count for nothing.</summary>
internal sealed class MixedExtras(Random random)
{
    private const string Weather = """[[call get_weather {"city":"Paris","days":3}]]""";
    private const int LongPrompt = 60_000;

    private static readonly object Schema = new { type = "object", properties = new { city = new { type = "string" }, days = new { type = "integer" } }, required = new[] { "city" } };

    /// <summary>One of them.</summary>
    public MixedCall Next(string mark, string prompt, bool isStream, int abortAfter) => random.Next(16) switch
    {
        0 or 1 or 2 => Spoken(mark, prompt, isStream, abortAfter),
        3 => Heard(mark, prompt, isStream, abortAfter),
        4 or 5 or 6 => Tiered(mark, prompt, isStream, abortAfter),
        7 => OfPriority(mark, prompt, isStream, abortAfter),
        8 => Searched(mark, prompt, isStream, abortAfter),
        9 or 10 => SearchedByResponses(mark, prompt, isStream, abortAfter),
        11 or 12 or 13 => Tool(mark, prompt + Weather, isStream, abortAfter),
        14 => Long(mark, prompt, isStream, abortAfter),
        _ when isStream => Tool(mark, prompt + Weather, isStream, abortAfter),
        _ => Vectors(mark, prompt),
    };

    /// <summary>Sound in, text and sound out.</summary>
    private MixedCall Spoken(string mark, string prompt, bool isStream, int abortAfter) => Call(mark, "/v1/chat/completions", isStream, abortAfter, new()
    {
        ["model"] = "fake-chat",
        ["modalities"] = new[] { "text", "audio" },
        ["audio"] = new { voice = "alloy", format = isStream ? "pcm16" : "wav" },
        ["max_tokens"] = 100 + random.Next(1_000),
        ["stream"] = isStream,
        ["messages"] = new[] { new { role = "user", content = new object[] { new { type = "input_audio", input_audio = new { data = Sound(), format = "wav" } }, new { type = "text", text = prompt } } } },
    });

    private MixedCall Heard(string mark, string prompt, bool isStream, int abortAfter) =>
        Call(mark, $"/v1beta/models/fake-gemini:{(isStream ? "streamGenerateContent?alt=sse" : "generateContent")}", isStream, abortAfter, new()
        {
            ["contents"] = new[] { new { role = "user", parts = new object[] { new { inlineData = new { mimeType = "audio/wav", data = Sound() } }, new { text = prompt } } } },
            ["generationConfig"] = new { maxOutputTokens = 400 + random.Next(1_000) },
        });

    /// <summary>A tier is asked for, or not; what is served may be cheaper, or what the project's setting makes of nothing said.</summary>
    private MixedCall Tiered(string mark, string prompt, bool isStream, int abortAfter)
    {
        var (asked, served) = random.Next(7) switch
        {
            0 or 1 => ("flex", "flex"),
            2 => ("priority", "priority"),
            3 => ("priority", "default"),
            4 => ("auto", "priority"),
            5 => ("default", "default"),
            _ => (null, "priority"),
        };
        var isChat = random.Next(2) == 0;
        var text = $"{prompt}[[tier={served}; reasoning={random.Next(200)}]]";
        var fields = new Dictionary<string, object?>
        {
            ["model"] = "gpt-5-mini",
            ["stream"] = isStream,
            [isChat ? "max_completion_tokens" : "max_output_tokens"] = 600 + random.Next(2_000),
            [isChat ? "messages" : "input"] = new[] { new { role = "system", content = Text(4_800) }, new { role = "user", content = text } },
        };
        if (asked is not null)
        {
            fields["service_tier"] = asked;
        }

        return Call(mark, isChat ? "/v1/chat/completions" : "/v1/responses", isStream, abortAfter, fields);
    }

    /// <summary>Anthropic's priority tier is capacity that was bought before: it costs the list price.</summary>
    private MixedCall OfPriority(string mark, string prompt, bool isStream, int abortAfter) => Call(mark, "/v1/messages", isStream, abortAfter, new()
    {
        ["model"] = "fake-claude",
        ["max_tokens"] = 1_100,
        ["service_tier"] = "auto",
        ["stream"] = isStream,
        ["system"] = new object[] { new { type = "text", text = Text(6_000), cache_control = new { type = "ephemeral", ttl = "1h" } }, new { type = "text", text = Text(6_000), cache_control = new { type = "ephemeral" } } },
        ["messages"] = new[] { new { role = "user", content = prompt + "[[tier=priority]]" } },
    });

    private MixedCall Searched(string mark, string prompt, bool isStream, int abortAfter) => Call(mark, "/v1/messages", isStream, abortAfter, new()
    {
        ["model"] = "fake-claude",
        ["max_tokens"] = 1_500,
        ["stream"] = isStream,
        ["tools"] = new[] { new { type = "web_search_20250305", name = "web_search", max_uses = 2 } },
        ["messages"] = new[] { new { role = "user", content = $"{prompt}[[searches={random.Next(4)}]]" } },
    });

    /// <summary>With a limit of searches, or without: then the gateway sets one.</summary>
    private MixedCall SearchedByResponses(string mark, string prompt, bool isStream, int abortAfter)
    {
        var fields = new Dictionary<string, object?>
        {
            ["model"] = "fake-chat",
            ["max_output_tokens"] = 1_500,
            ["store"] = false,
            ["stream"] = isStream,
            ["tools"] = new[] { new { type = "web_search" } },
            ["input"] = new[] { new { role = "user", content = $"{prompt}[[searches={random.Next(5)}]]" } },
        };
        if (random.Next(2) == 0)
        {
            fields["max_tool_calls"] = 3;
        }

        return Call(mark, "/v1/responses", isStream, abortAfter, fields);
    }

    private MixedCall Tool(string mark, string prompt, bool isStream, int abortAfter) => random.Next(4) switch
    {
        0 => Call(mark, "/v1/chat/completions", isStream, abortAfter, new()
        {
            ["model"] = "fake-chat", ["max_tokens"] = 900, ["stream"] = isStream,
            ["tools"] = new[] { new { type = "function", function = new { name = "get_weather", parameters = Schema } } },
            ["messages"] = new[] { new { role = "user", content = prompt } },
        }),
        1 => Call(mark, "/v1/responses", isStream, abortAfter, new()
        {
            ["model"] = "fake-chat", ["max_output_tokens"] = 900, ["stream"] = isStream, ["store"] = false,
            ["tools"] = new[] { new { type = "function", name = "get_weather", parameters = Schema } },
            ["input"] = new[] { new { role = "user", content = prompt } },
        }),
        2 => Call(mark, "/v1/messages", isStream, abortAfter, new()
        {
            ["model"] = "fake-claude", ["max_tokens"] = 1_200, ["stream"] = isStream,
            ["tools"] = new[] { new { name = "get_weather", input_schema = Schema } },
            ["messages"] = new[] { new { role = "user", content = prompt } },
        }),
        _ => Call(mark, $"/v1beta/models/fake-gemini:{(isStream ? "streamGenerateContent?alt=sse" : "generateContent")}", isStream, abortAfter, new()
        {
            ["tools"] = new[] { new { functionDeclarations = new[] { new { name = "get_weather", parameters = Schema } } } },
            ["contents"] = new[] { new { role = "user", parts = new[] { new { text = prompt } } } },
        }),
    };

    private MixedCall Long(string mark, string prompt, bool isStream, int abortAfter) => Call(mark, "/v1/messages", isStream, abortAfter, new()
    {
        ["model"] = "fake-claude",
        ["max_tokens"] = 1_024,
        ["stream"] = isStream,
        ["messages"] = new[] { new { role = "user", content = new object[] { new { type = "text", text = Text(LongPrompt), cache_control = new { type = "ephemeral", ttl = "1h" } }, new { type = "text", text = prompt } } } },
    });

    private MixedCall Vectors(string mark, string prompt) => random.Next(5) switch
    {
        0 => Call(mark, "/v1/embeddings", false, 0, new() { ["model"] = "fake-embed", ["input"] = new[] { Text(200), prompt, Text(300) }, ["encoding_format"] = "base64", ["dimensions"] = 64 }),
        1 => Call(mark, "/v1beta/models/fake-gemini-embed:embedContent", false, 0, new() { ["content"] = new { parts = new[] { new { text = prompt } } } }),
        2 => Call(mark, "/v1beta/models/fake-gemini-embed:batchEmbedContents", false, 0, new()
        {
            ["requests"] = new[] { Text(500), prompt }.Select(text => new { model = "models/fake-gemini-embed", content = new { parts = new[] { new { text } } } }).ToArray(),
        }),
        3 => Call(mark, "/v1/messages/count_tokens", false, 0, new() { ["model"] = "fake-claude", ["messages"] = new[] { new { role = "user", content = prompt } } }),
        _ => Call(mark, "/v1beta/models/fake-gemini:countTokens", false, 0, new() { ["contents"] = new[] { new { role = "user", parts = new[] { new { text = prompt } } } } }),
    };

    private string Text(int length) => string.Concat(Enumerable.Repeat($"Sign {random.Next(3)}: no change given. ", length / 27));

    private string Sound()
    {
        var sound = new byte[random.Next(2_000, 20_000)];
        random.NextBytes(sound);
        return Convert.ToBase64String(sound);
    }

    private static MixedCall Call(string mark, string path, bool isStream, int abortAfter, Dictionary<string, object?> fields) =>
        new(mark, path, JsonSerializer.Serialize(fields), isStream, abortAfter);
}
