using Tollgate.Core;

namespace Tollgate.Callers.SignIn;

/// <summary>What is known about one key: who signs in with it, or why nobody does any more.</summary>
internal sealed class CallerEntry(Caller caller, Refusal? refusal, long validUntil, long version)
{
    private ulong lastAddress;
    private long lastUsed;

    /// <summary>Who signs in.</summary>
    public Caller Caller { get; } = caller;

    /// <summary>Why not any more: revoked or disabled.</summary>
    public Refusal? Refusal { get; } = refusal;

    /// <summary>When the key or this secret of it ends, in microseconds.</summary>
    public long ValidUntil { get; } = validUntil;

    /// <summary>The version of the data that this was read from.</summary>
    public long Version { get; } = version;

    /// <summary>When it was last used, in microseconds; 0 when not since the last save.</summary>
    public long LastUsed => Volatile.Read(ref lastUsed);

    /// <summary>Remembers a sign-in.</summary>
    public void Used(ulong address, long now)
    {
        Volatile.Write(ref lastAddress, address);
        Volatile.Write(ref lastUsed, now);
    }

    /// <summary>Whether the last sign-in came from this address.</summary>
    public bool CameFrom(ulong address) => Volatile.Read(ref lastAddress) == address;

    /// <summary>Keeps the unsaved use of the entry that this one replaces.</summary>
    public void TakeOver(CallerEntry former) => Used(former.lastAddress, former.TakeLastUsed());

    /// <summary>Gives the time of last use once.</summary>
    public long TakeLastUsed() => Interlocked.Exchange(ref lastUsed, 0);
}
