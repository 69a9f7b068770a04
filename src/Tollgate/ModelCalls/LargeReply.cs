using System.Buffers;
using Tollgate.Core;
using Tollgate.Dialects.Replies;
using Tollgate.ModelCalls.Bills;
using Tollgate.Upstreams.Sending;

namespace Tollgate.ModelCalls;

/// <summary>
/// Steps 9 and 10 for plain answers that are too large to be kept whole: files and pictures, or a provider that floods. What was read goes on,
/// and the rest piece by piece, the last one after the settlement. Nobody reads a report in there: it is priced by estimate, the rest uncertain.
/// Only results of a batch, whose bill stands line by line, are read while they pass.
/// </summary>
internal sealed class LargeReply(AttemptSettler settler, LineReplies replies, DeferredBills bills)
{
    private const int PieceSize = 64 * 1024;

    /// <summary>Runs it to the client's last byte.</summary>
    public async ValueTask<AttemptVerdict> RunAsync(AdmittedCall call, Attempt attempt, UpstreamExchange exchange, ReplyBody begun, ReplyMeter meter)
    {
        var response = call.Http.Response;
        call.Trail.FirstByte = call.Trail.Elapsed;
        replies.WriteHead(call, attempt, exchange);
        LineHeaders.WriteBound(response, attempt.Identity.Bound);
        response.ContentLength = exchange.Response!.Content.Headers.ContentLength;
        var buffers = (Held: ArrayPool<byte>.Shared.Rent(PieceSize), Next: ArrayPool<byte>.Shared.Rent(PieceSize));
        try
        {
            var bill = exchange.Response.Content.Headers.ContentEncoding.Count == 0 ? await bills.OpenAsync(call, attempt, exchange.Status) : null;
            var (result, held) = await RelayAsync(call, exchange, begun, buffers, bill);
            if (bill is not null && result == CallResult.Completed)
            {
                await bills.CloseAsync(call, bill);
            }

            var isAborted = result == CallResult.ClientAborted;
            var settled = settler.Settle(call, attempt, AttemptEnd.Of(result, exchange), meter, isAborted ? LineReplies.StatusOfAbort : exchange.Status);
            if (settled.IsRefused || result is not (CallResult.Completed or CallResult.UpstreamError))
            {
                // Its head has gone out: only a broken connection says that the rest is missing.
                call.Http.Abort();
                return AttemptVerdict.Answered;
            }

            await response.Body.WriteAsync(held, call.Http.RequestAborted);
            return AttemptVerdict.Answered;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffers.Held);
            ArrayPool<byte>.Shared.Return(buffers.Next);
        }
    }

    /// <summary>Passes on all but the last piece.</summary>
    private static async ValueTask<(CallResult Result, ReadOnlyMemory<byte> Held)> RelayAsync(AdmittedCall call, UpstreamExchange exchange, ReplyBody begun, (byte[] Held, byte[] Next) buffers, BatchBill? bill)
    {
        var client = call.Http.Response.Body;
        var ct = call.Http.RequestAborted;
        try
        {
            bill?.Read(begun.Memory.Span);
            for (var at = 0; at < begun.Length; at += PieceSize)
            {
                await client.WriteAsync(begun.Memory[at..Math.Min(begun.Length, at + PieceSize)], ct);
            }

            var (held, next) = buffers;
            var length = 0;
            while (true)
            {
                var read = await exchange.ReadAsync(next);
                if (read.Fault != UpstreamFault.None || read.Bytes == 0)
                {
                    return (read.Fault == UpstreamFault.None ? End(exchange) : read.Fault.Result(), held.AsMemory(0, length));
                }

                bill?.Read(next.AsSpan(0, read.Bytes));
                await client.WriteAsync(held.AsMemory(0, length), ct);
                (held, next, length) = (next, held, read.Bytes);
            }
        }
        catch (Exception gone) when (gone is OperationCanceledException or IOException)
        {
            return (CallResult.ClientAborted, default);
        }
    }

    private static CallResult End(UpstreamExchange exchange) => exchange.Status is >= 200 and < 300 ? CallResult.Completed : CallResult.UpstreamError;
}
