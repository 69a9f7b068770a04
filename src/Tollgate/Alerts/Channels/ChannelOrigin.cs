namespace Tollgate.Alerts.Channels;

/// <summary>Who owns a channel.</summary>
public enum ChannelOrigin : byte
{
    /// <summary>Made over the API; can be changed there, and its address passes the guard.</summary>
    Database,
    /// <summary>From the settings file; read-only over the API.</summary>
    File,
}
