namespace Tollgate.Alerts.Channels;

/// <summary>How a channel takes its notices.</summary>
public enum ChannelKind : byte
{
    /// <summary>JSON by POST, signed.</summary>
    Webhook,
    /// <summary>A Slack incoming webhook.</summary>
    Slack,
    /// <summary>A Discord webhook.</summary>
    Discord,
    /// <summary>Mail, through the operator's server.</summary>
    Email,
}
