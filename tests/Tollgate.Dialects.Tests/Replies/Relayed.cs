using System.Buffers;
using Tollgate.Core;
using Tollgate.Dialects.Replies;

namespace Tollgate.Dialects.Tests.Replies;

/// <summary>What came of a stream that was pushed through a relay.</summary>
internal sealed record Relayed(ReplyMeter Meter, byte[] BeforeRelease, byte[] Client)
{
    public static Relayed Run(GoldenCase given, Func<int, int> chunk) => Run(given.Reply, given.NewMeter(), given.Surface, given.DropsUsageChunk, chunk);

    public static Relayed Run(ReadOnlySpan<byte> reply, ReplyMeter meter, Surface surface, bool drops, Func<int, int> chunk)
    {
        using var relay = new SseRelay(surface, meter, drops);
        var ready = new ArrayBufferWriter<byte>();
        while (!reply.IsEmpty)
        {
            var length = Math.Clamp(chunk(reply.Length), 1, reply.Length);
            relay.Push(reply[..length], ready);
            reply = reply[length..];
        }

        relay.EndOfBody();
        var before = ready.WrittenSpan.ToArray();
        relay.ReleaseTerminal(ready);
        return new Relayed(meter, before, ready.WrittenSpan.ToArray());
    }
}
