using Microsoft.AspNetCore.Http;
using Tollgate.Callers;
using Tollgate.Core;

namespace Tollgate.ModelCalls;

/// <summary>
/// What is no call: an odd path, a gateway that takes none now, or a path where nothing is: 404 for whoever has a key, or 405 where another method is served; 401 for everybody else, so that nobody learns
/// which paths there are. At the address itself both say what stands there, for people who look at it in a browser.
/// </summary>
internal sealed class UnknownPath(CallerDirectory callers, LineReplies replies)
{
    /// <summary>Refuses; the refusal leaves its row.</summary>
    /// <param name="http">The request.</param>
    /// <param name="route">What its path looks like.</param>
    /// <param name="why">What is wrong, where it is not the path.</param>
    public async Task RunAsync(HttpContext http, LineRoute route, Refusal? why = null)
    {
        var trail = replies.Open(http, route);
        await replies.GuardAsync(http, trail, RefuseAsync(http, route, trail, why));
    }

    private async ValueTask<Refusal?> RefuseAsync(HttpContext http, LineRoute route, CallTrail trail, Refusal? why)
    {
        var signedIn = await callers.IdentifyAsync(http, http.RequestAborted);
        if (signedIn.IsRefused)
        {
            return why is null && IsFrontDoor(http) ? signedIn.Refusal with { Message = $"{LineRoutes.FrontDoor.Message} {signedIn.Refusal.Message}" } : signedIn.Refusal;
        }

        trail.Note(signedIn.Value.Caller);
        return why ?? (IsFrontDoor(http) ? LineRoutes.FrontDoor : LineRoutes.Refuse(http.Request, route));
    }

    private static bool IsFrontDoor(HttpContext http) => http.Request.Path.Value is null or "" or "/";
}
