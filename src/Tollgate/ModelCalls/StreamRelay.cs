using System.Buffers;
using System.IO.Pipelines;
using Tollgate.Core;
using Tollgate.Dialects.Replies;
using Tollgate.Guards.Streams;
using Tollgate.Ledger;
using Tollgate.Upstreams.Sending;

namespace Tollgate.ModelCalls;

/// <summary>
/// Step 9 for streams: bytes flow to the client as they come, the meter reads over the shoulder, and the terminal event is held.
/// Whatever happens on either side is a result; nothing is thrown.
/// </summary>
internal static class StreamRelay
{
    private const int BufferSize = 16 * 1024;

    /// <summary>
    /// Relays until the terminal event is held, or the upstream ends or breaks. When the client goes away the rest is read without it, for the
    /// meter alone, where the attempt allows that.
    /// </summary>
    /// <param name="exchange">The attempt; its head was read.</param>
    /// <param name="relay">Splits, meters and holds.</param>
    /// <param name="client">The client's answer.</param>
    /// <param name="guard">More output than it allows cannot be within the reserve: the stream is cut.</param>
    /// <param name="watch">Looks through what may go to the client; null when nothing is looked for.</param>
    /// <param name="onFirstByte">Called before the first byte goes to the client: headers are still open.</param>
    /// <param name="meter">The meter the relay feeds.</param>
    /// <param name="ct">The client's connection.</param>
    public static async ValueTask<CallResult> RunAsync(UpstreamExchange exchange, SseRelay relay, ReplyMeter meter, PipeWriter client, OutputGuard guard, StreamGuard? watch, Action onFirstByte, CancellationToken ct)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(BufferSize);
        IBufferWriter<byte> output = client;
        try
        {
            while (true)
            {
                var read = await exchange.ReadAsync(buffer);
                if (read.Fault != UpstreamFault.None)
                {
                    return read.Fault.Result();
                }

                if (read.IsEnd)
                {
                    return CallResult.Completed;
                }

                if (!Pass(relay, watch, buffer.AsSpan(0, read.Bytes), output, onFirstByte))
                {
                    return CallResult.Cut;
                }

                Failpoint.Hit(Failpoint.MidRelay);
                if (output == client && !await FlushAsync(client, ct))
                {
                    if (!exchange.Abandon())
                    {
                        return CallResult.ClientAborted;
                    }

                    output = new DiscardedBytes();
                }

                if (guard.IsPassed(meter))
                {
                    return CallResult.Cut;
                }
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>Hands on what may go to the client; false when a guard ends the stream.</summary>
    private static bool Pass(SseRelay relay, StreamGuard? watch, ReadOnlySpan<byte> chunk, IBufferWriter<byte> output, Action onFirstByte)
    {
        if (watch is null)
        {
            onFirstByte();
            relay.Push(chunk, output);
            return true;
        }

        relay.Push(chunk, watch);
        if (relay.HasPassedUnread)
        {
            watch.Unseen();
        }

        if (!watch.Judge())
        {
            return false;
        }

        if (watch.Ready > 0)
        {
            onFirstByte();
            watch.MoveTo(output);
        }

        return true;
    }

    /// <summary>Sends what is ready; false when the client went away.</summary>
    private static async ValueTask<bool> FlushAsync(PipeWriter client, CancellationToken ct)
    {
        try
        {
            return client.UnflushedBytes == 0 || !(await client.FlushAsync(ct)).IsCompleted;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }
}
