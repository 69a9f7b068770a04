using System.Buffers;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Tollgate.Budgets;
using Tollgate.Core;
using Tollgate.Dialects.Refusals;
using Tollgate.Ledger.Journals;
using Tollgate.Telemetry;
using Tollgate.Upstreams.Sending;

namespace Tollgate.ModelCalls;

/// <summary>What the client sees besides the provider's own bytes: heads of answers, and refusals in its dialect.</summary>
internal sealed class LineReplies(BudgetKeeper budgets, Journal journal, GatewayMetrics metrics, TimeProvider time, ILogger<ModelCall> log)
{
    /// <summary>The status of a row whose client went away (nginx's convention).</summary>
    public const int StatusOfAbort = 499;

    /// <summary>A call came in: it has an id from here on, and the client is told.</summary>
    public CallTrail Open(HttpContext http, LineRoute route)
    {
        var trail = new CallTrail(time, route);
        LineHeaders.WriteId(http.Response, trail, isOwn: false);
        return trail;
    }

    /// <summary>Waits for a call; whatever happens, the client gets an answer in its dialect and the call leaves one row.</summary>
    public async Task GuardAsync(HttpContext http, CallTrail trail, ValueTask<Refusal?> call)
    {
        metrics.CallsInFlight.Add(1);
        try
        {
            if (await call is { } refusal)
            {
                await RefuseAsync(http, trail, refusal);
            }
        }
        catch (OperationCanceledException) when (http.RequestAborted.IsCancellationRequested)
        {
            CloseAborted(trail);
        }
        catch (Exception fault) when (fault is not OutOfMemoryException)
        {
            await FailAsync(http, trail, fault);
        }
        finally
        {
            metrics.CallsInFlight.Add(-1);
        }
    }

    /// <summary>Status and headers of a provider's answer.</summary>
    public void WriteHead(AdmittedCall call, Attempt attempt, UpstreamExchange exchange)
    {
        var response = call.Http.Response;
        response.StatusCode = exchange.Status;
        ReplyHeaders.Copy(exchange.Response!, attempt.Deployment.Catalogue, response.Headers);
        LineHeaders.WriteStanding(response, call.Trail, attempt.Model.Model, budgets.Status(attempt.Chain), budgets.Remaining(attempt.Chain));
        LimitHeaders.Write(response, call.Permit, call.Trail.Call.Dialect, time.GetUtcNow());
        if (attempt.IsClamped)
        {
            LineHeaders.WriteClamp(response, attempt.Identity.OutputLimitSent);
        }

        if (attempt.ToolCallLimit > 0)
        {
            response.Headers["x-tollgate-max-tool-calls"] = attempt.ToolCallLimit.ToString(System.Globalization.CultureInfo.InvariantCulture);
        }
    }

    /// <summary>Answers with a refusal and leaves its row.</summary>
    public async Task RefuseAsync(HttpContext http, CallTrail trail, Refusal refusal)
    {
        var dialect = trail.Call.Dialect;
        var status = RefusalTable.Status(refusal, dialect);
        if (!trail.IsClosed)
        {
            _ = journal.AppendRequest(trail.Close(refusal, status));
        }

        metrics.Refused(refusal.Code);
        metrics.CallEnded(trail.Call.Surface, CallResult.Refused, trail.Elapsed);
        if (http.Response.HasStarted)
        {
            http.Abort();
            return;
        }

        http.Response.Clear();
        http.Response.StatusCode = status;
        LineHeaders.WriteId(http.Response, trail, isOwn: true);
        LineHeaders.WriteLatency(http.Response, trail);
        RefusalHeaders.Write(http.Response, refusal);
        LimitHeaders.Write(http.Response, refusal, dialect, time.GetUtcNow());
        http.Response.ContentType = "application/json";
        var body = new ArrayBufferWriter<byte>(512);
        RefusalWriter.Write(refusal, dialect, trail.Call.RequestId, body);
        http.Response.ContentLength = body.WrittenCount;
        await http.Response.BodyWriter.WriteAsync(body.WrittenMemory, http.RequestAborted);
    }

    /// <summary>The client went away before anything was sent for it.</summary>
    private void CloseAborted(CallTrail trail)
    {
        if (!trail.IsClosed)
        {
            _ = journal.AppendRequest(trail.Close(CallResult.ClientAborted, StatusOfAbort, LineFlags.ClientAborted));
        }
    }

    /// <summary>A fault of the gateway: logged with its id, answered without its details.</summary>
    private Task FailAsync(HttpContext http, CallTrail trail, Exception fault)
    {
        ModelCallLog.Failed(log, trail.Call.RequestId, fault);
        return RefuseAsync(http, trail, new Refusal(RefusalCode.InternalError, "The gateway failed on this call.") { Step = "internal", Help = "Report the request id to whoever runs it." });
    }
}
