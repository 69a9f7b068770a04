using Tollgate.Callers;
using Tollgate.Core;
using Tollgate.Pricing;
using Tollgate.Upstreams;
using Tollgate.Upstreams.Objects;

namespace Tollgate.ModelCalls;

/// <summary>Step 7: which accounts serve the model. A session stays with the account that holds its prompt cache.</summary>
internal sealed class CallRouter(UpstreamBook upstreams, DeploymentChooser chooser, ProviderObjects objects)
{
    /// <summary>The plan, or why there is none.</summary>
    public async ValueTask<Outcome<CallPlan>> PlanAsync(Caller caller, PricedModel model, CallRequest request, Attribution attribution, CancellationToken ct)
    {
        var serving = upstreams.For(model.Provider, model.UpstreamModel);
        if (serving.IsRefused)
        {
            return serving.Refusal with { Step = "route" };
        }

        var surface = request.Route.Surface;
        var provider = upstreams.Find(model.Provider);
        if (provider is null || !provider.Serves(surface))
        {
            return new Refusal(RefusalCode.ModelNotFound, $"The provider '{model.Provider}' does not serve '{request.Model}' on {request.Route.Name}.")
            {
                Step = "route",
                Help = "Use the provider's own surface for this model.",
            };
        }

        var affinity = AffinityOf(attribution);
        if (await HolderAsync(caller, model, request, serving.Value, ct) is { } holder)
        {
            return new CallPlan(holder, [holder], affinity);
        }

        return new CallPlan(chooser.First(serving.Value, affinity), serving.Value, affinity);
    }

    /// <summary>The account that holds the objects which the body names: no other one knows them. Null when it names none, or the account is gone.</summary>
    private async ValueTask<Deployment?> HolderAsync(Caller caller, PricedModel model, CallRequest request, Deployment[] serving, CancellationToken ct)
    {
        for (var i = 0; serving.Length > 1 && i < request.Facts.Objects.Count; i++)
        {
            var owned = await objects.FindAsync(caller.OrganizationId, model.Provider, RawText.Read(request.Facts.Objects[i].Id.Of(request.Body.Span)), ct);
            if (!owned.IsRefused && Array.Find(serving, deployment => deployment.Name == owned.Value.Deployment) is { } holder)
            {
                return holder;
            }
        }

        return null;
    }

    /// <summary>FNV-1a over the session's name; never 0 for a session.</summary>
    private static ulong AffinityOf(Attribution attribution)
    {
        if (attribution.Session is not { Length: > 0 } session)
        {
            return 0;
        }

        var hash = 14695981039346656037UL;
        foreach (var letter in session)
        {
            hash = (hash ^ letter) * 1099511628211UL;
        }

        return hash | 1;
    }
}
