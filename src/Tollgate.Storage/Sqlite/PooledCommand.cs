using System.Data;
using System.Data.Common;
using System.Diagnostics.CodeAnalysis;
using Microsoft.Data.Sqlite;
using Tollgate.Core;

namespace Tollgate.Storage.Sqlite;

/// <summary>A command on a pooled connection. A statement that writes outside a transaction waits at the write gate by itself.</summary>
internal sealed class PooledCommand : DbCommand
{
    private readonly SqliteCommand inner = new();
    private PooledConnection? connection;
    private PooledReader? rows;

    [AllowNull]
    public override string CommandText
    {
        get => inner.CommandText;
        [SuppressMessage("Security", "CA2100", Justification = "Passes on what a store's constant holds.")]
        set => inner.CommandText = value;
    }

    public override int CommandTimeout { get; set; }

    public override CommandType CommandType { get; set; } = CommandType.Text;

    public override bool DesignTimeVisible { get; set; }

    public override UpdateRowSource UpdatedRowSource { get; set; }

    protected override DbConnection? DbConnection
    {
        get => connection;
        set => connection = (PooledConnection?)value;
    }

    protected override DbParameterCollection DbParameterCollection => inner.Parameters;

    /// <summary>A connection has at most one transaction, and its commands always belong to it.</summary>
    protected override DbTransaction? DbTransaction
    {
        get => connection?.Current;
        set { }
    }

    public override void Cancel() => inner.Cancel();

    public override void Prepare()
    {
        Attach();
        inner.Prepare();
    }

    public override int ExecuteNonQuery() => Run(static command => command.ExecuteNonQuery());

    public override Task<int> ExecuteNonQueryAsync(CancellationToken cancellationToken) => RunAsync(static command => command.ExecuteNonQuery(), cancellationToken);

    public override object? ExecuteScalar() => Run(static command => command.ExecuteScalar());

    public override Task<object?> ExecuteScalarAsync(CancellationToken cancellationToken) => RunAsync(static command => command.ExecuteScalar(), cancellationToken);

    /// <summary>Lets go of the driver's connection, with every statement and row.</summary>
    internal void Detach()
    {
        rows?.Close();
        rows = null;
        inner.Connection = null;
    }

    protected override DbParameter CreateDbParameter() => inner.CreateParameter();

    protected override DbDataReader ExecuteDbDataReader(CommandBehavior behavior)
    {
        var isGated = NeedsGate();
        if (isGated)
        {
            Opened().Source.Gate.Enter();
        }

        return Read(behavior, isGated);
    }

    protected override async Task<DbDataReader> ExecuteDbDataReaderAsync(CommandBehavior behavior, CancellationToken cancellationToken)
    {
        await PoolThread.SwitchAsync();
        var isGated = NeedsGate();
        if (isGated)
        {
            await Opened().Source.Gate.EnterAsync(cancellationToken);
        }

        return Read(behavior, isGated);
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            connection?.Detached(this);
            inner.Dispose();
        }

        base.Dispose(disposing);
    }

    private T Run<T>(Func<SqliteCommand, T> execute)
    {
        var isGated = NeedsGate();
        if (isGated)
        {
            Opened().Source.Gate.Enter();
        }

        return Execute(execute, isGated);
    }

    private async Task<T> RunAsync<T>(Func<SqliteCommand, T> execute, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        await PoolThread.SwitchAsync();
        var isGated = NeedsGate();
        if (isGated)
        {
            await Opened().Source.Gate.EnterAsync(ct);
        }

        return Execute(execute, isGated);
    }

    private T Execute<T>(Func<SqliteCommand, T> execute, bool isGated)
    {
        try
        {
            Attach();
            var result = execute(inner);
            if (isGated)
            {
                Opened().Source.Wrote();
            }

            return result;
        }
        catch (SqliteException fault)
        {
            throw Opened().Source.Translate(fault);
        }
        finally
        {
            if (isGated)
            {
                Opened().Source.Gate.Leave();
            }
        }
    }

    private PooledReader Read(CommandBehavior behavior, bool isGated)
    {
        var opened = Opened();
        try
        {
            Attach();
            var driven = inner.ExecuteReader(behavior & ~CommandBehavior.CloseConnection);
            return rows = new PooledReader(driven, opened, isGated, behavior.HasFlag(CommandBehavior.CloseConnection));
        }
        catch (Exception fault)
        {
            if (isGated)
            {
                opened.Source.Gate.Leave();
            }

            if (fault is SqliteException driver)
            {
                throw opened.Source.Translate(driver);
            }

            throw;
        }
    }

    private void Attach()
    {
        var opened = Opened();
        if (!ReferenceEquals(inner.Connection, opened.Inner()))
        {
            inner.Connection = opened.Inner();
            opened.Attached(this);
        }

        if (!ReferenceEquals(inner.Transaction, opened.Current?.Inner))
        {
            inner.Transaction = opened.Current?.Inner;
        }
    }

    private PooledConnection Opened() => connection ?? throw new InvalidOperationException("The command has no connection.");

    private bool NeedsGate() => Opened().Current is null && IsWrite(inner.CommandText);

    /// <summary>A copy (`vacuum into`) writes another file and reads this one.</summary>
    private static bool IsWrite(ReadOnlySpan<char> sql)
    {
        var text = sql.TrimStart();
        return !text.StartsWith("select", StringComparison.OrdinalIgnoreCase)
            && !text.StartsWith("pragma", StringComparison.OrdinalIgnoreCase)
            && !text.StartsWith("explain", StringComparison.OrdinalIgnoreCase)
            && !text.StartsWith("vacuum into", StringComparison.OrdinalIgnoreCase);
    }
}
