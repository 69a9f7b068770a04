using Microsoft.AspNetCore.Http;
using Tollgate.Callers;
using Tollgate.Callers.SignIn;
using Tollgate.Core;

namespace Tollgate.ModelCalls;

/// <summary>Steps 1 and 2, the same for surfaces and for providers' own routes: who calls, and with what.</summary>
internal sealed class CallReader(CallerDirectory callers, AttributionReader attributions, ModelCallOptions options, TimeProvider time)
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

        if (http.Request.QueryString.HasValue && HoldsKey(http.Request.Query))
        {
            return new Refusal(RefusalCode.InvalidRequest, "A gateway key stands in the address, where providers and their logs would see it.") { Step = "read", Help = "Send it in a header." };
        }

        // 2. Read: the body once, into one buffer; on a surface its bytes become facts.
        var body = await RequestBody.ReadAsync(http.Request, options.MaxBodyBytes, time, http.RequestAborted);
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
        if (signedIn.Value.Caller.RefusesUntagged && attribution.MissingTag is { } missing)
        {
            request.Dispose();
            return Untagged(signedIn.Value.Caller, missing);
        }

        return new IncomingCall(signedIn.Value, request, attribution);
    }

    private static Refusal Untagged(Caller caller, string tag) =>
        new(RefusalCode.InvalidRequest, $"Calls of the team '{caller.TeamName}' must bear the tag '{tag}'.")
        {
            Step = "read",
            Rule = "required_tags",
            Parameter = "x-tollgate-tags",
            Help = $"Send the header x-tollgate-tags: {tag}=VALUE, or have the tag pinned to the key.",
        };

    /// <summary>`?key=` signs in and is taken out again; under any other name a key would go on to the provider.</summary>
    private static bool HoldsKey(IQueryCollection query)
    {
        foreach (var pair in query)
        {
            foreach (var value in pair.Value)
            {
                if (GatewayKey.StandsIn(pair.Key) || (GatewayKey.StandsIn(value) && !pair.Key.Equals("key", StringComparison.OrdinalIgnoreCase)))
                {
                    return true;
                }
            }
        }

        return false;
    }
}
