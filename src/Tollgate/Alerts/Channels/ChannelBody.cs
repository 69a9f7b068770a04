namespace Tollgate.Alerts.Channels;

/// <summary>The body of POST and PATCH /api/alerts/channels; what is left out takes its default, or stays as it is.</summary>
internal sealed record ChannelBody
{
    /// <summary>Its name.</summary>
    public string? Name { get; init; }

    /// <summary>How it takes its notices; webhook when left out.</summary>
    public ChannelKind? Kind { get; init; }

    /// <summary>Where it is; never shown again but for scheme and host.</summary>
    public string? Url { get; init; }

    /// <summary>What notices are signed with; one is made when it is left out. Never shown again.</summary>
    public string? Secret { get; init; }

    /// <summary>Whom mail goes to.</summary>
    public IReadOnlyList<string>? To { get; init; }

    /// <summary>Alerts below this severity are not sent; info when left out.</summary>
    public AlertSeverity? Severity { get; init; }

    /// <summary>Only alerts of these kinds are sent; empty takes all.</summary>
    public IReadOnlyList<AlertKind>? Kinds { get; init; }

    /// <summary>Whether anything is sent.</summary>
    public bool? Enabled { get; init; }

    /// <summary>The channel this body asks for.</summary>
    public ChannelEntry ToEntry() => new()
    {
        Name = Name ?? "",
        Kind = Kind ?? ChannelKind.Webhook,
        Url = Url,
        Secret = Secret,
        To = To ?? [],
        Severity = Severity ?? AlertSeverity.Info,
        Kinds = Kinds ?? [],
        IsEnabled = Enabled ?? true,
    };

    /// <summary>A channel with the changes of this body; the address of another kind has to be given anew.</summary>
    public ChannelEntry Change(AlertChannel channel, string? url)
    {
        var kind = Kind ?? channel.Kind;
        var keeps = kind == channel.Kind;
        var recipients = keeps && kind == ChannelKind.Email ? channel.Address.Split(", ") : [];
        return new ChannelEntry
        {
            Name = Name ?? channel.Name,
            Kind = kind,
            Url = Url ?? (keeps && kind != ChannelKind.Email ? url : null),
            Secret = Secret,
            To = To ?? recipients,
            Severity = Severity ?? channel.Severity,
            Kinds = Kinds ?? channel.Kinds,
            IsEnabled = Enabled ?? channel.IsEnabled,
        };
    }
}
