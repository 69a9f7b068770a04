using Tollgate.Core;
using Tollgate.Dialects.Requests;
using Tollgate.Pricing.Bounds;

namespace Tollgate.Pricing.Expectations;

/// <summary>What the calls of one key's organization lead to expect.</summary>
internal sealed class Expectation(UsageMemory usages, Guid organizationId, Guid keyId)
{
    /// <summary>What a request probably uses, and how many calls say so; null while too few were seen.</summary>
    public (TokenUsage Usage, long Calls)? Of(PricedModel model, string? agent, string? session, in RequestFacts facts)
    {
        SessionKey? named = session is null ? null : new SessionKey(keyId, session, model.Provider, model.UpstreamModel);
        return usages.Expect(new ProfileKey(organizationId, model.Provider, model.UpstreamModel, agent ?? ""), named, facts.TextBytes, facts.Limit) is { } found
            ? (model.WithFixedUnits(found.Usage), found.Calls)
            : null;
    }
}
