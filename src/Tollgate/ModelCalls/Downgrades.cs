using Tollgate.Budgets;
using Tollgate.Core;
using Tollgate.Pricing;
using Tollgate.Upstreams;

namespace Tollgate.ModelCalls;

/// <summary>
/// `on_exceed: {"downgrade_to": model}`: once a budget is reached its calls go to another model, which then has its own rights, price and bound.
/// A hard budget blocks what does not fit: there the cheaper model is tried in place of the refusal.
/// </summary>
internal sealed class Downgrades(BudgetKeeper budgets, UpstreamBook upstreams, PriceCatalog prices, TimeProvider time)
{
    /// <summary>Before routing: the call on the model that a reached budget sends it to; the call itself when none is reached.</summary>
    public async ValueTask<AdmittedCall> ApplyAsync(AdmittedCall call)
    {
        var chain = Chain(call);
        return chain.CanDowngrade && await budgets.DowngradeToAsync(chain, call.Http.RequestAborted) is { } model ? Switch(call, model) ?? call : call;
    }

    /// <summary>After a refusal: the call on the model that its budget sends it to; null when that would be the same, or something was sent already.</summary>
    public AdmittedCall? Instead(AdmittedCall call, Refusal refused)
    {
        if (refused.Code != RefusalCode.BudgetExceeded || call.Trail.Attempts > 0)
        {
            return null;
        }

        foreach (var slot in Chain(call).Slots)
        {
            if (slot.Budget.DowngradeTo is { } model && Switch(call, model) is { } other)
            {
                return other;
            }
        }

        return null;
    }

    private BudgetChain Chain(AdmittedCall call) => budgets.Chain(
        BudgetSubject.Of(call.Caller, call.Attribution, call.Model.Provider, call.Model.Model, upstreams.Find(call.Model.Provider)?.Credentials == CredentialSource.Client));

    /// <summary>The call on another model; null when it is the same one, is not known, or does not hold what the body names.</summary>
    private AdmittedCall? Switch(AdmittedCall call, string name)
    {
        var found = prices.Current.Resolve(name, null, time.GetUtcNow());
        if (found.IsRefused)
        {
            return null;
        }

        var model = found.Value;
        var isSame = model.Provider == call.Model.Provider && model.Model == call.Model.Model;
        var isElsewhere = call.Request.Holder is not null && model.Provider != call.Model.Provider;
        return isSame || isElsewhere ? null : call with { Model = model };
    }
}
