using Tollgate.Ledger.Records;

namespace Tollgate.Ledger.Journals;

/// <summary>
/// The attempts whose end is not journalled yet, and the room kept for their ends. An attempt stays until both it is settled and its call's own
/// end is recorded, so that a crash in between still leaves a request row. The journal's lock guards it.
/// </summary>
internal sealed class OpenAttempts
{
    private readonly Dictionary<(Guid RequestId, int Attempt), OpenAttempt> _attempts = new(capacity: 1024);

    public int Count => _attempts.Count;

    /// <summary>Room kept in the journal.</summary>
    public long Reserved { get; private set; }

    /// <summary>The room that the end of a call can take at most, given the length of its `sent` record.</summary>
    public static int ReserveFor(int sentLength) => (2 * sentLength) + RecordEncoding.LargestSettlement + RecordEncoding.LargestRequest;

    public bool Has((Guid RequestId, int Attempt) key) => _attempts.ContainsKey(key);

    public void Add((Guid RequestId, int Attempt) key, long segment, long at, int length)
    {
        var reserve = ReserveFor(length);
        _attempts[key] = new OpenAttempt(segment, at, length, reserve);
        Reserved += reserve;
    }

    /// <summary>The attempt's end took so many bytes of its room.</summary>
    public void Settle((Guid RequestId, int Attempt) key, int written)
    {
        if (!_attempts.TryGetValue(key, out var attempt))
        {
            return;
        }

        if (attempt.IsCallRecorded)
        {
            Remove(key, attempt);
            return;
        }

        var used = Math.Min(written, attempt.Reserve);
        Reserved -= used;
        _attempts[key] = attempt with { IsSettled = true, Reserve = attempt.Reserve - used };
    }

    /// <summary>The call's own end is recorded.</summary>
    public void EndCall(Guid requestId, int attempts)
    {
        for (var number = 1; number <= attempts; number++)
        {
            var key = (requestId, number);
            if (!_attempts.TryGetValue(key, out var attempt))
            {
                continue;
            }

            if (attempt.IsSettled)
            {
                Remove(key, attempt);
            }
            else
            {
                _attempts[key] = attempt with { IsCallRecorded = true };
            }
        }
    }

    /// <summary>The attempts whose `sent` record lies in a segment.</summary>
    public List<((Guid RequestId, int Attempt) Key, OpenAttempt Attempt)> In(long segment)
    {
        var found = new List<((Guid, int), OpenAttempt)>();
        foreach (var (key, attempt) in _attempts)
        {
            if (attempt.Segment == segment)
            {
                found.Add((key, attempt));
            }
        }

        return found;
    }

    /// <summary>The `sent` record was written again at another place.</summary>
    public void Move((Guid RequestId, int Attempt) key, long segment, long at)
    {
        if (_attempts.TryGetValue(key, out var attempt))
        {
            _attempts[key] = attempt with { Segment = segment, At = at };
        }
    }

    private void Remove((Guid RequestId, int Attempt) key, OpenAttempt attempt)
    {
        Reserved -= attempt.Reserve;
        _attempts.Remove(key);
    }
}
