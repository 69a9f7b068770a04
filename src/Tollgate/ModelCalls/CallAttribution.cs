using Microsoft.AspNetCore.Http;
using Tollgate.Budgets;
using Tollgate.Callers;
using Tollgate.Core;
using Tollgate.Limits;
using Tollgate.Pricing;

namespace Tollgate.ModelCalls;

/// <summary>What a call is attributed to, and what that means for the slices that count it.</summary>
internal static class CallAttribution
{
    /// <summary>From headers and body; what the client says only adds.</summary>
    public static Attribution Read(AttributionReader reader, HttpContext http, Caller caller, CallRequest request)
    {
        ref var facts = ref request.Facts;
        var body = request.Body.Span;
        var said = new BodyAttribution(
            Text(facts.User, body) ?? Text(facts.SafetyIdentifier, body) ?? Text(facts.MetadataAccount, body),
            Text(facts.MetadataUserId, body),
            Text(facts.MetadataSession, body));
        return reader.Read(http.Request.Headers, caller, said);
    }

    /// <summary>For budgets.</summary>
    public static BudgetSubject BudgetSubject(Caller caller, Attribution attribution, PricedModel model) =>
        new(caller.OrganizationId, caller.TeamId, caller.KeyId, caller.PrincipalId, caller.PrincipalName, caller.Kind == PrincipalKind.Agent)
        {
            Agent = attribution.Agent,
            Session = attribution.Session,
            User = attribution.User,
            Provider = model.Provider,
            Model = model.Model,
        };

    /// <summary>For limits.</summary>
    public static LimitSubject LimitSubject(Caller caller, Attribution attribution, PricedModel model) =>
        new(caller.OrganizationId, caller.TeamId, caller.KeyId, caller.PrincipalId, caller.PrincipalName, caller.Kind == PrincipalKind.Agent, attribution.Agent, attribution.User, model.Model);

    private static string? Text(Slice slice, ReadOnlySpan<byte> body) => slice.IsEmpty ? null : RawText.Read(slice.Of(body));
}
