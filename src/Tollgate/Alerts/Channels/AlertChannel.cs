namespace Tollgate.Alerts.Channels;

/// <summary>A channel as it stands in the database; its address and its secret are sealed.</summary>
internal sealed record AlertChannel
{
    /// <summary>UUIDv7.</summary>
    public required Guid Id { get; init; }

    /// <summary>Whose channel it is.</summary>
    public required Guid OrganizationId { get; init; }

    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>How it takes its notices.</summary>
    public required ChannelKind Kind { get; init; }

    /// <summary>What lists show: scheme and host of a webhook, the recipients of mail.</summary>
    public required string Address { get; init; }

    /// <summary>Address and signing secret, sealed; null for mail.</summary>
    public byte[]? Sealed { get; init; }

    /// <summary>Alerts below this severity are not sent.</summary>
    public AlertSeverity Severity { get; init; }

    /// <summary>Only alerts of these kinds are sent; empty takes all.</summary>
    public IReadOnlyList<AlertKind> Kinds { get; init; } = [];

    /// <summary>Whether anything is sent.</summary>
    public bool IsEnabled { get; init; } = true;

    /// <summary>Who owns it.</summary>
    public ChannelOrigin Origin { get; init; }

    /// <summary>When it was made.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it was last changed.</summary>
    public DateTimeOffset UpdatedAt { get; init; }

    /// <summary>Whether an alert is for this channel.</summary>
    public bool Wants(AlertKind kind, AlertSeverity severity) => IsEnabled && severity >= Severity && (Kinds.Count == 0 || Kinds.Contains(kind));
}
