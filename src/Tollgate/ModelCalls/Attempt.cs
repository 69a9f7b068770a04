using Tollgate.Budgets;
using Tollgate.Ledger.Records;
using Tollgate.Pricing;
using Tollgate.Pricing.Bounds;
using Tollgate.Upstreams;

namespace Tollgate.ModelCalls;

/// <summary>One attempt with its money: disposed without a settlement, the money goes back.</summary>
internal sealed class Attempt(AttemptIdentity identity, Deployment deployment, PricedModel model, CallBound bound, BudgetChain chain, BudgetHold hold) : IDisposable
{
    /// <summary>What the journal says of it.</summary>
    public AttemptIdentity Identity => identity;

    /// <summary>The account.</summary>
    public Deployment Deployment => deployment;

    /// <summary>What it is priced by.</summary>
    public PricedModel Model => model;

    /// <summary>What it can cost at most, before any clamp.</summary>
    public CallBound Bound => bound;

    /// <summary>Whether its cost is bounded; else no hard budget asks for a bound, and nothing is reserved.</summary>
    public bool IsBounded => bound.Unbounded is null || chain.IsHard;

    /// <summary>The budgets that count it.</summary>
    public BudgetChain Chain => chain;

    /// <summary>The money.</summary>
    public BudgetHold Hold => hold;

    /// <summary>The explicit output limit that goes upstream; 0 leaves the client's own.</summary>
    public long OutputLimit { get; init; }

    /// <summary>Whether that limit is lower than what the client asked for.</summary>
    public bool IsClamped { get; init; }

    /// <summary>How often the provider may call its own tools, where a hard budget needs to say so; 0 leaves the client's own.</summary>
    public int ToolCallLimit { get; init; }

    /// <summary>Whether the gateway asked for the stream's usage chunk, which the client then must not see.</summary>
    public bool DropsUsageChunk { get; set; }

    /// <summary>What a provider's own route made, by the id that its bill will be found under; null when the answer itself says it.</summary>
    public string? ObjectId { get; set; }

    /// <summary>What the answer made at the provider; null when nothing.</summary>
    public List<OwnedObject>? Made { get; set; }

    /// <summary>The account's own name of the model.</summary>
    public string UpstreamModel => deployment.ModelName(model.UpstreamModel);

    /// <inheritdoc/>
    public void Dispose() => hold.Dispose();
}
