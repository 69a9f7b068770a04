namespace Tollgate.Alerts;

/// <summary>How much an alert matters, in ascending order.</summary>
public enum AlertSeverity : byte
{
    /// <summary>Good to know.</summary>
    Info,
    /// <summary>Somebody should look today.</summary>
    Warning,
    /// <summary>Somebody should look now.</summary>
    Critical,
}
