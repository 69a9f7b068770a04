using Tollgate.Core;
using Tollgate.Dialects.Replies;
using Tollgate.Ledger;
using Tollgate.Upstreams.Sending;

namespace Tollgate.ModelCalls;

/// <summary>Steps 9 and 10 for streams: events at once, the terminal event after the journal has the settlement.</summary>
internal sealed class StreamReply(AttemptSettler settler, LineReplies replies, ObjectRecorder objects, DeferredBills bills, CallGuard guard)
{
    /// <summary>
    /// Four times what text has per token: single tokens are longer, but no answer of some length is made of them. Beyond it the provider does
    /// not hold the limit that was sent, and the stream is cut.
    /// </summary>
    private const long BytesPerToken = 16;

    /// <summary>What an answer may have on top, so that a handful of long tokens is no reason.</summary>
    private const long FirstBytes = 4096;

    /// <summary>Runs it to the client's last byte.</summary>
    public ValueTask<AttemptVerdict> RunAsync(AdmittedCall call, Attempt attempt, UpstreamExchange exchange, ReplyMeter meter)
    {
        if (exchange.TryDecode() || guard.JudgeAnswer(call, null, bytes: 0).Refusal is not { } unseen)
        {
            return RelayAsync(call, attempt, exchange, meter);
        }

        settler.Settle(call, attempt, AttemptEnd.Of(CallResult.Broken, exchange), meter, row: null);
        return ValueTask.FromResult(AttemptVerdict.Refuse(unseen));
    }

    private async ValueTask<AttemptVerdict> RelayAsync(AdmittedCall call, Attempt attempt, UpstreamExchange exchange, ReplyMeter meter)
    {
        var client = call.Http.Response.BodyWriter;

        // A response that is streamed again costs nothing itself; its end may bring the bill of the call that began it.
        var bill = DeferredBills.Meter(call, attempt);
        using var relay = new SseRelay(bill is null ? call.Request.Route.Surface : Surface.Responses, bill ?? meter, attempt.DropsUsageChunk);
        using var watch = guard.ForStream(call);
        var isOpen = false;
        var result = await StreamRelay.RunAsync(exchange, relay, meter, client, Guard(attempt), watch, OnFirstByte, call.Http.RequestAborted);
        relay.EndOfBody();
        watch?.Complete(relay.Held);
        var unwanted = watch?.Refusal;
        result = Judge(call, result, meter);
        var end = AttemptEnd.Of(result, exchange);
        if (!isOpen && (result != CallResult.Completed || unwanted is not null) && !end.ClientLeft)
        {
            settler.Settle(call, attempt, end, meter, row: null);
            return AttemptVerdict.Refuse(unwanted ?? exchange.Fault.Refuse(attempt.Deployment));
        }

        objects.Record(call, attempt, meter, default);
        await bills.SettleAsync(call, attempt, bill);
        if (end.ClientLeft)
        {
            settler.Settle(call, attempt, end, meter, LineReplies.StatusOfAbort);
            return AttemptVerdict.Answered;
        }

        OnFirstByte();
        watch?.Finish(client, relay);
        var settled = settler.Settle(call, attempt, end, meter, exchange.Status);
        if (!settled.IsRefused)
        {
            LineHeaders.WriteTrailer(call.Http.Response, settled.Value);
        }

        Failpoint.Hit(Failpoint.BeforeTerminal);
        WriteEnd(call, attempt, exchange, relay, result, settled, unwanted);
        await client.FlushAsync(call.Http.RequestAborted);
        return AttemptVerdict.Answered;

        void OnFirstByte()
        {
            if (!isOpen)
            {
                isOpen = true;
                call.Trail.FirstByte = call.Trail.Elapsed;
                replies.WriteHead(call, attempt, exchange);
                LineHeaders.WriteBound(call.Http.Response, attempt.Identity.Bound);
            }
        }
    }

    private static void WriteEnd(AdmittedCall call, Attempt attempt, UpstreamExchange exchange, SseRelay relay, CallResult result, in Outcome<Settlement> settled, Refusal? unwanted)
    {
        var client = call.Http.Response.BodyWriter;
        if (settled.IsRefused)
        {
            relay.WriteError(settled.Refusal, call.Trail.Call.RequestId, client);
            return;
        }

        if (unwanted is not null)
        {
            relay.WriteError(unwanted, call.Trail.Call.RequestId, client);
            return;
        }

        switch (result)
        {
            case CallResult.Completed:
                relay.ReleaseTerminal(client);
                break;
            case CallResult.Cut:
                relay.WriteCut(client);
                break;
            default:
                relay.WriteError(exchange.Fault.Refuse(attempt.Deployment), call.Trail.Call.RequestId, client);
                break;
        }
    }

    /// <summary>The end of the connection is the end of the answer only where the answer said so itself.</summary>
    private static CallResult Judge(AdmittedCall call, CallResult result, ReplyMeter meter) => result switch
    {
        CallResult.Completed when !meter.IsComplete && call.PassThrough is null => CallResult.Broken,
        CallResult.Broken or CallResult.TimedOut or CallResult.ClientAborted when meter.IsComplete && meter.IsUsageFinal => CallResult.Completed,
        _ => result,
    };

    /// <summary>Reasoning that the limit leaves out.</summary>
    private static long Hidden(Attempt attempt) => attempt.Model.Traits.LimitIncludesReasoning ? 0 : Math.Max(attempt.Model.Traits.MaxOutput, attempt.Model.Traits.ContextWindow);

    private static OutputGuard Guard(Attempt attempt)
    {
        var limit = attempt.Identity.OutputLimitSent;
        if (!attempt.Chain.IsHard || limit <= 0)
        {
            return OutputGuard.None;
        }

        var tokens = checked((limit + Hidden(attempt)) * attempt.Bound.Choices);
        return new OutputGuard(tokens, checked(FirstBytes + (tokens * BytesPerToken)));
    }
}
