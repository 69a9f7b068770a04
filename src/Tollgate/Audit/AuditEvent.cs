using Tollgate.Api;

namespace Tollgate.Audit;

/// <summary>One change by an administrator, before it has its place in the log.</summary>
/// <param name="OrganizationId">The organization it is about.</param>
/// <param name="ActorKeyId">The key that did it; empty for the operator's admin key.</param>
/// <param name="ActorName">Its name.</param>
/// <param name="Action">What was done, as `thing.verb`: key.create, budget.raise.</param>
/// <param name="SubjectKind">What it was done to: key, budget, team.</param>
/// <param name="SubjectId">Which one.</param>
/// <param name="Detail">The change as a JSON object; never a secret.</param>
internal sealed record AuditEvent(Guid OrganizationId, Guid ActorKeyId, string ActorName, string Action, string SubjectKind, string SubjectId, string Detail = "{}")
{
    /// <summary>Whether every word of it was made by the gateway, so that nothing is to be taken out.</summary>
    public bool IsOurs { get; init; }

    /// <summary>What a caller of the admin API did, in the organization that the call is about.</summary>
    public static AuditEvent By(ApiCaller caller, string action, string subjectKind, Guid subjectId, string detail = "{}") =>
        new(caller.OrganizationId, caller.KeyId, caller.Name, action, subjectKind, subjectId.ToString(), detail);
}
