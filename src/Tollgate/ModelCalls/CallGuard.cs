using Microsoft.AspNetCore.Http;
using Tollgate.Core;
using Tollgate.Guards;

namespace Tollgate.ModelCalls;

/// <summary>Step 4: hands the body to the guards and carries out what they decide.</summary>
internal sealed class CallGuard(RequestGuard requests)
{
    private const string Header = "x-tollgate-guard";

    /// <summary>Null when the call goes on, with the body that may go on.</summary>
    public Refusal? Judge(HttpContext http, CallTrail trail, IncomingCall incoming)
    {
        var request = incoming.Request;
        var call = new GuardedCall(trail.Call.RequestId, incoming.Caller, incoming.Attribution, request.Route.Surface);
        var verdict = requests.Judge(call, request.Body.Span);
        if (verdict.Notice is { } notice)
        {
            http.Response.Headers[Header] = notice;
        }

        return verdict.Refusal ?? (verdict.Body is { } body ? request.Replace(body) : null);
    }
}
