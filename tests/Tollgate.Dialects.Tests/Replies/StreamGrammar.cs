using System.Text.Json;
using Tollgate.Core;

namespace Tollgate.Dialects.Tests.Replies;

/// <summary>What an SDK expects of a stream that has ended. Written apart from the product: it parses whole documents.</summary>
internal static class StreamGrammar
{
    public static void Check(Surface surface, string stream)
    {
        if (surface == Surface.GenerateContent && stream.StartsWith('['))
        {
            CheckGemini([.. JsonDocument.Parse(stream).RootElement.EnumerateArray()]);
            return;
        }

        var data = Data(stream);
        switch (surface)
        {
            case Surface.Messages:
                CheckMessages([.. data.Select(Parse)]);
                break;
            case Surface.Responses:
                CheckResponses([.. data.Select(Parse)]);
                break;
            case Surface.GenerateContent:
                CheckGemini([.. data.Select(Parse)]);
                break;
            default:
                Assert.Equal("[DONE]", data[^1]);
                CheckChat([.. data.SkipLast(1).Select(Parse)]);
                break;
        }
    }

    private static List<string> Data(string stream) =>
        [.. stream.TrimStart('\uFEFF').ReplaceLineEndings("\n").Split("\n\n").SelectMany(block => block.Split('\n')).Where(line => line.StartsWith("data:", StringComparison.Ordinal)).Select(line => line[5..].Trim())];

    private static JsonElement Parse(string json) => JsonDocument.Parse(json).RootElement;

    private static void CheckChat(List<JsonElement> chunks)
    {
        var choices = chunks.Where(chunk => chunk.TryGetProperty("choices", out _)).SelectMany(chunk => chunk.GetProperty("choices").EnumerateArray()).ToList();
        foreach (var choice in choices.GroupBy(choice => choice.GetProperty("index").GetInt32()))
        {
            Assert.Single(choice, part => part.TryGetProperty("finish_reason", out var reason) && reason.ValueKind == JsonValueKind.String);
        }
    }

    private static void CheckMessages(List<JsonElement> events)
    {
        Assert.Equal("message_start", Type(events[0]));
        var open = new HashSet<int>();
        foreach (var item in events)
        {
            var isRight = Type(item) switch
            {
                "content_block_start" => open.Add(item.GetProperty("index").GetInt32()),
                "content_block_delta" => open.Contains(item.GetProperty("index").GetInt32()),
                "content_block_stop" => open.Remove(item.GetProperty("index").GetInt32()),
                _ => true,
            };
            Assert.True(isRight, item.ToString());
        }

        Assert.Empty(open);
        Assert.Single(events, item => Type(item) == "message_delta");
        Assert.Equal("message_delta", Type(events.Where(item => Type(item) is not ("ping" or "error")).SkipLast(1).Last()));
        Assert.Equal("message_stop", Type(events[^1]));
    }

    private static void CheckResponses(List<JsonElement> events)
    {
        Assert.Equal("response.created", Type(events[0]));
        Assert.Equal(Enumerable.Range(0, events.Count), events.Select(item => item.GetProperty("sequence_number").GetInt32()));
        var last = events[^1];
        Assert.Contains(Type(last), new[] { "response.completed", "response.incomplete", "response.failed" });
        if (Type(last) == "response.failed")
        {
            // A provider that fails leaves its items open.
            return;
        }

        var added = events.Where(item => Type(item) == "response.output_item.added").Select(item => item.GetProperty("output_index").GetInt32());
        var done = events.Where(item => Type(item) == "response.output_item.done").ToList();
        Assert.Equal(added, done.Select(item => item.GetProperty("output_index").GetInt32()));
        Assert.Equal(Count(events, "_part.added"), Count(events, "_part.done"));
        if (Type(last) == "response.incomplete")
        {
            Assert.Equal("max_output_tokens", last.GetProperty("response").GetProperty("incomplete_details").GetProperty("reason").GetString());
            Assert.Equal(done.Select(item => item.GetProperty("item").GetProperty("id").GetString()), last.GetProperty("response").GetProperty("output").EnumerateArray().Select(item => item.GetProperty("id").GetString()));
        }
    }

    private static int Count(List<JsonElement> events, string ending) => events.Count(item => Type(item).EndsWith(ending, StringComparison.Ordinal));

    private static void CheckGemini(List<JsonElement> chunks)
    {
        var candidates = chunks.SelectMany(chunk => chunk.GetProperty("candidates").EnumerateArray()).GroupBy(candidate => candidate.TryGetProperty("index", out var index) ? index.GetInt32() : 0);
        foreach (var candidate in candidates)
        {
            Assert.Contains(candidate, part => part.TryGetProperty("finishReason", out _));
        }
    }

    private static string Type(JsonElement item) => item.GetProperty("type").GetString()!;
}
