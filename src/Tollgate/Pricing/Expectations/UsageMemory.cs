using System.Collections.Concurrent;
using Tollgate.Core;
using Tollgate.Pricing.Bounds;

namespace Tollgate.Pricing.Expectations;

/// <summary>
/// Learns from every settled call what calls like it use, so that a quote can say what the next one probably costs. Nothing is reserved or
/// settled by it. It is a memory of numbers, per agent and model; when it is full, the half that was used the longest ago goes.
/// </summary>
internal sealed class UsageMemory
{
    /// <summary>Agents and models that are remembered.</summary>
    public const int MostProfiles = 4096;

    /// <summary>Sessions whose last call is remembered.</summary>
    public const int MostSessions = 20_000;

    private const int Enough = 5;

    private readonly ConcurrentDictionary<ProfileKey, UsageProfile> _profiles = new();
    private readonly ConcurrentDictionary<SessionKey, SessionTurn> _sessions = new();
    private readonly Lock _forgetting = new();
    private long _lesson;

    /// <summary>The number of the last lesson.</summary>
    public long Lesson => Interlocked.Read(ref _lesson);

    /// <summary>Learns what a call used: for its agent, and for all of the organization with that model.</summary>
    /// <param name="key">Organization, model and agent.</param>
    /// <param name="session">The session; null when the client named none.</param>
    /// <param name="bytes">Bytes of text in the prompt.</param>
    /// <param name="usage">What the provider reported.</param>
    public void Learn(in ProfileKey key, in SessionKey? session, long bytes, in TokenUsage usage)
    {
        var lesson = Interlocked.Increment(ref _lesson);
        var before = Before(session, bytes);
        Profile(key).Learn(bytes, usage, before, lesson);
        if (key.Agent.Length > 0)
        {
            Profile(key with { Agent = "" }).Learn(bytes, usage, before, lesson);
        }

        if (session is { } named)
        {
            if (!_sessions.ContainsKey(named))
            {
                Forget(_sessions, MostSessions, static turn => turn.Lesson);
            }

            _sessions[named] = new SessionTurn(bytes, usage.TotalInput, usage.TotalOutput, lesson);
        }
    }

    /// <summary>What a call probably uses, and how many calls say so; null while too few were seen.</summary>
    public (TokenUsage Usage, long Calls)? Expect(in ProfileKey key, in SessionKey? session, long bytes, long limit)
    {
        var profile = Known(key) ?? Known(key with { Agent = "" });
        return profile is null ? null : (profile.Expect(bytes, Before(session, bytes), limit), profile.Calls);
    }

    /// <summary>The profiles that learned something after a lesson.</summary>
    public IEnumerable<(ProfileKey Key, UsageLessons Lessons)> ProfilesSince(long lesson) =>
        from profile in _profiles
        where profile.Value.Lesson > lesson
        select (profile.Key, profile.Value.Keep());

    /// <summary>The sessions that had a call after a lesson.</summary>
    public IEnumerable<(SessionKey Key, SessionTurn Turn)> SessionsSince(long lesson) =>
        from session in _sessions
        where session.Value.Lesson > lesson
        select (session.Key, session.Value);

    /// <summary>Takes up what an earlier process knew.</summary>
    public void Recall(in ProfileKey key, UsageLessons lessons) => Profile(key).Recall(lessons);

    /// <summary>Takes up a session of an earlier process, unless it has gone on since.</summary>
    public void Recall(in SessionKey key, SessionTurn turn) => _sessions.TryAdd(key, turn);

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

        Forget(_profiles, MostProfiles, static profile => profile.Lesson);
        return _profiles.GetOrAdd(key, static _ => new UsageProfile());
    }

    private void Forget<TKey, TValue>(ConcurrentDictionary<TKey, TValue> all, int most, Func<TValue, long> lesson)
        where TKey : notnull
    {
        if (all.Count < most)
        {
            return;
        }

        lock (_forgetting)
        {
            if (all.Count < most)
            {
                return;
            }

            var lessons = all.Select(one => lesson(one.Value)).Order().ToArray();
            var middle = lessons[lessons.Length / 2];
            foreach (var (key, value) in all)
            {
                if (lesson(value) <= middle)
                {
                    _ = all.TryRemove(key, out _);
                }
            }
        }
    }
}
