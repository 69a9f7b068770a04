using Tollgate.Core;
using Tollgate.Ledger.Records;

namespace Tollgate.Ledger.Journals;

/// <summary>
/// The append-only log that every call passes: `sent` before the first upstream byte, `settled` before the client's end. An append returns after
/// write(2) returned, so the death of the process loses nothing; one background thread forces groups to the disk.
/// A `sent` record is taken only with room for the end of its call, so that what was sent can always be settled.
/// </summary>
internal sealed class Journal : IDisposable
{
    private readonly IJournalFolder _folder;
    private readonly JournalLog _log;
    private readonly JournalFlusher _flusher;
    private readonly bool _flushesEach;

    private Journal(JournalOptions options, IJournalFolder folder, IReadOnlyList<SegmentScan> earlier)
    {
        _folder = folder;
        _flushesEach = options.Fsync == JournalSync.Each;
        Earlier = earlier;
        var first = earlier.Count == 0 ? 1 : earlier[^1].Number + 1;
        var chain = new SegmentChain(folder, options, first, earlier.Sum(segment => segment.Length));
        _ = chain.MoveOn();
        _log = new JournalLog(options, folder, chain);
        _flusher = new JournalFlusher(_log, options);
    }

    /// <summary>Segments of earlier runs, oldest first, until the database holds them.</summary>
    public IReadOnlyList<SegmentScan> Earlier { get; private set; }

    /// <summary>Bytes of a torn end that were cut off at the start.</summary>
    public long TruncatedBytes { get; private init; }

    /// <summary>Set when a record was appended; for the one reader.</summary>
    public JournalSignal Appended { get; } = new();

    /// <summary>How many records this run appended.</summary>
    public long Records => _log.Records;

    /// <summary>Opens the journal: checks what earlier runs left, cuts a torn end, and starts a new segment.</summary>
    public static Journal Open(JournalOptions options, IJournalFolder? folder = null)
    {
        var place = folder ?? new DiskJournalFolder(options.Folder);
        var (earlier, truncated) = JournalOpening.Scan(place);
        var segment = (int)Math.Min(options.SegmentBytes, options.MaxBytes / 4);
        var journal = new Journal(options with { SegmentBytes = segment }, place, earlier) { TruncatedBytes = truncated };
        journal._flusher.Start();
        return journal;
    }

    /// <summary>Records that an attempt is about to be sent, and keeps room for its end; a refusal means that it must not be sent.</summary>
    public Refusal? AppendSent(in SentRecord record)
    {
        Failpoint.Hit(Failpoint.BeforeSent);
        var frame = new FieldWriter(RecordFrame.HeaderBytes);
        try
        {
            RecordEncoding.Write(ref frame, record.Call);
            RecordEncoding.Write(ref frame, record.Attempt);
            RecordFrame.Seal(frame.Written, RecordKind.Sent);
            if (_log.Admit(frame.Written, (record.Call.RequestId, record.Attempt.Number)) is { } refusal)
            {
                return refusal;
            }
        }
        finally
        {
            frame.Dispose();
        }

        if (!AfterAppend())
        {
            return _log.Refuse();
        }

        Failpoint.Hit(Failpoint.AfterSent);
        return null;
    }

    /// <summary>Records the end of an attempt after which the call goes on. False: not recorded, the attempt counts as sent and never ended.</summary>
    public bool AppendSettled(in SettledRecord settled)
    {
        var frame = new FieldWriter(RecordFrame.HeaderBytes);
        try
        {
            RecordEncoding.Write(ref frame, settled.Call);
            RecordEncoding.Write(ref frame, settled.Attempt);
            RecordEncoding.Write(ref frame, settled);
            return AppendEnd(frame.Written, RecordKind.Settled, (settled.Call.RequestId, settled.Attempt.Number), attempts: 0);
        }
        finally
        {
            frame.Dispose();
        }
    }

    /// <summary>Records the end of the last attempt and of the call in one write. False: not recorded, the client must not see the end.</summary>
    public bool AppendSettled(in SettledRecord settled, in RequestRecord request)
    {
        var frame = new FieldWriter(RecordFrame.HeaderBytes);
        try
        {
            RecordEncoding.Write(ref frame, settled.Call);
            RecordEncoding.Write(ref frame, settled.Attempt);
            RecordEncoding.Write(ref frame, settled);
            RecordEncoding.Write(ref frame, request);
            return AppendEnd(
                frame.Written, RecordKind.Finished, (settled.Call.RequestId, settled.Attempt.Number), Math.Max(request.Attempts, settled.Attempt.Number));
        }
        finally
        {
            frame.Dispose();
        }
    }

    /// <summary>Records a call that ended without an open attempt: a refusal, a cache hit. False when there was no room to say so.</summary>
    public bool AppendRequest(in RequestRecord request)
    {
        var frame = new FieldWriter(RecordFrame.HeaderBytes);
        try
        {
            RecordEncoding.Write(ref frame, request.Call);
            RecordEncoding.Write(ref frame, request);
            return AppendEnd(frame.Written, RecordKind.Request, (request.Call.RequestId, request.Attempts), request.Attempts);
        }
        finally
        {
            frame.Dispose();
        }
    }

    /// <summary>The journal as /health shows it.</summary>
    public JournalHealth Health() => _log.Health();

    /// <summary>Forces everything appended so far to the disk; false when the disk cannot.</summary>
    public bool Flush() => _log.Flush();

    /// <summary>Where the records of a segment of this run end so far, and whether more can come; null when it is gone.</summary>
    public (long Length, bool IsFinal)? Extent(long number) => _log.Extent(number);

    /// <summary>The oldest segment of this run after a number; 0 when there is none.</summary>
    public long After(long number) => _log.After(number);

    /// <summary>Opens a segment for reading.</summary>
    public IJournalFile OpenForReading(long number) => _folder.Open(number, canWrite: false);

    /// <summary>
    /// The database holds everything in a full segment: calls that are still out are written again to the newest segment, then the file is deleted.
    /// False when there is no room to do so yet.
    /// </summary>
    public bool Release(long number)
    {
        if (!_log.CarryOver(number) || !_log.Flush())
        {
            return false;
        }

        _log.Delete(number);
        _log.PrepareSpare();
        return true;
    }

    /// <summary>The database holds everything that earlier runs left: their files are deleted, damaged ones set aside.</summary>
    public void ReleaseEarlier()
    {
        foreach (var segment in Earlier)
        {
            if (segment.IsDamaged)
            {
                _folder.Quarantine(segment.Number);
            }
            else
            {
                _folder.Delete(segment.Number);
            }
        }

        _log.ForgetEarlier(Earlier.Sum(segment => segment.Length));
        Earlier = [];
    }

    /// <summary>Closes the journal. When the database holds every record and no call is out, nothing is left behind.</summary>
    public void Close(bool isDrained)
    {
        _flusher.Stop();
        _log.Close(isDrained);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Close(isDrained: false);
        _flusher.Dispose();
        Appended.Dispose();
    }

    private bool AppendEnd(Span<byte> frame, RecordKind kind, (Guid RequestId, int Attempt) key, int attempts)
    {
        Failpoint.Hit(Failpoint.BeforeSettled);
        RecordFrame.Seal(frame, kind);
        if (!_log.TryEnd(frame, kind, key, attempts))
        {
            return false;
        }

        var isKept = AfterAppend();
        Failpoint.Hit(Failpoint.AfterSettled);
        return isKept;
    }

    private bool AfterAppend()
    {
        Appended.Set();
        if (_flushesEach)
        {
            return _log.Flush();
        }

        _flusher.Wake();
        return true;
    }
}
