using System.Data;
using System.Data.Common;
using Microsoft.Data.Sqlite;

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

    public override void Rollback()
    {
        try
        {
            inner.Rollback();
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
                inner.Dispose();
            }
            catch (SqliteException fault)
            {
                // SQLite rolls back by itself after some faults (a full disk); then there is nothing left to roll back.
                _ = connection.Source.Translate(fault);
            }
            finally
            {
                End();
            }
        }

        base.Dispose(disposing);
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
