using System.Collections.Concurrent;

namespace Tollgate.Callers.Attributions;

/// <summary>
/// Bounds how many sessions a key can have at the same time. A session is live for an hour after its last call; when a key has too
/// many, its further ones share one name, and so one budget: a client cannot make itself more room by inventing sessions.
/// </summary>
internal sealed class LiveSessions(CallerOptions options, TimeProvider time)
{
    /// <summary>The name that the sessions above the bound share.</summary>
    public const string Overflow = "overflow";

    private static readonly TimeSpan Life = TimeSpan.FromHours(1);
    private readonly ConcurrentDictionary<Guid, Dictionary<string, long>> keys = new();

    /// <summary>The session's name, or the shared one.</summary>
    public string Admit(Guid key, string session)
    {
        var sessions = keys.GetOrAdd(key, static _ => new Dictionary<string, long>(StringComparer.Ordinal));
        var now = time.GetUtcNow().UtcTicks;
        lock (sessions)
        {
            if (!sessions.ContainsKey(session) && sessions.Count >= options.MaxSessionsPerKey && !Sweep(sessions, now))
            {
                return Overflow;
            }

            sessions[session] = now;
            return session;
        }
    }

    private bool Sweep(Dictionary<string, long> sessions, long now)
    {
        foreach (var (session, seen) in sessions)
        {
            if (now - seen > Life.Ticks)
            {
                sessions.Remove(session);
            }
        }

        return sessions.Count < options.MaxSessionsPerKey;
    }
}
