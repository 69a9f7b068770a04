using Tollgate.Core;

namespace Tollgate.Ledger.Records;

/// <summary>
/// Who called, and for what: made once per call and shared by all of its journal records.
/// Settable because the journal's reader fills it field by field; nobody changes it after it was recorded.
/// </summary>
internal sealed class CallIdentity
{
    /// <summary>The gateway's own id of the call.</summary>
    public Guid RequestId { get; set; }

    /// <summary>The organization; empty when the caller is unknown (a refused sign-in).</summary>
    public Guid OrganizationId { get; set; }

    public Guid TeamId { get; set; }

    public string? TeamName { get; set; }

    /// <summary>The user or agent that owns the key.</summary>
    public Guid PrincipalId { get; set; }

    public string? PrincipalName { get; set; }

    public Guid KeyId { get; set; }

    public string? KeyName { get; set; }

    /// <summary>The agent's id where the name is a known principal; else empty.</summary>
    public Guid AgentId { get; set; }

    public string? Agent { get; set; }

    public string? Session { get; set; }

    /// <summary>The end user: a keyed hash, unless the owner chose to store names.</summary>
    public string? UserHash { get; set; }

    public IReadOnlyList<KeyValuePair<string, string>> Tags { get; set; } = [];

    public string? ClientRequestId { get; set; }

    public string? TraceId { get; set; }

    public Surface Surface { get; set; }

    public Dialect Dialect { get; set; }

    /// <summary>The route as a closed set of names, for example "/v1/messages".</summary>
    public string Route { get; set; } = "";

    public string? ModelAsked { get; set; }

    public bool IsStream { get; set; }

    public DateTimeOffset StartedAt { get; set; }
}
