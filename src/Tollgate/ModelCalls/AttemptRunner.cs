using Tollgate.Core;
using Tollgate.Dialects.Replies;
using Tollgate.Ledger;
using Tollgate.Ledger.Journals;
using Tollgate.Ledger.Records;
using Tollgate.Upstreams;
using Tollgate.Upstreams.Sending;

namespace Tollgate.ModelCalls;

/// <summary>One attempt, steps 8 to 10: reserve, journal `sent`, send, relay and meter, settle.</summary>
internal sealed class AttemptRunner(
    AttemptReserve reserve,
    AttemptSender sender,
    AttemptSettler settler,
    BodyReply bodies,
    StreamReply streams,
    Journal journal,
    DeploymentChooser chooser)
{
    /// <summary>Runs the attempt. With <paramref name="canRetry"/> a failure before the first byte is settled and left to another account.</summary>
    public async ValueTask<AttemptVerdict> RunAsync(AdmittedCall call, Deployment deployment, int number, bool canRetry)
    {
        // 8. Reserve a true upper bound; without it nothing is sent.
        var reserved = await reserve.ReserveAsync(call, deployment, number);
        if (reserved.IsRefused)
        {
            return AttemptVerdict.Refuse(reserved.Refusal);
        }

        using var attempt = reserved.Value;
        var body = AttemptSender.Prepare(call, attempt);
        Failpoint.Hit(Failpoint.BeforeSent);
        if (journal.AppendSent(new SentRecord(call.Trail.Call, attempt.Identity)) is { } full)
        {
            return AttemptVerdict.Refuse(full with { Step = "reserve" });
        }

        Failpoint.Hit(Failpoint.AfterSent);
        call.Trail.Attempts++;
        call.Trail.Note(attempt.Identity);
        var meter = AttemptSender.Meter(call, attempt);
        await using var exchange = await sender.SendAsync(call, attempt, body);
        Note(exchange);
        if (exchange.Response is null)
        {
            return Failed(call, attempt, exchange, meter, canRetry);
        }

        if (canRetry && !exchange.ClientLeft && UpstreamFaults.CanRetry(exchange.Status))
        {
            await BodyReply.MeterFailureAsync(call, exchange, meter);
            settler.Settle(call, attempt, AttemptEnd.Of(CallResult.UpstreamError, exchange), meter, row: null);
            return AttemptVerdict.Retry;
        }

        if (HasNoAnswer(call, exchange.Status))
        {
            return Unanswered(call, attempt, exchange, meter);
        }

        // 9 and 10. Relay and meter; settle before the client sees the end.
        return IsStream(call, exchange)
            ? await streams.RunAsync(call, attempt, exchange, meter)
            : await bodies.RunAsync(call, attempt, exchange, meter);
    }

    private AttemptVerdict Failed(AdmittedCall call, Attempt attempt, UpstreamExchange exchange, ReplyMeter meter, bool canRetry)
    {
        var end = AttemptEnd.Of(exchange.Fault.Result(), exchange);
        if (end.ClientLeft)
        {
            settler.Settle(call, attempt, end, meter, LineReplies.StatusOfAbort);
            return AttemptVerdict.Answered;
        }

        if (canRetry && end.Result == CallResult.ConnectFailed)
        {
            settler.Settle(call, attempt, end, meter, row: null);
            return AttemptVerdict.Retry;
        }

        settler.Settle(call, attempt, end, meter, row: null);
        return AttemptVerdict.Refuse(exchange.Fault.Refuse(attempt.Deployment));
    }

    private void Note(UpstreamExchange exchange)
    {
        if (exchange.Fault == UpstreamFault.Cancelled)
        {
            return;
        }

        if (exchange.Response is null || UpstreamFaults.CanRetry(exchange.Status))
        {
            chooser.Rest(exchange.Deployment, exchange.RetryAfter);
            return;
        }

        chooser.Wake(exchange.Deployment);
    }

    private AttemptVerdict Unanswered(AdmittedCall call, Attempt attempt, UpstreamExchange exchange, ReplyMeter meter)
    {
        var result = exchange.Status is >= 200 and < 300 ? CallResult.Broken : CallResult.UpstreamError;
        settler.Settle(call, attempt, AttemptEnd.Of(result, exchange), meter, row: null);
        return AttemptVerdict.Refuse(UpstreamFault.None.Refuse(attempt.Deployment));
    }

    /// <summary>Statuses that have no body: no answer to a model call, and only 204 is one to a provider's own route.</summary>
    private static bool HasNoAnswer(AdmittedCall call, int status) => status is < 200 or 205 or 304 || (status == 204 && call.PassThrough is null);

    private static bool IsStream(AdmittedCall call, UpstreamExchange exchange) =>
        exchange.Status is >= 200 and < 300
        && (exchange.Response!.Content.Headers.ContentType?.MediaType == "text/event-stream" || (call.Request.Route.Streams && call.Request.IsStream));
}
