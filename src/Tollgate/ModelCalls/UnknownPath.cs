using Microsoft.AspNetCore.Http;
using Tollgate.Callers;
using Tollgate.Core;

namespace Tollgate.ModelCalls;

/// <summary>A path where nothing is: 404 for whoever has a key, 401 for everybody else, so that nobody learns which paths there are.</summary>
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
            return signedIn.Refusal;
        }

        trail.Note(signedIn.Value.Caller);
        return new Refusal(RefusalCode.NotFound, $"There is no route {http.Request.Method} {http.Request.Path}.") { Step = "read" };
    }
}
