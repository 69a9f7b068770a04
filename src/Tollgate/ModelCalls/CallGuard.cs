using Microsoft.AspNetCore.Http;
using Tollgate.Core;
using Tollgate.Guards;
using Tollgate.Guards.Anomalies;
using Tollgate.Guards.External;
using Tollgate.Guards.Loops;
using Tollgate.Guards.Streams;
using Tollgate.Upstreams.Catalogue;

namespace Tollgate.ModelCalls;

/// <summary>Hands bodies and streams to the guards and carries out what they decide: step 4 for the request, step 9 for the answer.</summary>
internal sealed class CallGuard(BodyGuard bodies, OuterGuard outer, LoopGuard loops, StreamGuards streams, ExternalGuards externals, AnomalyGuard anomalies, HeaderList forwarded)
{
    private const string Header = "x-tollgate-guard";

    /// <summary>Null when the call goes on, with the body that may go on.</summary>
    public Refusal? Judge(HttpContext http, CallTrail trail, IncomingCall incoming)
    {
        var request = incoming.Request;
        var call = Of(trail, incoming);
        var verdict = bodies.Judge(call, GuardDirection.Request, request.Body.Span);
        Tell(http, verdict);
        return verdict.Refusal ?? JudgeLoop(http, call, request) ?? JudgeOdd(http, call) ?? GoOn(http, call, request, verdict);
    }

    /// <summary>Shows the request to the guards outside, if there are any; null when the call goes on, with the body that may go on.</summary>
    public ValueTask<Refusal?> AskAsync(HttpContext http, CallTrail trail, IncomingCall incoming)
    {
        var call = Of(trail, incoming);
        return externals.AreAsked(call, GuardDirection.Request) ? AskAsync(http, call, incoming.Request) : default;
    }

    /// <summary>Shows a whole answer to the guards outside, if there are any, as far as it goes on.</summary>
    public async ValueTask<GuardVerdict> AskAsync(AdmittedCall call, ReadOnlyMemory<byte>? plain, GuardVerdict verdict)
    {
        if (verdict.Refusal is not null || !externals.AreAsked(Of(call), GuardDirection.Response))
        {
            return verdict;
        }

        var asked = plain is { } readable ? await externals.JudgeAsync(Of(call), GuardDirection.Response, verdict.Body ?? readable, call.Http.RequestAborted) : bodies.Unseen(Of(call), 0);
        Tell(call.Http, asked);
        return asked.Refusal is not null ? asked : verdict with { Body = asked.Body ?? verdict.Body };
    }

    private async ValueTask<Refusal?> AskAsync(HttpContext http, GuardedCall call, CallRequest request)
    {
        var verdict = await externals.JudgeAsync(call, GuardDirection.Request, request.Body.Memory, http.RequestAborted);
        Tell(http, verdict);
        return verdict.Refusal ?? (verdict.Body is { } body ? request.Replace(body) : null);
    }

    /// <summary>A step of the call has ended: loops are known by how calls end, and callers by what they use.</summary>
    public void Ended(AdmittedCall call, in AttemptEnd end, in Settlement settled)
    {
        loops.Ended(Of(call), !end.IsWhole && !end.ClientLeft, settled.Cost);
        anomalies.Ended(Of(call), call.Model.Model, settled.Usage.TotalInput + settled.Usage.TotalOutput, settled.Cost);
    }

    private Refusal? JudgeOdd(HttpContext http, in GuardedCall call)
    {
        var verdict = anomalies.Judge(call);
        Tell(http, verdict);
        return verdict.Refusal;
    }

    /// <summary>Work that is asked for again and again is a loop; looking at something again and again is not, and neither is counting.</summary>
    private Refusal? JudgeLoop(HttpContext http, in GuardedCall call, CallRequest request)
    {
        if (!HttpMethods.IsPost(http.Request.Method) || call.Surface is Surface.CountTokens or Surface.GeminiCountTokens)
        {
            return null;
        }

        var verdict = loops.Judge(call, request.Body.Span);
        Tell(http, verdict);
        return verdict.Refusal;
    }

    private Refusal? GoOn(HttpContext http, in GuardedCall call, CallRequest request, in GuardVerdict verdict)
    {
        request.Restored = verdict.Restored;
        return JudgeOuter(http, call, request) ?? (verdict.Body is { } body ? request.Replace(body) : null);
    }

    /// <summary>What goes on besides the body: a path that the client wrote, its query, and the headers that some provider is sent.</summary>
    private Refusal? JudgeOuter(HttpContext http, in GuardedCall call, CallRequest request)
    {
        if (!outer.IsOn(call))
        {
            return null;
        }

        if (request.Route.Action == LineAction.PassThrough || request.Route.Model is not null)
        {
            var path = outer.JudgeAddress(call, "path", request.Route.Rest);
            Tell(http, path);
            if (path.Refusal is not null)
            {
                return path.Refusal;
            }
        }

        var query = request.Query is { Length: > 1 } text ? outer.JudgeAddress(call, "query", text) : default;
        Tell(http, query);
        return query.Refusal ?? JudgeHeaders(http, call);
    }

    private Refusal? JudgeHeaders(HttpContext http, in GuardedCall call)
    {
        foreach (var header in http.Request.Headers)
        {
            if (!forwarded.Allows(header.Key))
            {
                continue;
            }

            foreach (var value in header.Value)
            {
                var verdict = value is null ? default : outer.JudgeHeader(call, header.Key, value);
                Tell(http, verdict);
                if (verdict.Refusal is not null)
                {
                    return verdict.Refusal;
                }
            }
        }

        return null;
    }

    /// <summary>Judges a whole answer; null where nobody can read it. Lists of numbers hold nothing.</summary>
    public GuardVerdict JudgeAnswer(AdmittedCall call, ReadOnlyMemory<byte>? plain, long bytes)
    {
        if (call.Request.Route.Surface is Surface.Embeddings or Surface.EmbedContent or Surface.BatchEmbedContents)
        {
            return default;
        }

        var verdict = plain is { } readable ? bodies.JudgeAnswer(Of(call), readable.Span, call.Request.Restored) : bodies.Unseen(Of(call), bytes);
        Tell(call.Http, verdict);
        return verdict;
    }

    /// <summary>The guard of a stream; null when nothing is looked for.</summary>
    public StreamGuard? ForStream(AdmittedCall call) => streams.For(Of(call), call.Request.Restored);

    private static GuardedCall Of(CallTrail trail, IncomingCall incoming) =>
        new(trail.Call.RequestId, incoming.Caller, incoming.Attribution, incoming.Request.Route.Surface) { Model = incoming.Request.Model };

    private static GuardedCall Of(AdmittedCall call) => new(call.Trail.Call.RequestId, call.Caller, call.Attribution, call.Request.Route.Surface) { Model = call.Request.Model };

    private static void Tell(HttpContext http, in GuardVerdict verdict)
    {
        if (verdict.Notice is { } notice)
        {
            http.Response.Headers.Append(Header, notice);
        }
    }
}
