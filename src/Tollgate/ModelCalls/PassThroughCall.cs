using Microsoft.AspNetCore.Http;
using Tollgate.Core;
using Tollgate.Limits;
using Tollgate.ModelCalls.References;
using Tollgate.Pricing;

namespace Tollgate.ModelCalls;

/// <summary>
/// /{provider}/**, and what official clients call without a provider: a provider's own route takes the same line. Its catalogue row says
/// whether it is free, metered or denied; without a row only work is taken, denied under a hard budget and else flagged `unpriced` (CONTRACT 4).
/// Objects in path, query and body belong to their organization.
/// </summary>
internal sealed class PassThroughCall(
    CallReader reader,
    PassThroughJudge judge,
    ReferenceCheck references,
    PriceCatalog prices,
    LimitKeeper limits,
    CallGuard guard,
    AttemptLoop attempts,
    LineReplies replies,
    TimeProvider time)
{
    /// <summary>Whether there can be anything at the path.</summary>
    public bool Knows(HttpContext http, LineRoute route) => judge.Knows(http.Request, route);

    /// <summary>Carries out one call.</summary>
    public Task RunAsync(HttpContext http, LineRoute route)
    {
        var trail = replies.Open(http, route);
        return replies.GuardAsync(http, trail, ServeAsync(http, route, trail));
    }

    private async ValueTask<Refusal?> ServeAsync(HttpContext http, LineRoute route, CallTrail trail)
    {
        var read = await reader.ReadAsync(http, route, trail);
        if (read.IsRefused)
        {
            return read.Refusal;
        }

        using var incoming = read.Value;
        var (caller, request, attribution) = (incoming.Caller, incoming.Request, incoming.Attribution);
        var target = await judge.JudgeAsync(http.Request, caller, route, http.RequestAborted);
        if (target.IsRefused)
        {
            return target.Refusal;
        }

        target = await references.RunAsync(http.Request, caller, target.Value, request.Body, http.RequestAborted);
        if (target.IsRefused)
        {
            return target.Refusal;
        }

        var model = ModelOf(request, target.Value);
        if (!caller.AllowsModel(model.Provider, model.Model))
        {
            return CallAdmission.ModelNotAllowed(caller, model);
        }

        var entry = limits.TryEnter(caller, attribution, model.Model, model.Provider, expectedTokens: 0);
        if (entry.IsRefused)
        {
            return entry.Refusal;
        }

        using var permit = entry.Value;
        using var leaving = http.RequestAborted.UnsafeRegister(static permit => ((LimitPermit)permit!).Leave(), permit);
        if ((guard.Judge(http, trail, incoming) ?? await guard.AskAsync(http, trail, incoming)) is { } unwanted)
        {
            permit.RefundAfterRefusal();
            return unwanted;
        }

        var call = new AdmittedCall(http, trail, request, incoming.SignedIn, attribution, model, permit) { PassThrough = target.Value };
        var refused = await attempts.RunAsync(call, new CallPlan(target.Value.Deployments[0], target.Value.Deployments, 0));
        if (refused is not null)
        {
            permit.RefundAfterRefusal();
        }

        return refused;
    }

    /// <summary>The model that path, body or form name, when a price is known for it; else an unpriced one under the route's own name.</summary>
    private PricedModel ModelOf(CallRequest request, PassThroughTarget target)
    {
        var provider = target.Provider;
        if ((target.ModelInPath ?? TopLevelModel.Read(request.Body.Span) ?? target.Form["model"]) is { Length: > 0 } named && !prices.Current.Resolve(named, provider, time.GetUtcNow()).IsRefused)
        {
            return prices.Current.Resolve(named, provider, time.GetUtcNow()).Value!;
        }

        return new PricedModel
        {
            Provider = provider,
            Model = target.Row?.Path ?? "unlisted route",
            UpstreamModel = "",
            Traits = new ModelTraits(),
            Price = PriceRow.None,
            Flags = target.IsFree ? LineFlags.None : LineFlags.Unpriced,
            CatalogVersion = "",
        };
    }
}
