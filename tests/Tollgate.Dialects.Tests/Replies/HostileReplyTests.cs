using System.Text;
using Tollgate.Core;
using Tollgate.Dialects.Replies;

namespace Tollgate.Dialects.Tests.Replies;

public sealed class HostileReplyTests
{
    public static TheoryData<string> Garbage =>
    [
        "", " ", "null", "true", "[]", "[[]]", "{", "}", "\"", "{\"usage\"", "{\"usage\":", "{\"usage\":{", "{\"usage\":{\"prompt_tokens\":1", "\u0000", "{}{}",
        "{\"choices\":{}}", "{\"choices\":[1,null,[],{}]}", "{\"candidates\":7}", "{\"output\":\"x\"}", "{\"message\":[]}", "{\"delta\":null}",
        "{\"response\":{\"output\":[[{}]]}}", "{\"usage\":[]}", "{\"usage\":\"12\"}", "{\"usageMetadata\":3}", "{\"type\":7,\"usage\":{}}",
        "{\"usage\":{\"prompt_tokens_details\":[1],\"iterations\":{\"a\":1}}}", "{\"usage\":{\"iterations\":[1,[],{\"type\":[]}]}}",
        "{\"usageMetadata\":{\"promptTokensDetails\":[{\"modality\":3,\"tokenCount\":\"a\"},7]}}", "{\"id\":{\"a\":[]},\"model\":[1],\"created\":\"x\"}",
        "{\"index\":-1,\"output_index\":99999999999}", "{\"choices\":[{\"index\":1e99,\"delta\":{\"content\":5}}]}", "{\"choices\":[{\"delta\":{\"content\":\"\\ud800\"}}]}",
    ];

    public static TheoryData<string> WrongCounts => ["-1", "1e30", "9223372036854775807", "1000000000001", "12.5", "\"12\"", "true", "[12]", "{\"a\":12}"];

    [Theory]
    [MemberData(nameof(Garbage))]
    public void Garbage_NeverThrows_OnAnySurface(string json)
    {
        foreach (var surface in Enum.GetValues<Surface>())
        {
            var bytes = Encoding.UTF8.GetBytes(json);
            var body = new ReplyMeter(surface, UsageContainment.Usual);
            body.ReadBody(bytes);
            var stream = new ReplyMeter(surface, UsageContainment.Usual);
            stream.ReadEvent("message_start"u8, bytes);
            stream.ReadEvent("response.output_item.done"u8, bytes);

            Assert.True(body.Usage.IsEmpty || body.HasUsage, json);
            Assert.True(stream.Usage.IsEmpty || stream.HasUsage, json);
        }
    }

    [Theory]
    [MemberData(nameof(WrongCounts))]
    public void CountThatIsNone_IsLeftOutAndMarked(string count)
    {
        var meter = Metered.Chat($$"""{"prompt_tokens":{{count}},"completion_tokens":3}""");

        Assert.True(meter.IsMalformed);
        Assert.Equal("output 3", meter.Usage.ToString());
        Assert.False(meter.IsUsageWhole);
    }

    [Theory]
    [InlineData("""{"prompt_tokens":1500}""", false)]
    [InlineData("""{"completion_tokens":1500}""", false)]
    [InlineData("""{"prompt_tokens":10,"completion_tokens":-5,"total_tokens":5}""", false)]
    [InlineData("""{"prompt_tokens":10,"completion_tokens":5,"total_tokens":5000}""", false)]
    [InlineData("""{"prompt_tokens":10,"completion_tokens":5,"completion_tokens_details":{"reasoning_tokens":"many"}}""", false)]
    [InlineData("""{"prompt_tokens":10,"completion_tokens":5}""", true)]
    [InlineData("""{"prompt_tokens":10,"completion_tokens":5,"total_tokens":15,"prompt_tokens_details":null}""", true)]
    public void AReportThatLacksASide_OrCannotBeRead_IsNotTheWholeBill(string usage, bool isWhole)
    {
        var meter = Metered.Body(Surface.ChatCompletions, $$$"""{"choices":[{"index":0,"message":{"content":"hello"}}],"usage":{{{usage}}}}""");

        Assert.True(meter.HasUsage);
        Assert.Equal(isWhole, meter.IsUsageWhole);
    }

    [Fact]
    public void ALaterCountThatCanBeRead_ReplacesOneThatCannot()
    {
        var meter = Metered.Events(
            Surface.Messages,
            """{"type":"message_start","message":{"usage":{"input_tokens":10,"output_tokens":-1}}}""",
            """{"type":"message_delta","delta":{"stop_reason":"end_turn"},"usage":{"output_tokens":7}}""");

        Assert.True(meter.IsUsageWhole);
        Assert.Equal("input 10, output 7", meter.Usage.ToString());
    }

    [Fact]
    public void WholeNumberSpelledAsAFraction_IsACount()
    {
        var meter = Metered.Chat("""{"prompt_tokens":12.0,"completion_tokens":3e1}""");

        Assert.False(meter.IsMalformed);
        Assert.Equal("input 12, output 30", meter.Usage.ToString());
    }

    [Fact]
    public void NullCount_IsNoValueAndNoFault()
    {
        var meter = Metered.Chat("""{"prompt_tokens":12,"completion_tokens":null,"prompt_tokens_details":null}""");

        Assert.False(meter.IsMalformed);
        Assert.Equal("input 12", meter.Usage.ToString());
    }

    [Fact]
    public void RepeatedFieldThatDisagrees_CountsTheLargerAndIsInconsistent()
    {
        var meter = Metered.Chat("""{"prompt_tokens":50,"prompt_tokens":10,"completion_tokens":1,"total_tokens":51}""");

        Assert.True(meter.IsInconsistent);
        Assert.Equal("input 50, output 1", meter.Usage.ToString());
    }

    [Fact]
    public void RepeatedFieldThatAgrees_IsNotInconsistent() =>
        Assert.False(Metered.Chat("""{"prompt_tokens":5,"input_tokens":5,"completion_tokens":1}""").IsInconsistent);

    [Fact]
    public void EscapedFieldNames_AreRead() =>
        Assert.Equal("input 7, output 2", Metered.Chat("""{"prompt\u005ftokens":7,"completion_tokens":2}""").Usage.ToString());

    [Fact]
    public void DeepNesting_IsMalformedAndDoesNotThrow()
    {
        var deep = "{\"choices\":[],\"x\":" + new string('[', 100_000) + new string(']', 100_000) + ",\"usage\":{\"prompt_tokens\":1}}";

        var meter = Metered.Body(Surface.ChatCompletions, deep);

        Assert.True(meter.IsMalformed);
        Assert.False(meter.IsComplete);
    }

    [Fact]
    public void NestingOfRealToolArguments_IsRead()
    {
        var deep = new string('[', 200) + new string(']', 200);

        var meter = Metered.Body(Surface.Messages, $$$"""{"content":[{"type":"tool_use","input":{"a":{{{deep}}}}}],"usage":{"input_tokens":1,"output_tokens":2}}""");

        Assert.False(meter.IsMalformed);
        Assert.Equal("input 1, output 2", meter.Usage.ToString());
    }

    [Fact]
    public void TextThatIsNotUtf8_IsMalformedAndDoesNotThrow()
    {
        var meter = new ReplyMeter(Surface.ChatCompletions, UsageContainment.Usual);

        meter.ReadBody([.. "{\"model\":\"a"u8, 0xFF, 0xC0, .. "\\n\",\"usage\":{\"prompt_tokens\":1}}"u8]);

        Assert.True(meter.IsMalformed);
    }

    [Fact]
    public void GiantIdsAndModels_AreNotTaken()
    {
        var meter = Metered.Body(Surface.ChatCompletions, $$"""{"id":"{{new string('x', 10_000)}}","model":"m","choices":[]}""");

        Assert.Null(meter.ObjectId);
        Assert.Equal("m", meter.ServedModel);
    }

    [Fact]
    public void SumsOfLargestCounts_DoNotOverflow()
    {
        const string Largest = "1000000000000";
        var meter = Metered.Messages($$"""{"input_tokens":{{Largest}},"output_tokens":{{Largest}},"cache_read_input_tokens":{{Largest}},"cache_creation_input_tokens":{{Largest}}}""");

        Assert.Equal(3_000_000_000_000, meter.Usage.TotalInput);
    }

    [Fact]
    public void HugeEvent_IsPassedOnUnreadAndMarked()
    {
        var huge = "data: {\"choices\":[],\"usage\":{\"prompt_tokens\":5,\"x\":\"" + new string('y', 5000) + "\"}}\n\n";
        var stream = Encoding.UTF8.GetBytes("data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"a\"}}]}\n\n" + huge + "data: [DONE]\n\n");
        foreach (var chunk in new[] { 1, 7, 1000, stream.Length })
        {
            var meter = new ReplyMeter(Surface.ChatCompletions, UsageContainment.Usual);
            var ready = new System.Buffers.ArrayBufferWriter<byte>();
            using var relay = new SseRelay(Surface.ChatCompletions, meter, true, maxEventBytes: 1000);
            for (var at = 0; at < stream.Length; at += chunk)
            {
                relay.Push(stream.AsSpan(at, Math.Min(chunk, stream.Length - at)), ready);
            }

            Assert.True(relay.IsTerminalHeld);
            relay.ReleaseTerminal(ready);
            Assert.True(ready.WrittenSpan.SequenceEqual(stream));
            Assert.True(meter.IsMalformed);
            Assert.False(meter.HasUsage);
        }
    }
}
