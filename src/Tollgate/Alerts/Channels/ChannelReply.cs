namespace Tollgate.Alerts.Channels;

/// <summary>A channel in JSON; its address is cut to scheme and host, its secret is shown only when it is made.</summary>
internal sealed record ChannelReply
{
    /// <summary>The channel.</summary>
    public required Guid Id { get; init; }

    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>How it takes its notices.</summary>
    public required ChannelKind Kind { get; init; }

    /// <summary>Scheme and host, or the recipients of mail.</summary>
    public required string Address { get; init; }

    /// <summary>Alerts below this severity are not sent.</summary>
    public required AlertSeverity Severity { get; init; }

    /// <summary>Only alerts of these kinds are sent; absent when all are.</summary>
    public IReadOnlyList<AlertKind>? Kinds { get; init; }

    /// <summary>Whether anything is sent.</summary>
    public required bool Enabled { get; init; }

    /// <summary>Who owns it.</summary>
    public required ChannelOrigin Origin { get; init; }

    /// <summary>When it was made.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it was last changed.</summary>
    public required DateTimeOffset UpdatedAt { get; init; }

    /// <summary>What notices are signed with, when it was made by this very request.</summary>
    public string? Secret { get; init; }

    /// <summary>The JSON form of a channel.</summary>
    public static ChannelReply Of(AlertChannel channel) => new()
    {
        Id = channel.Id,
        Name = channel.Name,
        Kind = channel.Kind,
        Address = channel.Address,
        Severity = channel.Severity,
        Kinds = channel.Kinds.Count > 0 ? channel.Kinds : null,
        Enabled = channel.IsEnabled,
        Origin = channel.Origin,
        CreatedAt = channel.CreatedAt,
        UpdatedAt = channel.UpdatedAt,
    };
}
