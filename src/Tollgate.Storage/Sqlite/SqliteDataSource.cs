using System.Collections.Concurrent;
using System.Data.Common;
using System.Globalization;
using Microsoft.Data.Sqlite;

namespace Tollgate.Storage.Sqlite;

/// <summary>
/// SQLite as a <see cref="DbDataSource"/>: pooled connections in WAL mode, every commit on disk before it returns, foreign keys
/// checked. Transactions begin immediate; writers queue at one gate, readers never wait.
/// </summary>
internal sealed class SqliteDataSource : DbDataSource
{
    private const int MaxIdle = 16;

    /// <summary>A writer of this process may be many turns away, and each of them may wait for another program.</summary>
    private const int TurnsOfPatience = 6;
    private const string ReaderPragmas = "pragma query_only = on; pragma trusted_schema = off;";
    private const string Pragmas =
        """
        pragma journal_mode = wal;
        pragma synchronous = full;
        pragma foreign_keys = on;
        pragma trusted_schema = off;
        """;

    private readonly ConcurrentStack<SqliteConnection> idle = new();
    private readonly WriteGate gate;
    private readonly string pragmas;
    private readonly Action<StorageException?> onWrite;
    private readonly SqliteConnectionStringBuilder settings;
    private volatile bool isClosed;

    /// <summary>A source for a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="patience">How long a writer waits for another program before the database counts as locked.</param>
    /// <param name="onWrite">Told of each fault of the file, and with null of each write that went well.</param>
    /// <param name="isReader">Whether the file belongs to another process, or is a copy: it is read and never written.</param>
    public SqliteDataSource(string path, TimeSpan patience, Action<StorageException?> onWrite, bool isReader = false)
    {
        SqliteLibrary.Bind();
        Path = path;
        this.onWrite = onWrite;
        gate = new WriteGate(patience * TurnsOfPatience);
        pragmas = string.Create(CultureInfo.InvariantCulture, $"pragma busy_timeout = {(long)patience.TotalMilliseconds};\n{(isReader ? ReaderPragmas : Pragmas)}");
        settings = new SqliteConnectionStringBuilder { DataSource = path, Pooling = false, DefaultTimeout = 1, Mode = isReader ? SqliteOpenMode.ReadOnly : SqliteOpenMode.ReadWriteCreate };
    }

    /// <summary>The file.</summary>
    public string Path { get; }

    /// <inheritdoc/>
    public override string ConnectionString => settings.ConnectionString;

    /// <summary>Where writers queue.</summary>
    internal WriteGate Gate => gate;

    /// <summary>An open connection to the file, from the pool when there is one.</summary>
    internal SqliteConnection Rent()
    {
        ObjectDisposedException.ThrowIf(isClosed, this);
        if (idle.TryPop(out var connection))
        {
            return connection;
        }

        connection = new SqliteConnection(ConnectionString);
        try
        {
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = pragmas;
            command.ExecuteNonQuery();
            return connection;
        }
        catch (SqliteException fault)
        {
            connection.Dispose();
            throw Translate(fault);
        }
    }

    /// <summary>Takes a connection back; one that is still in a transaction is of no more use.</summary>
    internal void Return(SqliteConnection connection)
    {
        if (isClosed || idle.Count >= MaxIdle || SQLitePCL.raw.sqlite3_get_autocommit(connection.Handle) == 0)
        {
            connection.Dispose();
            return;
        }

        idle.Push(connection);
    }

    /// <summary>The driver's fault in our words; a fault of the file changes the state of the database.</summary>
    internal StorageException Translate(SqliteException fault)
    {
        var translated = SqliteFaults.Translate(fault, Path);
        if (translated.State != DatabaseState.Ok)
        {
            onWrite(translated);
        }

        return translated;
    }

    /// <summary>A write went well.</summary>
    internal void Wrote() => onWrite(null);

    /// <inheritdoc/>
    protected override DbConnection CreateDbConnection() => new PooledConnection(this);

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        isClosed = true;
        while (idle.TryPop(out var connection))
        {
            connection.Dispose();
        }

        gate.Dispose();
        base.Dispose(disposing);
    }
}
