using Tollgate.Ledger.Records;

namespace Tollgate.Ledger.Journals;

/// <summary>Follows the journal of this run from its first record, behind the writers. Rows are not kept in memory: the journal is the queue.</summary>
internal sealed class JournalCursor(Journal journal, TextPool texts) : IDisposable
{
    private readonly Queue<long> _left = new();
    private FrameReader? _reader;
    private long _number;
    private long _at;

    /// <summary>How many records were passed.</summary>
    public long Passed { get; private set; }

    /// <summary>Segments in which a record could not be read; they are kept for the next start to look over.</summary>
    public long Unsound { get; private set; }

    /// <summary>Segments that were read to their end.</summary>
    public Queue<long> Left => _left;

    /// <summary>Reads what is there, at most so many records; `sent` records are passed over. False when nothing is left to read.</summary>
    public bool Read(List<JournalRecord> into, int most)
    {
        var before = Passed;
        while (into.Count < most && Enter())
        {
            var (end, isFinal) = journal.Extent(_number)!.Value;
            ReadSegment(into, most, end);
            if (_at < end)
            {
                break;
            }

            if (!isFinal || journal.After(_number) == 0)
            {
                break;
            }

            Leave();
        }

        return Passed > before;
    }

    /// <inheritdoc/>
    public void Dispose() => _reader?.Dispose();

    private void ReadSegment(List<JournalRecord> into, int most, long end)
    {
        while (into.Count < most && _at < end)
        {
            if (!_reader!.TryRead(_at, end, out var frame))
            {
                Unsound++;
                _at = end;
                return;
            }

            if (RecordFrame.Kind(frame) != RecordKind.Sent)
            {
                into.Add(RecordDecoding.Read(RecordFrame.Kind(frame), RecordFrame.Payload(frame), texts));
            }

            _at += frame.Length;
            Passed++;
        }
    }

    private bool Enter()
    {
        if (_reader is not null)
        {
            return true;
        }

        var next = journal.After(_number);
        if (next == 0)
        {
            return false;
        }

        _reader = new FrameReader(journal.OpenForReading(next));
        (_number, _at) = (next, JournalSegment.HeaderBytes);
        return true;
    }

    private void Leave()
    {
        _reader?.Dispose();
        _reader = null;
        if (Unsound == 0)
        {
            _left.Enqueue(_number);
        }
    }
}
