using System.Buffers;
using System.Text;
using Tollgate.Core;
using Tollgate.Dialects.Replies;

namespace Tollgate.Dialects.Tests.Replies;

public sealed class RelayAllocationTests
{
    /// <summary>The relay, the meter and the few short texts it keeps.</summary>
    private const long FixedBytes = 8 * 1024;

    public static TheoryData<Surface> Surfaces => [Surface.ChatCompletions, Surface.Messages, Surface.Responses, Surface.GenerateContent];

    [Theory]
    [MemberData(nameof(Surfaces))]
    public void StreamOf500Events_CostsAFixedSmallNumberOfBytes(Surface surface)
    {
        var delta = Encoding.UTF8.GetBytes(Delta(surface));
        var few = Least(surface, delta, 50);
        var many = Least(surface, delta, 500);

        Assert.InRange(many, 0, FixedBytes);
        Assert.Equal(few, many);
    }

    /// <summary>What it always costs: a collection between two runs empties the shared buffers, and the next run pays for one anew.</summary>
    private static long Least(Surface surface, byte[] delta, int events)
    {
        var least = long.MaxValue;
        for (var i = 0; i < 5; i++)
        {
            least = Math.Min(least, Measure(surface, delta, events));
        }

        return least;
    }

    private static long Measure(Surface surface, byte[] delta, int events)
    {
        var ready = new ArrayBufferWriter<byte>(1024 * 1024);
        var before = GC.GetAllocatedBytesForCurrentThread();
        using (var relay = new SseRelay(surface, new ReplyMeter(surface, UsageContainment.Usual), true))
        {
            for (var i = 0; i < events; i++)
            {
                relay.Push(delta.AsSpan(0, 40), ready);
                relay.Push(delta.AsSpan(40), ready);
            }
        }

        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    private static string Delta(Surface surface) => surface switch
    {
        Surface.Messages => "event: content_block_delta\ndata: {\"type\":\"content_block_delta\",\"index\":0,\"delta\":{\"type\":\"text_delta\",\"text\":\"word \\u00e4\"}}\n\n",
        Surface.Responses => "event: response.output_text.delta\ndata: {\"type\":\"response.output_text.delta\",\"sequence_number\":7,\"item_id\":\"msg_1\",\"output_index\":0,\"content_index\":0,\"delta\":\"word\"}\n\n",
        Surface.GenerateContent => "data: {\"candidates\":[{\"content\":{\"parts\":[{\"text\":\"word\"}],\"role\":\"model\"},\"index\":0}],\"usageMetadata\":{\"promptTokenCount\":9,\"candidatesTokenCount\":4,\"totalTokenCount\":13,\"promptTokensDetails\":[{\"modality\":\"TEXT\",\"tokenCount\":9}]},\"modelVersion\":\"gemini-2.5-flash\",\"responseId\":\"abc\"}\n\n",
        _ => "data: {\"id\":\"chatcmpl-1\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"gpt-5.1\",\"service_tier\":\"default\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\"word\"},\"finish_reason\":null}],\"usage\":null}\n\n",
    };
}
