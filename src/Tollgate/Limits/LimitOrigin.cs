namespace Tollgate.Limits;

/// <summary>Who owns a limit.</summary>
public enum LimitOrigin : byte
{
    /// <summary>Made over the API; can be changed there.</summary>
    Database,
    /// <summary>From the settings file; read-only over the API.</summary>
    File,
}
