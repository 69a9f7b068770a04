namespace Tollgate.Storage.Sqlite;

/// <summary>
/// Writers of one process queue here, first come first served, instead of polling SQLite's lock: a stream of ledger batches and a
/// single change by an administrator then take turns.
/// </summary>
internal sealed class WriteGate(TimeSpan patience) : IDisposable
{
    private readonly SemaphoreSlim turn = new(1, 1);

    /// <summary>Waits for the turn.</summary>
    public async ValueTask EnterAsync(CancellationToken ct)
    {
        if (!await turn.WaitAsync(patience, ct))
        {
            throw TooLong();
        }
    }

    /// <summary>Waits for the turn on this thread.</summary>
    public void Enter()
    {
        if (!turn.Wait(patience))
        {
            throw TooLong();
        }
    }

    /// <summary>Gives the turn to the next.</summary>
    public void Leave() => turn.Release();

    public void Dispose() => turn.Dispose();

    private static StorageException TooLong() =>
        new(DatabaseState.Locked, "Another write of this process holds the database for too long: it is stuck, or one flow writes through two connections at once.");
}
