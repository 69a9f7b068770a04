using System.Collections.Concurrent;
using Tollgate.Core;
using Tollgate.Pricing.Bounds;

namespace Tollgate.Pricing.Expectations;

/// <summary>
/// Learns from every settled call what calls like it use, so that a quote can say what the next one probably costs. Nothing is reserved or
/// settled by it. It is a memory of numbers, per agent and model; a full one starts anew.
/// </summary>
internal sealed class UsageMemory
{
    private const int MostProfiles = 4096;
    private const int MostSessions = 20_000;
    private const int Enough = 5;

    private readonly ConcurrentDictionary<ProfileKey, UsageProfile> _profiles = new();
    private readonly ConcurrentDictionary<SessionKey, SessionTurn> _sessions = new();

    /// <summary>Learns what a call used: for its agent, and for all of the organization with that model.</summary>
    /// <param name="key">Organization, model and agent.</param>
    /// <param name="session">The session; null when the client named none.</param>
    /// <param name="bytes">Bytes of text in the prompt.</param>
    /// <param name="usage">What the provider reported.</param>
    public void Learn(in ProfileKey key, in SessionKey? session, long bytes, in TokenUsage usage)
    {
        var before = Before(session, bytes);
        Profile(key).Learn(bytes, usage, before);
        if (key.Agent.Length > 0)
        {
            Profile(key with { Agent = "" }).Learn(bytes, usage, before);
        }

        if (session is { } named)
        {
            if (_sessions.Count >= MostSessions)
            {
                _sessions.Clear();
            }

            _sessions[named] = new SessionTurn(bytes, usage.TotalInput);
        }
    }

    /// <summary>What a call probably uses, and how many calls say so; null while too few were seen.</summary>
    public (TokenUsage Usage, long Calls)? Expect(in ProfileKey key, in SessionKey? session, long bytes, long limit)
    {
        var profile = Known(key) ?? Known(key with { Agent = "" });
        return profile is null ? null : (profile.Expect(bytes, Before(session, bytes), limit), profile.Calls);
    }

    private UsageProfile? Known(in ProfileKey key) => _profiles.TryGetValue(key, out var profile) && profile.Calls >= Enough ? profile : null;

    /// <summary>A prompt that is shorter than the one before was cut or is another: it begins anew.</summary>
    private SessionTurn? Before(in SessionKey? session, long bytes) =>
        session is { } named && _sessions.TryGetValue(named, out var turn) && turn.Bytes <= bytes ? turn : null;

    private UsageProfile Profile(in ProfileKey key)
    {
        if (_profiles.TryGetValue(key, out var known))
        {
            return known;
        }

        if (_profiles.Count >= MostProfiles)
        {
            _profiles.Clear();
        }

        return _profiles.GetOrAdd(key, static _ => new UsageProfile());
    }
}
