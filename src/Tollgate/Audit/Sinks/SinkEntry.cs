namespace Tollgate.Audit.Sinks;

/// <summary>A sink of the log, as the operator has written it into the settings file.</summary>
internal sealed record SinkEntry
{
    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>udp, tcp or tls with host and port for syslog; http or https for a webhook.</summary>
    public required Uri To { get; init; }

    /// <summary>How rows are written for syslog.</summary>
    public SinkFormat Format { get; init; }

    /// <summary>What a webhook is signed with; null: not signed.</summary>
    public string? Secret { get; init; }

    /// <summary>Kinds of rows that are sent; all without any.</summary>
    public IReadOnlyList<string> Kinds { get; init; } = [];

    /// <summary>Whether the sink gets a row.</summary>
    public bool Wants(AuditRow row) => Kinds.Count == 0 || Kinds.Any(kind => row.Event.Action == kind || row.Event.Action.StartsWith(kind + ".", StringComparison.Ordinal));

    /// <summary>Without the secret.</summary>
    public override string ToString() => $"{Name}: {To.Scheme}://{To.Authority}";
}
