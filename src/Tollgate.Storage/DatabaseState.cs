namespace Tollgate.Storage;

/// <summary>What the database can do now, and why not more.</summary>
public enum DatabaseState : byte
{
    /// <summary>Reads and writes.</summary>
    Ok,
    /// <summary>Somebody else holds the write lock for longer than the busy timeout.</summary>
    Locked,
    /// <summary>The file or its folder cannot be written.</summary>
    ReadOnly,
    /// <summary>The disk or the quota is full.</summary>
    Full,
    /// <summary>The file is damaged, or is not a database.</summary>
    Corrupt,
    /// <summary>The file cannot be opened, read or written for another reason.</summary>
    Unreachable,
}
