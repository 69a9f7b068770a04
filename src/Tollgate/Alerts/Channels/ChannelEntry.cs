namespace Tollgate.Alerts.Channels;

/// <summary>A channel as somebody writes it down, in the settings file or over the API.</summary>
internal sealed record ChannelEntry
{
    /// <summary>Its name, unique in the organization.</summary>
    public required string Name { get; init; }

    /// <summary>How it takes its notices.</summary>
    public required ChannelKind Kind { get; init; }

    /// <summary>Where it is; not for mail.</summary>
    public string? Url { get; init; }

    /// <summary>What notices to a webhook are signed with; one is made when it is left out.</summary>
    public string? Secret { get; init; }

    /// <summary>Whom mail goes to.</summary>
    public IReadOnlyList<string> To { get; init; } = [];

    /// <summary>Alerts below this severity are not sent.</summary>
    public AlertSeverity Severity { get; init; }

    /// <summary>Only alerts of these kinds are sent; empty takes all.</summary>
    public IReadOnlyList<AlertKind> Kinds { get; init; } = [];

    /// <summary>Whether anything is sent.</summary>
    public bool IsEnabled { get; init; } = true;

    /// <summary>Without address and secret.</summary>
    public override string ToString() => $"{Name} ({AlertWords.Word(Kind)})";
}
