using Microsoft.AspNetCore.Http;
using Tollgate.Core;
using Tollgate.Guards;
using Tollgate.Guards.Streams;

namespace Tollgate.ModelCalls;

/// <summary>Hands bodies and streams to the guards and carries out what they decide: step 4 for the request, step 9 for the answer.</summary>
internal sealed class CallGuard(BodyGuard bodies, StreamGuards streams)
{
    private const string Header = "x-tollgate-guard";

    /// <summary>Null when the call goes on, with the body that may go on.</summary>
    public Refusal? Judge(HttpContext http, CallTrail trail, IncomingCall incoming)
    {
        var request = incoming.Request;
        var call = new GuardedCall(trail.Call.RequestId, incoming.Caller, incoming.Attribution, request.Route.Surface);
        var verdict = bodies.Judge(call, GuardDirection.Request, request.Body.Span);
        Tell(http, verdict);
        return verdict.Refusal ?? (verdict.Body is { } body ? request.Replace(body) : null);
    }

    /// <summary>Judges a whole answer; null where nobody can read it. Lists of numbers hold nothing.</summary>
    public GuardVerdict JudgeAnswer(AdmittedCall call, ReadOnlyMemory<byte>? plain, long bytes)
    {
        if (call.Request.Route.Surface is Surface.Embeddings or Surface.EmbedContent or Surface.BatchEmbedContents)
        {
            return default;
        }

        var verdict = plain is { } readable ? bodies.Judge(Of(call), GuardDirection.Response, readable.Span) : bodies.Unseen(Of(call), bytes);
        Tell(call.Http, verdict);
        return verdict;
    }

    /// <summary>The guard of a stream; null when nothing is looked for.</summary>
    public StreamGuard? ForStream(AdmittedCall call) => streams.For(Of(call));

    private static GuardedCall Of(AdmittedCall call) => new(call.Trail.Call.RequestId, call.Caller, call.Attribution, call.Request.Route.Surface);

    private static void Tell(HttpContext http, in GuardVerdict verdict)
    {
        if (verdict.Notice is { } notice)
        {
            http.Response.Headers.Append(Header, notice);
        }
    }
}
