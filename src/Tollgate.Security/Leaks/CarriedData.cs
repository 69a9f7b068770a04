namespace Tollgate.Security.Leaks;

/// <summary>What an address carries besides its address.</summary>
internal enum CarriedData : byte
{
    /// <summary>Nothing that looks like data.</summary>
    Nothing,

    /// <summary>Something long that nobody can read: a signature, or something enciphered.</summary>
    Opaque,

    /// <summary>Words, in plain letters or coded.</summary>
    Readable,
}
