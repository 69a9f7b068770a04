using System.Globalization;

namespace Tollgate.Ledger.Journals;

/// <summary>
/// The segments of this run: the one being written, spare ones with their room allocated in advance, and full ones that the database does not
/// hold yet. Not safe for several threads: the journal's lock guards it.
/// </summary>
internal sealed class SegmentChain(IJournalFolder folder, JournalOptions options, long firstNumber, long earlierBytes) : IDisposable
{
    private readonly Queue<JournalSegment> _spares = new();
    private readonly List<JournalSegment> _retired = [];
    private readonly List<long> _undeleted = [];
    private long _nextNumber = firstNumber;
    private long _earlierBytes = earlierBytes;

    /// <summary>The segment being written; null while the disk gives none.</summary>
    public JournalSegment? Current { get; private set; }

    /// <summary>Full segments, oldest first.</summary>
    public IReadOnlyList<JournalSegment> Retired => _retired;

    /// <summary>Whether a spare segment waits.</summary>
    public bool HasSpare => _spares.Count > 0;

    public int Count => _retired.Count + _spares.Count + (Current is null ? 0 : 1);

    /// <summary>Allocated bytes, those of earlier runs included.</summary>
    public long Bytes => _earlierBytes + ((Count + _undeleted.Count) * (long)options.SegmentBytes);

    /// <summary>Why the last attempt to grow failed; null after a success.</summary>
    public (JournalState State, string Sentence)? GrowthFault { get; private set; }

    /// <summary>Bytes that can surely be written without asking the disk for more.</summary>
    public long Room
    {
        get
        {
            var room = Current is { IsBroken: false } current ? current.SurelyUsable : 0;
            foreach (var spare in _spares)
            {
                room += spare.SurelyUsable;
            }

            return room;
        }
    }

    /// <summary>Writes a record to the current segment, moving on to the next when it is full or broken.</summary>
    public bool TryWrite(ReadOnlySpan<byte> frame, out JournalSegment segment, out long at)
    {
        for (var tries = 0; tries < 3; tries++)
        {
            if ((Current is null || Current.IsBroken || Current.Remaining < frame.Length) && !MoveOn())
            {
                break;
            }

            segment = Current!;
            at = segment.Length;
            if (TryWrite(segment, frame))
            {
                return true;
            }
        }

        (segment, at) = (null!, 0);
        return false;
    }

    /// <summary>Makes sure of so many bytes of room; false when the bound or the disk is in the way.</summary>
    public bool EnsureRoom(long bytes)
    {
        while (Room < bytes)
        {
            if (!TryGrow())
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Makes one spare segment.</summary>
    public bool TryGrow()
    {
        DeleteLeft();
        if (Bytes + options.SegmentBytes > options.MaxBytes && Count > 0)
        {
            GrowthFault = (JournalState.Full, string.Create(CultureInfo.InvariantCulture,
                $"The journal has reached journal.max_bytes ({options.MaxBytes} bytes): the database has not taken its records. Repair the database, or raise the setting."));
            return false;
        }

        try
        {
            var file = folder.Create(_nextNumber, options.SegmentBytes);
            var segment = new JournalSegment(_nextNumber++, file, options.SegmentBytes);
            file.Write(JournalSegment.Header, 0);
            _spares.Enqueue(segment);
            GrowthFault = null;
            return true;
        }
        catch (IOException fault)
        {
            GrowthFault = (JournalState.DiskFull, $"The journal cannot make another segment: {fault.Message} Free disk space, or make the folder writable.");
            return false;
        }
    }

    /// <summary>Leaves the current segment for a spare one.</summary>
    public bool MoveOn()
    {
        if (_spares.Count == 0 && !TryGrow())
        {
            return false;
        }

        RetireCurrent();
        Current = _spares.Dequeue();
        Failpoint.Hit(Failpoint.AtRotation);
        return true;
    }

    /// <summary>Takes all segments that need a flush; from here on they count as clean.</summary>
    public void TakeDirty(List<JournalSegment> into)
    {
        foreach (var segment in _retired)
        {
            Take(segment, into);
        }

        if (Current is not null)
        {
            Take(Current, into);
        }
    }

    /// <summary>Where the records of a segment end so far, and whether more can come.</summary>
    public (long Length, bool IsFinal)? Extent(long number)
    {
        if (Current?.Number == number)
        {
            return (Current.Length, false);
        }

        var index = _retired.FindIndex(segment => segment.Number == number);
        return index < 0 ? null : (_retired[index].Length, true);
    }

    /// <summary>The oldest segment after a number that has been written to; 0 when there is none.</summary>
    public long After(long number)
    {
        foreach (var segment in _retired)
        {
            if (segment.Number > number)
            {
                return segment.Number;
            }
        }

        return Current is { } current && current.Number > number ? current.Number : 0;
    }

    /// <summary>Forgets a full segment and deletes its file, later if the folder does not let it go now.</summary>
    public void Delete(long number)
    {
        var index = _retired.FindIndex(segment => segment.Number == number);
        if (index >= 0)
        {
            _retired[index].Dispose();
            _retired.RemoveAt(index);
            _undeleted.Add(number);
        }

        DeleteLeft();
    }

    /// <summary>Gives back the bytes of a segment of an earlier run.</summary>
    public void ForgetEarlier(long bytes) => _earlierBytes -= bytes;

    /// <summary>Closes all files; those without a record, or with none that is still needed, are deleted.</summary>
    public void Close(bool isDrained)
    {
        foreach (var spare in _spares)
        {
            spare.Dispose();
            _undeleted.Add(spare.Number);
        }

        _spares.Clear();
        DeleteLeft();
        if (isDrained)
        {
            RetireCurrent();
            foreach (var number in _retired.ConvertAll(segment => segment.Number))
            {
                Delete(number);
            }
        }

        Dispose();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Current?.Dispose();
        foreach (var segment in _retired.Concat(_spares))
        {
            segment.Dispose();
        }
    }

    private void DeleteLeft() => _undeleted.RemoveAll(TryDelete);

    private bool TryDelete(long number)
    {
        try
        {
            folder.Delete(number);
            return true;
        }
        catch (IOException)
        {
            // A folder that is read-only for now. Should the process end before, the next start finds nothing new in the file.
            return false;
        }
    }

    private static void Take(JournalSegment segment, List<JournalSegment> into)
    {
        if (segment is { IsDirty: true, IsFlushBroken: false })
        {
            segment.IsDirty = false;
            into.Add(segment);
        }
    }

    private void RetireCurrent()
    {
        if (Current is not null)
        {
            _retired.Add(Current);
            Current = null;
        }
    }

    private static bool TryWrite(JournalSegment segment, ReadOnlySpan<byte> frame)
    {
        try
        {
            segment.File.Write(frame, segment.Length);
            segment.Length += frame.Length;
            segment.IsDirty = true;
            return true;
        }
        catch (IOException)
        {
            segment.IsBroken = true;
            CutTornEnd(segment);
            return false;
        }
    }

    /// <summary>A write that failed may have left bytes; a scan would take them for damage.</summary>
    private static void CutTornEnd(JournalSegment segment)
    {
        try
        {
            segment.File.Truncate(segment.Length);
        }
        catch (IOException)
        {
            // The same disk that refused the write; the scan at the next start reports what is left.
        }
    }
}
