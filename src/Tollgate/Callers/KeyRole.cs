namespace Tollgate.Callers;

/// <summary>What a key is for. Rights of the admin API follow from it.</summary>
internal enum KeyRole : byte
{
    /// <summary>Calls models and sees itself.</summary>
    Caller,
    /// <summary>Reads the admin API of its organization; calls no models.</summary>
    Viewer,
    /// <summary>Administers its organization, and calls models.</summary>
    Admin,
    /// <summary>Administers the gateway and every organization; calls no models.</summary>
    Operator,
}
