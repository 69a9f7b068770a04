using System.Buffers;
using System.Text;
using Tollgate.Core;
using Tollgate.Dialects.Replies;

namespace Tollgate.Dialects.Tests.Replies;

/// <summary>When the provider dies in mid-stream the client gets its dialect's error event, and nothing that looks like an end.</summary>
public sealed class StreamErrorTests
{
    private static readonly Guid RequestId = Guid.Parse("019aa000-0000-7000-8000-000000000001");
    private static readonly Refusal Broken = new(RefusalCode.UpstreamBroken, "The provider's answer ended too early.");

    [Fact]
    public void Chat_GetsAnErrorObject_AndNoDone()
    {
        var text = Error(Surface.ChatCompletions, "data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"a\"}}]}\n\ndata: {\"hal");

        Assert.Contains("\n\ndata: {\"error\":{\"message\":\"The provider's answer ended too early.\",\"type\":\"upstream_broken\"", text, StringComparison.Ordinal);
        Assert.DoesNotContain("hal", text, StringComparison.Ordinal);
        Assert.DoesNotContain("[DONE]", text, StringComparison.Ordinal);
        Assert.EndsWith("}\n\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Messages_GetAnErrorEvent()
    {
        var text = Error(Surface.Messages, "event: ping\ndata: {\"type\":\"ping\"}\n\n");

        Assert.Contains("event: error\ndata: {\"type\":\"error\",\"error\":{\"type\":\"api_error\",\"message\":\"The provider's answer ended too early.\"", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Responses_GetANumberedErrorEvent()
    {
        var text = Error(Surface.Responses, "data: {\"type\":\"response.created\",\"sequence_number\":41,\"response\":{\"id\":\"r\"}}\n\n");

        Assert.Contains("event: error\ndata: {\"type\":\"error\",\"sequence_number\":42,", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Gemini_GetsAnErrorStatus() =>
        Assert.Contains("data: {\"error\":{\"code\":502,", Error(Surface.GenerateContent, "data: {\"candidates\":[]}\n\n"), StringComparison.Ordinal);

    [Fact]
    public void GeminiArray_GetsAnErrorElement_AndIsClosed()
    {
        var text = Error(Surface.GenerateContent, "[{\"candidates\":[]}\n,");

        Assert.Equal(2, System.Text.Json.JsonDocument.Parse(text).RootElement.GetArrayLength());
        Assert.Contains("},\n{\"error\":{\"code\":502,", text, StringComparison.Ordinal);
    }

    [Fact]
    public void HeldTerminal_IsNotWritten()
    {
        var text = Error(Surface.ChatCompletions, "data: {\"choices\":[]}\n\ndata: [DONE]\n\n");

        Assert.DoesNotContain("[DONE]", text, StringComparison.Ordinal);
    }

    private static string Error(Surface surface, string begun)
    {
        var ready = new ArrayBufferWriter<byte>();
        using var relay = new SseRelay(surface, new ReplyMeter(surface, UsageContainment.Usual), false);
        relay.Push(Encoding.UTF8.GetBytes(begun), ready);
        relay.EndOfBody();
        relay.WriteError(Broken, RequestId, ready);
        return Encoding.UTF8.GetString(ready.WrittenSpan);
    }
}
