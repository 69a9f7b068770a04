using Microsoft.AspNetCore.Http;
using Tollgate.Core;
using Tollgate.Limits;

namespace Tollgate.ModelCalls;

/// <summary>
/// The line: every model call goes through this one method, top to bottom. Each step's result is what the next one takes,
/// so a wrong order does not compile (docs/request-line.md).
/// </summary>
internal sealed class ModelCall(
    CallReader reader,
    CallAdmission admission,
    LimitKeeper limits,
    CallGuard guard,
    Downgrades downgrades,
    CallRouter router,
    AttemptLoop attempts,
    LineReplies replies)
{
    /// <summary>Carries out one call; whatever happens, the client gets an answer in its dialect and the call leaves one row.</summary>
    public Task RunAsync(HttpContext http, LineRoute route)
    {
        var trail = replies.Open(http, route);
        return replies.GuardAsync(http, trail, ServeAsync(http, route, trail));
    }

    private async ValueTask<Refusal?> ServeAsync(HttpContext http, LineRoute route, CallTrail trail)
    {
        // 1 and 2. Authenticate and read: headers become a caller, bytes become facts.
        var read = await reader.ReadAsync(http, route, trail);
        if (read.IsRefused)
        {
            return read.Refusal;
        }

        using var incoming = read.Value;
        var (caller, request, attribution) = (incoming.Caller, incoming.Request, incoming.Attribution);

        // 3. Limit: the key's rights, whose objects the body names, then requests, tokens and parallel calls.
        var admitted = await admission.CheckAsync(caller, request, http.RequestAborted);
        if (admitted.IsRefused)
        {
            return admitted.Refusal;
        }

        var entry = limits.TryEnter(caller, attribution, admitted.Value.Model, admitted.Value.Provider, CallAdmission.ExpectedTokens(admitted.Value, request));
        if (entry.IsRefused)
        {
            return entry.Refusal;
        }

        using var permit = entry.Value;
        using var leaving = http.RequestAborted.UnsafeRegister(static permit => ((LimitPermit)permit!).Leave(), permit);

        // 4. Guard: what the body holds is noted, taken out, or ends the call.
        if ((guard.Judge(http, trail, incoming) ?? await guard.AskAsync(http, trail, incoming)) is { } unwanted)
        {
            permit.RefundAfterRefusal();
            return unwanted;
        }

        // 5 and 6. Policies and caches take the same values here and may end the call.
        var call = new AdmittedCall(http, trail, request, incoming.SignedIn, attribution, admitted.Value, permit);
        var refused = await GoOnAsync(await downgrades.ApplyAsync(call));
        if (refused is not null && downgrades.Instead(call, refused) is { } cheaper)
        {
            refused = await GoOnAsync(cheaper);
        }

        if (refused is not null)
        {
            permit.RefundAfterRefusal();
        }

        return refused;
    }

    private async ValueTask<Refusal?> GoOnAsync(AdmittedCall call)
    {
        // 7. Route: the model becomes a plan.
        var plan = router.Plan(call.Model, call.Request, call.Attribution);
        if (plan.IsRefused)
        {
            return plan.Refusal;
        }

        // 8 to 10. For each attempt: reserve, journal, send; relay and meter; settle.
        return await attempts.RunAsync(call, plan.Value);
    }
}
