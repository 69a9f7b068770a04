using Microsoft.Data.Sqlite;

namespace Tollgate.Storage.Sqlite;

/// <summary>Turns the driver's error codes into states and sentences.</summary>
internal static class SqliteFaults
{
    private const int Busy = 5;
    private const int TableLocked = 6;
    private const int ReadOnly = 8;
    private const int InputOutput = 10;
    private const int Corrupt = 11;
    private const int Full = 13;
    private const int CannotOpen = 14;
    private const int Constraint = 19;
    private const int NotADatabase = 26;

    /// <summary>The fault in our words.</summary>
    public static StorageException Translate(SqliteException fault, string path)
    {
        var (state, sentence) = fault.SqliteErrorCode switch
        {
            Busy or TableLocked => (DatabaseState.Locked, $"The database '{path}' is locked by another program: close what has it open for writing."),
            ReadOnly => (DatabaseState.ReadOnly, $"The database '{path}' cannot be written: check the rights of the file and its folder, and how the disk is mounted."),
            Full => (DatabaseState.Full, $"There is no room for the database '{path}': free some disk space."),
            Corrupt or NotADatabase => (DatabaseState.Corrupt, $"The database '{path}' is damaged: stop Tollgate and restore the newest file from its folder 'backups'."),
            InputOutput or CannotOpen => (DatabaseState.Unreachable, $"The database '{path}' cannot be read or written: check the disk and the rights of the folder. ({fault.Message})"),
            _ => (DatabaseState.Ok, fault.Message),
        };
        return new StorageException(state, sentence, fault, fault.SqliteErrorCode == Constraint);
    }
}
