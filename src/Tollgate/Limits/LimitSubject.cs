using Tollgate.Callers;

namespace Tollgate.Limits;

/// <summary>Everybody that a call counts for.</summary>
/// <param name="OrganizationId">The caller's organization.</param>
/// <param name="TeamId">The caller's team.</param>
/// <param name="KeyId">The gateway key.</param>
/// <param name="PrincipalId">The user or agent who owns the key.</param>
/// <param name="PrincipalName">Its name.</param>
/// <param name="IsAgent">Whether the principal is an agent.</param>
/// <param name="Agent">The agent named by the client or pinned by the key.</param>
/// <param name="User">The end user named by the client.</param>
/// <param name="Model">The model asked for.</param>
internal readonly record struct LimitSubject(
    Guid OrganizationId, Guid TeamId, Guid KeyId, Guid PrincipalId, string PrincipalName, bool IsAgent, string? Agent, string? User, string Model)
{
    /// <summary>The agent's id, when the organization knows one of that name.</summary>
    public Guid? AgentId { get; init; }

    /// <summary>The template that the key was made within.</summary>
    public Guid? TemplateId { get; init; }

    /// <summary>The session named by the client.</summary>
    public string? Session { get; init; }

    /// <summary>The provider that would serve it; empty when it is not known yet.</summary>
    public string Provider { get; init; } = "";

    /// <summary>The call's tags; the key's own come before those of headers.</summary>
    public IReadOnlyList<KeyValuePair<string, string>>? Tags { get; init; }

    /// <summary>Which targets of tag rules the tags meet (<see cref="TagTargets"/>); null when there are none.</summary>
    public string? TagMarks { get; init; }

    /// <summary>Whom a call of a caller counts for.</summary>
    public static LimitSubject Of(Caller caller, Attribution attribution, string model, string provider = "") => new(
        caller.OrganizationId, caller.TeamId, caller.KeyId, caller.PrincipalId, caller.PrincipalName, caller.Kind == PrincipalKind.Agent,
        attribution.Agent, attribution.User, model)
    {
        AgentId = attribution.AgentId,
        Session = attribution.Session,
        TemplateId = caller.TemplateId,
        Provider = provider,
        Tags = attribution.Tags,
    };
}
