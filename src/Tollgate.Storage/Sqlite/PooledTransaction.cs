using System.Data;
using System.Data.Common;
using Microsoft.Data.Sqlite;
using SQLitePCL;
using Tollgate.Core;

namespace Tollgate.Storage.Sqlite;

/// <summary>A write transaction; it holds the write gate until it ends, and rolls back unless it was committed.</summary>
internal sealed class PooledTransaction(PooledConnection connection, SqliteTransaction inner) : DbTransaction
{
    private bool hasEnded;

    public override IsolationLevel IsolationLevel => IsolationLevel.Serializable;

    /// <summary>The driver's transaction.</summary>
    internal SqliteTransaction Inner => inner;

    protected override DbConnection? DbConnection => hasEnded ? null : connection;

    public override void Commit()
    {
        try
        {
            inner.Commit();
        }
        catch (SqliteException fault)
        {
            throw connection.Source.Translate(fault);
        }

        connection.Source.Wrote();
        End();
    }

    public override async Task CommitAsync(CancellationToken cancellationToken = default)
    {
        await PoolThread.SwitchAsync();
        Commit();
    }

    public override async Task RollbackAsync(CancellationToken cancellationToken = default)
    {
        await PoolThread.SwitchAsync();
        Rollback();
    }

    public override void Rollback()
    {
        try
        {
            RollBack();
        }
        catch (SqliteException fault)
        {
            throw connection.Source.Translate(fault);
        }
        finally
        {
            End();
        }
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing && !hasEnded)
        {
            try
            {
                RollBack();
            }
            catch (SqliteException fault)
            {
                // Whoever disposes has another fault at hand; the file's state is noted.
                _ = connection.Source.Translate(fault);
            }
            finally
            {
                End();
            }
        }

        base.Dispose(disposing);
    }

    /// <summary>
    /// SQLite rolls back by itself when a commit finds the disk full. The driver does not hear of it and insists on rolling back too; unless
    /// that succeeds its connection stays in the transaction for ever. So it gets an empty one to end.
    /// </summary>
    private void RollBack()
    {
        try
        {
            inner.Dispose();
        }
        catch (SqliteException) when (raw.sqlite3_get_autocommit(connection.Inner().Handle) != 0)
        {
            _ = raw.sqlite3_exec(connection.Inner().Handle, "begin");
            inner.Dispose();
        }
    }

    private void End()
    {
        if (!hasEnded)
        {
            hasEnded = true;
            connection.Ended();
            connection.Source.Gate.Leave();
        }
    }
}
