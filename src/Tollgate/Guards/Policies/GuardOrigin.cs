namespace Tollgate.Guards.Policies;

/// <summary>Who owns a rule.</summary>
internal enum GuardOrigin : byte
{
    /// <summary>Made over the API; can be changed there.</summary>
    Database,
    /// <summary>From the settings file; read-only over the API.</summary>
    File,
}
