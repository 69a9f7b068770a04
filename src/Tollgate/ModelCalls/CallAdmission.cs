using Tollgate.Callers;
using Tollgate.Core;
using Tollgate.Dialects.Requests;
using Tollgate.Pricing;
using Tollgate.Upstreams.Objects;

namespace Tollgate.ModelCalls;

/// <summary>Step 3, the key's rights: the surface, the model, and every provider object that the body names.</summary>
internal sealed class CallAdmission(PriceCatalog prices, ProviderObjects objects, TimeProvider time)
{
    private const int BytesPerToken = 4;

    /// <summary>The model that the call is for, or why it may not be made.</summary>
    public async ValueTask<Outcome<PricedModel>> CheckAsync(Caller caller, CallRequest request, CancellationToken ct)
    {
        if (!caller.AllowsSurface(request.Route.Surface))
        {
            return new Refusal(RefusalCode.Forbidden, $"The key '{caller.KeyName}' may not call {request.Route.Name}.") { Step = "limit", Rule = "routes" };
        }

        var found = prices.Current.Resolve(request.Model, request.Route.Provider, time.GetUtcNow());
        if (found.IsRefused)
        {
            return found.Refusal with { Step = "limit", Parameter = "model" };
        }

        if (!caller.AllowsModel(found.Value.Provider, found.Value.Model))
        {
            return ModelNotAllowed(caller, found.Value);
        }

        if (RefuseToolModels(caller, found.Value, request) is { } tool)
        {
            return tool;
        }

        return await OwnsObjectsAsync(caller, found.Value, request, ct) is { } foreign ? foreign : found.Value;
    }

    /// <summary>What the token limits charge before the bill is known: what is read, and what may be written.</summary>
    public static long ExpectedTokens(PricedModel model, CallRequest request)
    {
        ref var facts = ref request.Facts;
        var input = Math.Max(1, facts.TextBytes / BytesPerToken);
        var output = facts.Limit > 0 ? Math.Min(facts.Limit, model.Traits.MaxOutput > 0 ? model.Traits.MaxOutput : facts.Limit) : Math.Max(100, input / 2);
        return input + Math.Min(output, Math.Max(1024, input / 2));
    }

    /// <summary>The refusal for a model outside the key's list.</summary>
    public static Refusal ModelNotAllowed(Caller caller, PricedModel model) => ModelNotAllowed(caller, model.Model, "model");

    private static Refusal ModelNotAllowed(Caller caller, string model, string parameter) =>
        new(RefusalCode.ModelNotAllowed, $"The key '{caller.KeyName}' may not call the model '{model}'.")
        {
            Step = "limit",
            Rule = "models",
            Parameter = parameter,
            Help = $"It may call: {caller.DescribeModels()}.",
        };

    /// <summary>A tool that works with a model of its own calls that model: the key's list counts for it as well.</summary>
    private Refusal? RefuseToolModels(Caller caller, PricedModel model, CallRequest request)
    {
        ref var named = ref request.Facts.ToolModels;
        for (var i = 0; i < named.Count; i++)
        {
            var name = RawText.Read(named[i].Of(request.Body.Span));
            var known = prices.Current.Resolve(name, model.Provider, time.GetUtcNow());
            if (!caller.AllowsModel(model.Provider, known.IsRefused ? name : known.Value.Model))
            {
                return ModelNotAllowed(caller, name, "tools");
            }
        }

        return named.HasMore ? new Refusal(RefusalCode.InvalidRequest, "The tools name more models than can be checked.") { Step = "limit", Parameter = "tools" } : null;
    }

    private async ValueTask<Refusal?> OwnsObjectsAsync(Caller caller, PricedModel model, CallRequest request, CancellationToken ct)
    {
        for (var i = 0; i < request.Facts.Objects.Count; i++)
        {
            var named = request.Facts.Objects[i];
            if (named.Kind is ProviderObjectKind.Prompt or ProviderObjectKind.Skill)
            {
                // Nobody makes these through the gateway: they are the account's own, for all (docs/decisions/0005).
                continue;
            }

            var id = RawText.Read(named.Id.Of(request.Body.Span));
            var owned = await objects.FindAsync(caller.OrganizationId, model.Provider, id, ct);
            if (owned.IsRefused)
            {
                return owned.Refusal with { Step = "limit", Parameter = ObjectWords.Of(request.Facts.Objects[i].Kind) };
            }

            request.Holder = owned.Value.Deployment;
        }

        return request.Facts.Objects.HasMore
            ? new Refusal(RefusalCode.InvalidRequest, "The body names more provider objects than can be checked.") { Step = "limit" }
            : null;
    }
}
