using Microsoft.AspNetCore.Http;
using Tollgate.Callers;
using Tollgate.Core;

namespace Tollgate.ModelCalls;

/// <summary>
/// A path where nothing is: 404 for whoever has a key, or 405 where another method is served; 401 for everybody else, so that nobody learns
/// which paths there are. At the address itself both say what stands there, for people who look at it in a browser.
/// </summary>
internal sealed class UnknownPath(CallerDirectory callers, LineReplies replies)
{
    /// <summary>Refuses; the refusal leaves its row.</summary>
    public async Task RunAsync(HttpContext http, LineRoute route)
    {
        var trail = replies.Open(http, route);
        await replies.GuardAsync(http, trail, RefuseAsync(http, trail));
    }

    private async ValueTask<Refusal?> RefuseAsync(HttpContext http, CallTrail trail)
    {
        var signedIn = await callers.IdentifyAsync(http, http.RequestAborted);
        if (signedIn.IsRefused)
        {
            return IsFrontDoor(http) ? signedIn.Refusal with { Message = $"{LineRoutes.FrontDoor.Message} {signedIn.Refusal.Message}" } : signedIn.Refusal;
        }

        trail.Note(signedIn.Value.Caller);
        return IsFrontDoor(http) ? LineRoutes.FrontDoor : LineRoutes.Refuse(http.Request);
    }

    private static bool IsFrontDoor(HttpContext http) => http.Request.Path.Value is null or "" or "/";
}
