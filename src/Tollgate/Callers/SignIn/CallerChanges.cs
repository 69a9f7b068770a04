namespace Tollgate.Callers.SignIn;

/// <summary>
/// Counts changes of anything that a signed-in caller depends on. What was read before the newest change is not believed any more,
/// so a revoked key is dead with the next request.
/// </summary>
internal sealed class CallerChanges
{
    private long version = 1;

    /// <summary>Grows with each change.</summary>
    public long Version => Volatile.Read(ref version);

    /// <summary>Call after the change is committed.</summary>
    public void Happened() => Interlocked.Increment(ref version);
}
