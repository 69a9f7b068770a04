using Microsoft.AspNetCore.Http;
using Tollgate.Callers;
using Tollgate.Core;

namespace Tollgate.ModelCalls;

/// <summary>Steps 1 and 2, the same for surfaces and for providers' own routes: who calls, and with what.</summary>
internal sealed class CallReader(CallerDirectory callers, AttributionReader attributions, ModelCallOptions options)
{
    /// <summary>Reads a request; what it learns is noted in the trail even when the call ends here.</summary>
    public async ValueTask<Outcome<IncomingCall>> ReadAsync(HttpContext http, LineRoute route, CallTrail trail)
    {
        // 1. Authenticate: headers become a caller.
        var signedIn = await callers.AuthenticateAsync(http, http.RequestAborted);
        if (signedIn.IsRefused)
        {
            return signedIn.Refusal;
        }

        trail.Note(signedIn.Value.Caller);

        // 2. Read: the body once, into one buffer; on a surface its bytes become facts.
        var body = await RequestBody.ReadAsync(http.Request, options.MaxBodyBytes, http.RequestAborted);
        if (body.IsRefused)
        {
            return body.Refusal;
        }

        var request = new CallRequest(route, body.Value, http.Request.QueryString.Value);
        if (route.Action == LineAction.Call && request.Read() is { } unreadable)
        {
            request.Dispose();
            return unreadable;
        }

        var attribution = CallAttribution.Read(attributions, http, signedIn.Value.Caller, request);
        trail.Note(attribution, request);
        return new IncomingCall(signedIn.Value, request, attribution);
    }
}
