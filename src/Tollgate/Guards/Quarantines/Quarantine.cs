using System.Collections.Concurrent;
using Tollgate.Core;
using Tollgate.Guards.Policies;
using Tollgate.Guards.Scanning;

namespace Tollgate.Guards.Quarantines;

/// <summary>Which keys and sessions are shut out; in force at once, and kept by the store. Costs one comparison while there are none.</summary>
internal sealed class Quarantine(GuardOptions options, TimeProvider time)
{
    private readonly ConcurrentDictionary<(Guid Key, string? Session), QuarantineEntry> _entries = new();

    /// <summary>Why a call may not go on; null when it may.</summary>
    public Refusal? Judge(in GuardedCall call)
    {
        if (_entries.IsEmpty)
        {
            return null;
        }

        return Find(call.Caller.KeyId, null) ?? (call.Attribution.Session is { } session ? Find(call.Caller.KeyId, session) : null);
    }

    /// <summary>Shuts out the session of a call (its key without one), or the key for good.</summary>
    public QuarantineEntry Begin(in GuardedCall call, GuardHit hit, GuardAction action)
    {
        var now = time.GetUtcNow();
        var entry = new QuarantineEntry
        {
            Id = Ids.New(time),
            OrganizationId = call.Caller.OrganizationId,
            KeyId = call.Caller.KeyId,
            KeyName = call.Caller.KeyName,
            Session = action == GuardAction.Kill ? null : call.Attribution.Session,
            Rule = hit.Finding.Rule.Id,
            RequestId = call.RequestId,
            BeganAt = now,
            EndsAt = action == GuardAction.Kill ? null : now + options.QuarantineFor,
        };
        Add(entry);
        return entry;
    }

    /// <summary>Puts an entry in force.</summary>
    public void Add(QuarantineEntry entry) => _entries[(entry.KeyId, entry.Session)] = entry;

    /// <summary>Ends an entry.</summary>
    public void Lift(QuarantineEntry entry) => _entries.TryRemove((entry.KeyId, entry.Session), out _);

    private Refusal? Find(Guid key, string? session)
    {
        if (!_entries.TryGetValue((key, session), out var entry))
        {
            return null;
        }

        if (entry.EndsAt is { } end && end <= time.GetUtcNow())
        {
            Lift(entry);
            return null;
        }

        return new Refusal(RefusalCode.SecurityViolation, $"The {(session is null ? "key" : "session")} is in quarantine since call {entry.RequestId} ({entry.Rule}).")
        {
            Step = GuardRefusals.Step,
            Rule = entry.Rule,
            ResetsAt = entry.EndsAt,
            Help = $"An administrator lifts it: `tollgate guards release {entry.Id}`.",
        };
    }
}
