using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;

namespace Tollgate.Storage.Sqlite;

/// <summary>
/// The few calls that run for every value of every row, made straight into the library that <see cref="SqliteLibrary"/> has loaded: the driver's
/// own count references and look a provider up, which costs more than setting a number. Those that neither wait nor touch the disk do not leave
/// the runtime's mode of running either.
/// </summary>
[SuppressMessage("Interoperability", "CA5392", Justification = "The resolver of SqliteLibrary answers with the library that is loaded already.")]
internal static class SqliteCalls
{
    /// <summary>The name by which the driver, too, asks for the library.</summary>
    public const string Library = "e_sqlite3";

    /// <summary>The library copies what it is given.</summary>
    public const nint Transient = -1;

    /// <summary>What it is given stays where it is until the statement has run.</summary>
    public const nint Static = 0;

    [SuppressGCTransition]
    [DllImport(Library, EntryPoint = "sqlite3_bind_int64")]
    public static extern int BindNumber(nint statement, int place, long value);

    [SuppressGCTransition]
    [DllImport(Library, EntryPoint = "sqlite3_bind_text")]
    public static extern int BindText(nint statement, int place, nint text, int length, nint lifetime);

    [SuppressGCTransition]
    [DllImport(Library, EntryPoint = "sqlite3_bind_blob")]
    public static extern int BindBytes(nint statement, int place, nint bytes, int length, nint lifetime);

    [SuppressGCTransition]
    [DllImport(Library, EntryPoint = "sqlite3_clear_bindings")]
    public static extern int ClearBindings(nint statement);

    [SuppressGCTransition]
    [DllImport(Library, EntryPoint = "sqlite3_changes")]
    public static extern int Changes(nint database);

    [SuppressGCTransition]
    [DllImport(Library, EntryPoint = "sqlite3_last_insert_rowid")]
    public static extern long LastRow(nint database);

    [DllImport(Library, EntryPoint = "sqlite3_step")]
    public static extern int Step(nint statement);

    [DllImport(Library, EntryPoint = "sqlite3_reset")]
    public static extern int Reset(nint statement);
}
