using Tollgate.Callers;

namespace Tollgate.Budgets;

/// <summary>Everybody that a call counts for; together with the model it decides the call's chain of budgets.</summary>
/// <param name="OrganizationId">The caller's organization.</param>
/// <param name="TeamId">The caller's team.</param>
/// <param name="KeyId">The gateway key.</param>
/// <param name="PrincipalId">The user or agent who owns the key.</param>
/// <param name="PrincipalName">Its name.</param>
/// <param name="IsAgent">Whether the principal is an agent.</param>
internal readonly record struct BudgetSubject(Guid OrganizationId, Guid TeamId, Guid KeyId, Guid PrincipalId, string PrincipalName, bool IsAgent)
{
    /// <summary>The agent named by the client or pinned by the key.</summary>
    public string? Agent { get; init; }

    /// <summary>The agent's id, when the organization knows one of that name.</summary>
    public Guid? AgentId { get; init; }

    /// <summary>The template that the key was made within.</summary>
    public Guid? TemplateId { get; init; }

    /// <summary>The session named by the client.</summary>
    public string? Session { get; init; }

    /// <summary>The end user named by the client.</summary>
    public string? User { get; init; }

    /// <summary>The provider of the attempt.</summary>
    public string Provider { get; init; } = "";

    /// <summary>The model of the attempt.</summary>
    public string Model { get; init; } = "";

    /// <summary>Whether the client's own credentials pay for the attempt.</summary>
    public bool IsNotional { get; init; }

    /// <summary>The call's tags; the key's own come before those of headers.</summary>
    public IReadOnlyList<KeyValuePair<string, string>>? Tags { get; init; }

    /// <summary>Which targets of tag rules the tags meet (<see cref="TagTargets"/>); null when there are none.</summary>
    public string? TagMarks { get; init; }

    /// <summary>Whom an attempt of a caller counts for.</summary>
    public static BudgetSubject Of(Caller caller, Attribution attribution, string provider, string model, bool isNotional) =>
        new(caller.OrganizationId, caller.TeamId, caller.KeyId, caller.PrincipalId, caller.PrincipalName, caller.Kind == PrincipalKind.Agent)
        {
            Agent = attribution.Agent,
            AgentId = attribution.AgentId,
            Session = attribution.Session,
            TemplateId = caller.TemplateId,
            User = attribution.User,
            Tags = attribution.Tags,
            Provider = provider,
            Model = model,
            IsNotional = isNotional,
        };
}
