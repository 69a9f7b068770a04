namespace Tollgate.Alerts.Rules;

/// <summary>Who owns an alert rule.</summary>
public enum RuleOrigin : byte
{
    /// <summary>Made over the API; can be changed there.</summary>
    Database,
    /// <summary>From the settings file; read-only over the API.</summary>
    File,
}
