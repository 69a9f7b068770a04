using Microsoft.AspNetCore.Http;
using Tollgate.Callers;
using Tollgate.Core;
using Tollgate.Limits;
using Tollgate.Pricing;
using Tollgate.Upstreams;
using Tollgate.Upstreams.Objects;
using Tollgate.Upstreams.Routes;

namespace Tollgate.ModelCalls;

/// <summary>
/// /{provider}/**: a provider's own route takes the same line. Its catalogue row says whether it is free, metered or denied; without a row
/// it is denied under a hard budget and else flagged `unpriced` (CONTRACT 4). Objects in the path belong to their organization.
/// </summary>
internal sealed class PassThroughCall(
    CallReader reader,
    UpstreamBook upstreams,
    PassThroughRoutes routes,
    ProviderObjects objects,
    PriceCatalog prices,
    LimitKeeper limits,
    DeploymentChooser chooser,
    AttemptLoop attempts,
    LineReplies replies,
    TimeProvider time)
{
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
        var target = await JudgeAsync(http, caller, route, http.RequestAborted);
        if (target.IsRefused)
        {
            return target.Refusal;
        }

        var model = ModelOf(request, target.Value);
        if (!caller.AllowsModel(model.Provider, model.Model))
        {
            return CallAdmission.ModelNotAllowed(caller, model);
        }

        var entry = limits.TryEnter(CallAttribution.LimitSubject(caller, attribution, model), expectedTokens: 0);
        if (entry.IsRefused)
        {
            return entry.Refusal;
        }

        using var permit = entry.Value;
        var call = new AdmittedCall(http, trail, request, incoming.SignedIn, attribution, model, permit) { PassThrough = target.Value };
        var refused = await attempts.RunAsync(call, new CallPlan(target.Value.Deployments[0], target.Value.Deployments, 0));
        if (refused is not null)
        {
            permit.RefundAfterRefusal();
        }

        return refused;
    }

    /// <summary>The row, the owner of the object that the path names, and the accounts that can take the call.</summary>
    private async ValueTask<Outcome<PassThroughTarget>> JudgeAsync(HttpContext http, Caller caller, LineRoute route, CancellationToken ct)
    {
        if (!caller.AllowsSurface(Surface.PassThrough))
        {
            return new Refusal(RefusalCode.Forbidden, $"The key '{caller.KeyName}' may not call providers' own routes.") { Step = "limit", Rule = "routes" };
        }

        if (upstreams.Find(route.Provider!) is not { IsEnabled: true } provider)
        {
            return new Refusal(RefusalCode.ProviderNotConfigured, $"The provider '{route.Provider}' is not set up.") { Step = "route", Help = $"`tollgate providers add {route.Provider}` sets a key." };
        }

        var path = PassThroughRoutes.BelowBase(provider.Catalogue, route.Rest);
        var match = routes.Find(provider.Catalogue, http.Request.Method, path);
        if (match is { Row.Charge: RouteCharge.Denied } denied)
        {
            return PassThroughRoutes.Refuse(denied.Row, provider.Name);
        }

        if (match is not { ObjectId: { } id, Row: var row })
        {
            return new PassThroughTarget(path, match?.Row, [chooser.First(provider.Deployments)]);
        }

        var owned = await objects.FindAsync(caller.OrganizationId, provider.Name, id, ct);
        if (owned.IsRefused)
        {
            return owned.Refusal;
        }

        var holder = Array.Find(provider.Deployments, deployment => deployment.Name == owned.Value.Deployment) ?? provider.Deployments[0];
        return new PassThroughTarget(path, row, [holder]);
    }

    /// <summary>The model that the body names, when a price is known for it; else an unpriced one under the route's own name.</summary>
    private PricedModel ModelOf(CallRequest request, PassThroughTarget target)
    {
        var provider = request.Route.Provider!;
        if (TopLevelModel.Read(request.Body.Span) is { } named && !prices.Current.Resolve(named, provider, time.GetUtcNow()).IsRefused)
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
