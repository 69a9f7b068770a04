using System.Buffers;
using System.Text;
using Tollgate.Core;
using Tollgate.Dialects.Replies;

namespace Tollgate.Dialects.Tests.Replies;

public sealed class SseRelayTests
{
    private const string Delta = "data: {\"id\":\"c\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\"a\"}}]}\n\n";
    private const string Usage = "data: {\"id\":\"c\",\"choices\":[],\"usage\":{\"prompt_tokens\":3,\"completion_tokens\":1,\"total_tokens\":4}}\n\n";
    private const string Done = "data: [DONE]\n\n";

    [Fact]
    public void CompleteEvent_IsForwardedAtOnce()
    {
        var (_, ready) = Push(Surface.ChatCompletions, true, Delta);

        Assert.Equal(Delta, ready);
    }

    [Fact]
    public void UnfinishedEvent_Waits()
    {
        var (_, ready) = Push(Surface.ChatCompletions, true, Delta, "data: {\"id\":\"c\"}\n");

        Assert.Equal(Delta, ready);
    }

    [Fact]
    public void UsageChunkThatOnlyWeAskedFor_IsDroppedAndMetered()
    {
        var (meter, ready) = Push(Surface.ChatCompletions, true, Delta + Usage + Delta);

        Assert.Equal(Delta + Delta, ready);
        Assert.Equal("input 3, output 1", meter.Usage.ToString());
    }

    [Fact]
    public void UsageChunkThatTheClientAskedFor_IsForwarded()
    {
        var (_, ready) = Push(Surface.ChatCompletions, false, Delta + Usage);

        Assert.Equal(Delta + Usage, ready);
    }

    [Fact]
    public void UsageChunkAfterTheTerminal_IsDroppedToo()
    {
        var relayed = Relayed.Run(Encoding.UTF8.GetBytes(Delta + Done + Usage), Meter(Surface.ChatCompletions), Surface.ChatCompletions, true, left => left);

        Assert.Equal(Delta + Done, Encoding.UTF8.GetString(relayed.Client));
        Assert.True(relayed.Meter.IsUsageFinal);
    }

    [Fact]
    public void EmptyChoicesWithoutUsage_AreForwarded()
    {
        const string Filter = "data: {\"choices\":[],\"prompt_filter_results\":[{\"prompt_index\":0}],\"usage\":null}\n\n";

        var (_, ready) = Push(Surface.ChatCompletions, true, Filter);

        Assert.Equal(Filter, ready);
    }

    [Fact]
    public void MultiLineData_IsOneDocument()
    {
        const string Lines = "data: {\"choices\":[],\ndata: \"usage\":\ndata:{\"prompt_tokens\":3,\"completion_tokens\":1}}\n\n";

        var (meter, ready) = Push(Surface.ChatCompletions, false, Lines);

        Assert.Equal(Lines, ready);
        Assert.Equal("input 3, output 1", meter.Usage.ToString());
    }

    [Fact]
    public void CommentsIdsAndUnknownFields_AreForwardedUnread()
    {
        const string Noise = ": ping\n\nid: 7\nretry: 100\n\n\n\ndatabase: no\n\ndata\n\n";

        var (meter, ready) = Push(Surface.ChatCompletions, true, Noise);

        Assert.Equal(Noise, ready);
        Assert.False(meter.IsMalformed);
    }

    [Theory]
    [InlineData("\n")]
    [InlineData("\r\n")]
    [InlineData("\r")]
    public void EventWhoseLineEndIsCutInTwo_KeepsItsFate(string end)
    {
        var stream = (Delta + Usage + Delta).Replace("\n", end, StringComparison.Ordinal);
        var expected = (Delta + Delta).Replace("\n", end, StringComparison.Ordinal);

        var relayed = Relayed.Run(Encoding.UTF8.GetBytes(stream), Meter(Surface.ChatCompletions), Surface.ChatCompletions, true, _ => 1);

        Assert.Equal(expected, Encoding.UTF8.GetString(relayed.Client));
    }

    [Fact]
    public void LoneReturnAfterTheTerminal_StaysWithIt()
    {
        var relayed = Relayed.Run(Encoding.UTF8.GetBytes(Delta + "data: [DONE]\r\n\r\n"), Meter(Surface.ChatCompletions), Surface.ChatCompletions, true, _ => 1);

        Assert.Equal(Delta, Encoding.UTF8.GetString(relayed.BeforeRelease));
    }

    [Fact]
    public void GeminiFinish_IsHeldUntilANewerEventTakesItsPlace()
    {
        const string First = "data: {\"candidates\":[{\"content\":{\"parts\":[{\"text\":\"a\"}]},\"finishReason\":\"STOP\"}]}\n\n";
        const string Second = "data: {\"usageMetadata\":{\"promptTokenCount\":1,\"candidatesTokenCount\":1,\"totalTokenCount\":2}}\n\n";
        var ready = new ArrayBufferWriter<byte>();
        using var relay = new SseRelay(Surface.GenerateContent, Meter(Surface.GenerateContent), false);

        relay.Push(Encoding.UTF8.GetBytes(First), ready);
        Assert.Equal(0, ready.WrittenCount);
        Assert.True(relay.IsTerminalHeld);

        relay.Push(Encoding.UTF8.GetBytes(Second), ready);
        Assert.Equal(First, Encoding.UTF8.GetString(ready.WrittenSpan));

        relay.ReleaseTerminal(ready);
        Assert.Equal(First + Second, Encoding.UTF8.GetString(ready.WrittenSpan));
    }

    [Fact]
    public void ReleaseTerminal_Twice_WritesOnce()
    {
        var ready = new ArrayBufferWriter<byte>();
        using var relay = new SseRelay(Surface.ChatCompletions, Meter(Surface.ChatCompletions), false);
        relay.Push(Encoding.UTF8.GetBytes(Delta + Done), ready);

        relay.ReleaseTerminal(ready);
        relay.ReleaseTerminal(ready);

        Assert.Equal(Delta + Done, Encoding.UTF8.GetString(ready.WrittenSpan));
    }

    [Fact]
    public void UnfinishedBytesAtTheEndOfTheBody_GoOutWithTheRelease()
    {
        const string Half = "data: {\"id\":\"c\",\"cho";

        var relayed = Relayed.Run(Encoding.UTF8.GetBytes(Delta + Half), Meter(Surface.ChatCompletions), Surface.ChatCompletions, false, left => left);

        Assert.Equal(Delta, Encoding.UTF8.GetString(relayed.BeforeRelease));
        Assert.Equal(Delta + Half, Encoding.UTF8.GetString(relayed.Client));
        Assert.True(relayed.Meter.IsMalformed);
        Assert.False(relayed.Meter.IsComplete);
    }

    private static ReplyMeter Meter(Surface surface) => new(surface, UsageContainment.Usual);

    private static (ReplyMeter Meter, string Ready) Push(Surface surface, bool drops, params string[] chunks)
    {
        var meter = Meter(surface);
        var ready = new ArrayBufferWriter<byte>();
        using var relay = new SseRelay(surface, meter, drops);
        foreach (var chunk in chunks)
        {
            relay.Push(Encoding.UTF8.GetBytes(chunk), ready);
        }

        return (meter, Encoding.UTF8.GetString(ready.WrittenSpan));
    }
}
