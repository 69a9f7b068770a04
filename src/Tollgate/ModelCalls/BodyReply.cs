using Microsoft.AspNetCore.Http;
using Tollgate.Core;
using Tollgate.Dialects.Replies;
using Tollgate.Ledger;
using Tollgate.Upstreams.Sending;

namespace Tollgate.ModelCalls;

/// <summary>Steps 9 and 10 for answers that are no stream: read whole, metered, settled, then sent with the final cost in the headers.</summary>
internal sealed class BodyReply(AttemptSettler settler, LineReplies replies, ObjectRecorder objects, DeferredBills bills, LargeReply larges, CallGuard guard)
{
    private const int NoContent = 204;

    /// <summary>Runs it to the client's last byte.</summary>
    public async ValueTask<AttemptVerdict> RunAsync(AdmittedCall call, Attempt attempt, UpstreamExchange exchange, ReplyMeter meter)
    {
        using var body = new ReplyBody();
        var fault = await body.ReadAsync(exchange);
        if (body.IsPartial)
        {
            if (guard.JudgeAnswer(call, null, body.Length).Refusal is { } unseen)
            {
                settler.Settle(call, attempt, AttemptEnd.Of(CallResult.Broken, exchange), meter, row: null);
                return AttemptVerdict.Refuse(unseen);
            }

            return await larges.RunAsync(call, attempt, exchange, body, meter);
        }

        var plain = fault == UpstreamFault.None ? await DecodeAsync(exchange, body) : null;
        var end = AttemptEnd.Of(Meter(call, exchange, plain, fault, meter), exchange);
        if (end.ClientLeft)
        {
            objects.Record(call, attempt, meter, plain ?? default);
            settler.Settle(call, attempt, end, meter, LineReplies.StatusOfAbort);
            return AttemptVerdict.Answered;
        }

        if (fault != UpstreamFault.None)
        {
            settler.Settle(call, attempt, end, meter, row: null);
            return AttemptVerdict.Refuse(fault.Refuse(attempt.Deployment));
        }

        objects.Record(call, attempt, meter, plain ?? default);
        await bills.SettleAsync(call, attempt, exchange.Status, plain ?? default);
        var verdict = await guard.AskAsync(call, plain, guard.JudgeAnswer(call, plain, body.Length));
        if (verdict.Refusal is { } unwanted)
        {
            settler.Settle(call, attempt, end, meter, row: null);
            return AttemptVerdict.Refuse(unwanted);
        }

        var settled = settler.Settle(call, attempt, end, meter, exchange.Status);
        if (settled.IsRefused)
        {
            return AttemptVerdict.Refuse(settled.Refusal);
        }

        Failpoint.Hit(Failpoint.BeforeTerminal);
        replies.WriteHead(call, attempt, exchange);
        LineHeaders.WriteFinal(call.Http.Response, settled.Value);
        if (exchange.Status == NoContent)
        {
            return AttemptVerdict.Answered;
        }

        await WriteAsync(call.Http, verdict.Body, body);
        return AttemptVerdict.Answered;
    }

    /// <summary>The provider's bytes as they came, or what a guard left of them, decoded.</summary>
    private static async ValueTask WriteAsync(HttpContext http, byte[]? rewritten, ReplyBody body)
    {
        var bytes = rewritten ?? body.Memory;
        if (rewritten is not null)
        {
            http.Response.Headers.Remove("Content-Encoding");
        }

        http.Response.ContentLength = bytes.Length;
        await http.Response.BodyWriter.WriteAsync(bytes, http.RequestAborted);
    }

    /// <summary>Reads a failure that is left to another account: its body may report usage, and then it is billed.</summary>
    public static async ValueTask MeterFailureAsync(AdmittedCall call, UpstreamExchange exchange, ReplyMeter meter)
    {
        using var body = new ReplyBody();
        var fault = await body.ReadAsync(exchange);
        Meter(call, exchange, fault == UpstreamFault.None && !body.IsPartial ? await DecodeAsync(exchange, body) : null, fault, meter);
    }

    /// <summary>Lets the meter read the decoded answer. A success that cannot be read is passed on as it is, and priced by estimate.</summary>
    private static CallResult Meter(AdmittedCall call, UpstreamExchange exchange, ReadOnlyMemory<byte>? plain, UpstreamFault fault, ReplyMeter meter)
    {
        if (fault != UpstreamFault.None)
        {
            return fault.Result();
        }

        if (plain is { } readable)
        {
            meter.ReadBody(readable.Span);
        }

        call.Trail.FirstByte = call.Trail.Elapsed;
        return exchange.Status is >= 200 and < 300 ? CallResult.Completed : CallResult.UpstreamError;
    }

    private static ValueTask<ReadOnlyMemory<byte>?> DecodeAsync(UpstreamExchange exchange, ReplyBody body) =>
        body.DecodeAsync(string.Join(", ", exchange.Response!.Content.Headers.ContentEncoding));
}
