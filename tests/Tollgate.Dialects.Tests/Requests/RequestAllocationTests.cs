using System.Buffers;
using System.Text;
using Tollgate.Core;
using Tollgate.Dialects.Requests;

namespace Tollgate.Dialects.Tests.Requests;

/// <summary>Reading, splicing and hashing a body allocate nothing.</summary>
public sealed class RequestAllocationTests
{
    [Theory]
    [MemberData(nameof(SampleBodies.All), MemberType = typeof(SampleBodies))]
    public void ReadingAndSplicing_AllocateNothing(Surface surface, string text)
    {
        var body = Encoding.UTF8.GetBytes(text);
        var buffer = new ArrayBufferWriter<byte>(body.Length + 1024);
        var parts = new PromptPart[64];
        for (var warm = 0; warm < 50; warm++)
        {
            Work(surface, body, buffer, parts);
        }

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var round = 0; round < 100; round++)
        {
            Work(surface, body, buffer, parts);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private static void Work(Surface surface, byte[] body, ArrayBufferWriter<byte> buffer, PromptPart[] parts)
    {
        var facts = default(RequestFacts);
        RequestReader.TryRead(surface, body, ref facts, out _);
        var splices = default(Splices);
        RequestSplicer.SetModel(ref splices, surface, facts, "upstream"u8);
        RequestSplicer.SetOutputLimit(ref splices, surface, facts, OutputLimitField.MaxTokens, 1024);
        RequestSplicer.AskForUsage(ref splices, surface, facts);
        buffer.ResetWrittenCount();
        splices.WriteTo(body, buffer);
        var count = Math.Max(0, PromptParts.Read(surface, body, facts, parts, out _));
        _ = PromptParts.Gap(parts.AsSpan(0, count / 2), parts.AsSpan(0, count));
    }
}
