using System.Data;
using System.Data.Common;
using System.Diagnostics.CodeAnalysis;
using Microsoft.Data.Sqlite;
using Tollgate.Core;

namespace Tollgate.Storage.Sqlite;

/// <summary>A connection that goes back to the pool when it is closed.</summary>
internal sealed class PooledConnection(SqliteDataSource source) : DbConnection
{
    private readonly List<PooledCommand> commands = [];
    private SqliteConnection? inner;

    [AllowNull]
    public override string ConnectionString
    {
        get => source.ConnectionString;
        set => throw new NotSupportedException("The data source decides where a connection leads.");
    }

    public override string Database => "main";

    public override string DataSource => source.Path;

    public override string ServerVersion => SqliteLibraryVersion;

    public override ConnectionState State => inner is null ? ConnectionState.Closed : ConnectionState.Open;

    /// <summary>The transaction that runs on this connection.</summary>
    internal PooledTransaction? Current { get; private set; }

    /// <summary>The source that this connection came from.</summary>
    internal SqliteDataSource Source => source;

    private static string SqliteLibraryVersion => SQLitePCL.raw.sqlite3_libversion().utf8_to_string();

    public override void Open() => inner ??= source.Rent();

    public override async Task OpenAsync(CancellationToken cancellationToken)
    {
        await PoolThread.SwitchAsync();
        Open();
    }

    public override void Close()
    {
        if (inner is not { } returned)
        {
            return;
        }

        foreach (var command in commands)
        {
            command.Detach();
        }

        commands.Clear();
        try
        {
            Current?.Dispose();
        }
        finally
        {
            inner = null;
            source.Return(returned);
        }
    }

    public override void ChangeDatabase(string databaseName) => throw new NotSupportedException();

    /// <summary>The driver's connection.</summary>
    internal SqliteConnection Inner() => inner ?? throw new InvalidOperationException("The connection is not open.");

    /// <summary>Remembers a command: its statements must be gone before another thread gets the driver's connection.</summary>
    internal void Attached(PooledCommand command) => commands.Add(command);

    /// <summary>Forgets a command that was disposed.</summary>
    internal void Detached(PooledCommand command) => commands.Remove(command);

    /// <summary>Forgets the transaction when it ends.</summary>
    internal void Ended() => Current = null;

    protected override DbTransaction BeginDbTransaction(IsolationLevel isolationLevel)
    {
        source.Gate.Enter();
        return Begin();
    }

    protected override async ValueTask<DbTransaction> BeginDbTransactionAsync(IsolationLevel isolationLevel, CancellationToken cancellationToken)
    {
        await source.Gate.EnterAsync(cancellationToken);
        await PoolThread.SwitchAsync();
        return Begin();
    }

    protected override DbCommand CreateDbCommand() => new PooledCommand { Connection = this };

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            Close();
        }

        base.Dispose(disposing);
    }

    private PooledTransaction Begin()
    {
        try
        {
            return Current = new PooledTransaction(this, Inner().BeginTransaction(deferred: false));
        }
        catch (SqliteException fault)
        {
            source.Gate.Leave();
            throw source.Translate(fault);
        }
        catch (InvalidOperationException)
        {
            source.Gate.Leave();
            throw;
        }
    }
}
