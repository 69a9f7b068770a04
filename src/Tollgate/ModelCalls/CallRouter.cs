using Tollgate.Callers;
using Tollgate.Core;
using Tollgate.Pricing;
using Tollgate.Upstreams;

namespace Tollgate.ModelCalls;

/// <summary>Step 7: which accounts serve the model. A session stays with the account that holds its prompt cache.</summary>
internal sealed class CallRouter(UpstreamBook upstreams, DeploymentChooser chooser)
{
    /// <summary>The plan, or why there is none.</summary>
    public Outcome<CallPlan> Plan(PricedModel model, CallRequest request, Attribution attribution)
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

        if (request.Holder is { } holder && Array.Find(serving.Value, deployment => deployment.Name == holder) is { } only)
        {
            return new CallPlan(only, [only], 0);
        }

        var affinity = AffinityOf(attribution);
        return new CallPlan(chooser.First(serving.Value, affinity), serving.Value, affinity);
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
