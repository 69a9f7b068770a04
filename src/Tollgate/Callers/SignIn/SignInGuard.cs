namespace Tollgate.Callers.SignIn;

/// <summary>
/// Counts failed sign-ins per remote address, in whole minutes. An address over the limit is asked to wait, and costs no look-up
/// meanwhile; a key that this very address used before keeps working.
/// </summary>
internal sealed class SignInGuard(CallerOptions options, TimeProvider time)
{
    /// <summary>Addresses counted apart; when a flood brings more, the further ones share one count.</summary>
    private const int MostAddresses = 10_000;
    private const ulong Others = ulong.MaxValue;
    private readonly Lock gate = new();
    private readonly Dictionary<ulong, int> failures = [];
    private long minute;

    /// <summary>How long an address has to wait; null when it may try.</summary>
    public TimeSpan? Wait(ulong address)
    {
        if (options.FailedSignInsPerMinute == 0)
        {
            return null;
        }

        lock (gate)
        {
            var left = Turn();
            return failures.GetValueOrDefault(Slot(address)) >= options.FailedSignInsPerMinute ? left : null;
        }
    }

    /// <summary>Counts a failure.</summary>
    public void Failed(ulong address)
    {
        if (options.FailedSignInsPerMinute == 0)
        {
            return;
        }

        lock (gate)
        {
            Turn();
            var slot = Slot(address);
            failures[slot] = failures.GetValueOrDefault(slot) + 1;
        }
    }

    private ulong Slot(ulong address) => failures.Count < MostAddresses || failures.ContainsKey(address) ? address : Others;

    private TimeSpan Turn()
    {
        var now = time.GetUtcNow();
        var current = now.UtcTicks / TimeSpan.TicksPerMinute;
        if (current != minute)
        {
            minute = current;
            failures.Clear();
        }

        return TimeSpan.FromTicks(((current + 1) * TimeSpan.TicksPerMinute) - now.UtcTicks);
    }
}
