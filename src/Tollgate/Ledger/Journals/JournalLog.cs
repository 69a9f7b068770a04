using Tollgate.Core;
using Tollgate.Ledger.Records;

namespace Tollgate.Ledger.Journals;

/// <summary>What the journal guards with its one lock: the segments, the attempts that are out, and the bytes no flush has confirmed.</summary>
internal sealed class JournalLog(JournalOptions options, IJournalFolder folder, SegmentChain chain)
{
    // Below this much free room the next call may be refused, and readiness says so.
    private const int LeastRoom = 4 * RecordFrame.LargestRecord;

    private readonly Lock _gate = new();
    private readonly Lock _flushGate = new();
    private readonly UnsyncedBytes _unsynced = new();
    private readonly OpenAttempts _open = new();
    private readonly List<JournalSegment> _flushing = [];
    private long _records;
    private string? _fault;
    private bool _isClosed;

    /// <summary>How many records this run appended.</summary>
    public long Records => Volatile.Read(ref _records);

    /// <summary>Writes a `sent` record, if the end of its call has room too.</summary>
    public Refusal? Admit(ReadOnlySpan<byte> frame, (Guid RequestId, int Attempt) key)
    {
        var needed = OpenAttempts.ReserveFor(frame.Length) + frame.Length;
        lock (_gate)
        {
            if (_isClosed || _fault is not null || _unsynced.Count > UnsyncedBytes.Most || !chain.EnsureRoom(_open.Reserved + needed)
                || !Write(frame, out var segment, out var at))
            {
                return Refuse();
            }

            _open.Add(key, segment, at, frame.Length);
            return null;
        }
    }

    /// <summary>Writes the end of an attempt, of a call, or of both. The end of a call that was sent has its room; anything else must not take it away.</summary>
    public bool TryEnd(ReadOnlySpan<byte> frame, RecordKind kind, (Guid RequestId, int Attempt) key, int attempts)
    {
        lock (_gate)
        {
            if (_isClosed || (!_open.Has(key) && !chain.EnsureRoom(_open.Reserved + frame.Length)) || !Write(frame, out _, out _))
            {
                return false;
            }

            if (kind != RecordKind.Request)
            {
                _open.Settle(key, frame.Length);
            }

            _open.EndCall(key.RequestId, attempts);
            return true;
        }
    }

    /// <summary>Forces everything appended so far to the disk; false when the disk cannot.</summary>
    public bool Flush()
    {
        if (options.Fsync == JournalSync.Off)
        {
            return true;
        }

        lock (_flushGate)
        {
            // A failed flush writes to a new segment, which needs a flush of its own; a disk that fails that often is given up.
            for (var round = 0; round < 3; round++)
            {
                if (FlushOnce())
                {
                    return true;
                }
            }

            return false;
        }
    }

    /// <summary>Has a spare segment made before it is needed.</summary>
    public void PrepareSpare()
    {
        lock (_gate)
        {
            if (!_isClosed && !chain.HasSpare && chain.TryGrow() && chain.Current is null)
            {
                _ = chain.MoveOn();
            }
        }
    }

    /// <summary>Writes the `sent` records of a full segment again, for the calls that are still out. False when there is no room.</summary>
    public bool CarryOver(long number)
    {
        lock (_gate)
        {
            var open = _open.In(number);
            if (open.Count == 0)
            {
                return true;
            }

            using var file = folder.Open(number, canWrite: false);
            return chain.EnsureRoom(_open.Reserved + open.Sum(entry => entry.Attempt.Length)) && open.TrueForAll(entry => CarryOver(file, entry.Key, entry.Attempt));
        }
    }

    /// <summary>Deletes a full segment.</summary>
    public void Delete(long number)
    {
        lock (_gate)
        {
            chain.Delete(number);
        }
    }

    /// <summary>The files of earlier runs are gone.</summary>
    public void ForgetEarlier(long bytes)
    {
        lock (_gate)
        {
            chain.ForgetEarlier(bytes);
        }
    }

    /// <summary>Where the records of a segment end so far, and whether more can come; null when it is gone.</summary>
    public (long Length, bool IsFinal)? Extent(long number)
    {
        lock (_gate)
        {
            return chain.Extent(number);
        }
    }

    /// <summary>The oldest segment of this run after a number; 0 when there is none.</summary>
    public long After(long number)
    {
        lock (_gate)
        {
            return chain.After(number);
        }
    }

    /// <summary>The journal as /health shows it.</summary>
    public JournalHealth Health()
    {
        var quarantined = folder.ListQuarantined();
        lock (_gate)
        {
            var (state, sentence) = State();
            return new JournalHealth(state, sentence, chain.Count, chain.Bytes, options.MaxBytes, _open.Reserved, _open.Count, _unsynced.Count, _records, quarantined);
        }
    }

    /// <summary>Why nothing is sent now.</summary>
    public Refusal Refuse()
    {
        lock (_gate)
        {
            var (state, sentence) = State();
            var (code, message) = state is JournalState.Full or JournalState.DiskFull
                ? (RefusalCode.JournalFull, "The journal has no room, so nothing new is sent.")
                : (RefusalCode.NotReady, "The gateway cannot record calls, so nothing new is sent.");
            return new Refusal(code, message) { Help = sentence, Step = "send", Rule = "journal", RetryAfter = TimeSpan.FromSeconds(5) };
        }
    }

    /// <summary>Closes all files. When the database holds every record and no call is out, nothing is left behind.</summary>
    public void Close(bool isDrained)
    {
        _ = Flush();
        lock (_gate)
        {
            if (!_isClosed)
            {
                _isClosed = true;
                chain.Close(isDrained && _open.Count == 0);
            }
        }
    }

    /// <summary>One write, and a copy for the case that its flush fails.</summary>
    private bool Write(ReadOnlySpan<byte> frame, out long segment, out long at)
    {
        var isWritten = chain.TryWrite(frame, out var place, out at);
        segment = isWritten ? place.Number : 0;
        if (isWritten)
        {
            _records++;
            if (options.Fsync != JournalSync.Off)
            {
                _unsynced.Add(frame);
            }
        }

        return isWritten;
    }

    private bool FlushOnce()
    {
        lock (_gate)
        {
            _flushing.Clear();
            chain.TakeDirty(_flushing);
            _unsynced.BeginFlush();
        }

        foreach (var segment in _flushing)
        {
            try
            {
                segment.File.Flush();
            }
            catch (IOException fault)
            {
                Salvage(segment, fault);
                return false;
            }
        }

        lock (_gate)
        {
            _unsynced.EndFlush();
        }

        return true;
    }

    /// <summary>A flush failed: its file is left as it is, and everything that no flush has confirmed is written again elsewhere.</summary>
    private void Salvage(JournalSegment segment, IOException fault)
    {
        lock (_gate)
        {
            _fault = $"The disk failed to keep the journal ({fault.Message}). What was not safe was written again; check the disk, then restart.";
            segment.IsBroken = true;
            segment.IsFlushBroken = true;
            foreach (var frame in _unsynced.TakeAll())
            {
                if (Write(frame, out var number, out var at) && RecordFrame.Kind(frame) == RecordKind.Sent)
                {
                    _open.Move(RecordDecoding.ReadKey(RecordFrame.Payload(frame)), number, at);
                }
            }
        }
    }

    private bool CarryOver(IJournalFile file, (Guid RequestId, int Attempt) key, OpenAttempt attempt)
    {
        var frame = new byte[attempt.Length];
        if (file.Read(frame, attempt.At) < frame.Length || RecordFrame.Check(frame) != frame.Length || !Write(frame, out var segment, out var at))
        {
            return false;
        }

        _open.Move(key, segment, at);
        return true;
    }

    private (JournalState State, string? Sentence) State()
    {
        if (_isClosed)
        {
            return (JournalState.Closed, "The gateway is stopping.");
        }

        if (_fault is not null)
        {
            return (JournalState.Failed, _fault);
        }

        if (_unsynced.Count > UnsyncedBytes.Most)
        {
            return (JournalState.Failed, "The disk does not keep up with the journal.");
        }

        return chain.GrowthFault is { } growth && chain.Room - _open.Reserved < LeastRoom ? growth : (JournalState.Ready, null);
    }
}
