using Tollgate.Core;
using Tollgate.Ledger.Journals;
using Tollgate.Ledger.Records;

namespace Tollgate.Ledger;

/// <summary>
/// Brings what earlier runs left in the journal into the database. What was sent and never settled may have cost up to its bound:
/// it becomes a line without cost whose uncertainty is the bound, and its call a row that says it broke.
/// </summary>
internal sealed class JournalReplay(Journal journal, BatchWriter writer, TimeProvider time, TextPool texts)
{
    private const int BatchRecords = 500;

    private readonly Dictionary<(Guid RequestId, int Attempt), JournalRecord> _sent = [];
    private readonly Dictionary<Guid, JournalRecord> _calls = [];
    private readonly List<JournalRecord> _batch = [];
    private long _records;
    private long _lines;

    /// <summary>Replays everything; the files stay until <see cref="Journal.ReleaseEarlier"/>.</summary>
    public async Task<ReplayReport> RunAsync(CancellationToken ct)
    {
        foreach (var segment in journal.Earlier)
        {
            foreach (var range in segment.Sound)
            {
                await ReadAsync(segment.Number, range, ct);
            }
        }

        await WriteAsync(ct);
        _batch.AddRange(_sent.Values.Select(Unsettled));
        var unsettled = (await writer.WriteAsync(_batch, ct)).ToList();
        _batch.Clear();
        _batch.AddRange(_calls.Values.Select(Broken));
        await WriteAsync(ct);
        var damaged = journal.Earlier.Where(segment => segment.IsDamaged).Select(segment => segment.Number).ToList();
        return new ReplayReport(_records, _lines + unsettled.Count, unsettled, journal.TruncatedBytes, damaged, writer.Rejected);
    }

    private async Task ReadAsync(long number, Slice range, CancellationToken ct)
    {
        using var reader = new FrameReader(journal.OpenForReading(number));
        var at = (long)range.Start;
        while (TryRead(reader, ref at, range.End, out var record))
        {
            _records++;
            Note(record);
            if (record.Kind != RecordKind.Sent)
            {
                _batch.Add(record);
            }

            if (_batch.Count >= BatchRecords)
            {
                await WriteAsync(ct);
            }
        }
    }

    private bool TryRead(FrameReader reader, ref long at, long end, out JournalRecord record)
    {
        if (at >= end || !reader.TryRead(at, end, out var frame))
        {
            record = null!;
            return false;
        }

        record = RecordDecoding.Read(RecordFrame.Kind(frame), RecordFrame.Payload(frame), texts);
        at += frame.Length;
        return true;
    }

    private void Note(JournalRecord record)
    {
        if (record.Attempt is { } attempt)
        {
            var key = (record.Call.RequestId, attempt.Number);
            if (record.Kind == RecordKind.Sent)
            {
                _sent[key] = record;
            }
            else
            {
                _sent.Remove(key);
            }

            _calls[record.Call.RequestId] = record;
        }

        if (record.HasRequest)
        {
            _calls.Remove(record.Call.RequestId);
        }
    }

    private async Task WriteAsync(CancellationToken ct)
    {
        if (_batch.Count > 0)
        {
            _lines += (await writer.WriteAsync(_batch, ct)).Count;
            _batch.Clear();
        }
    }

    private JournalRecord Unsettled(JournalRecord sent)
    {
        var record = new JournalRecord(RecordKind.Settled, sent.Call) { Attempt = sent.Attempt };
        record.Settled = new SettledRecord(sent.Call, sent.Attempt!)
        {
            EndedAt = time.GetUtcNow(),
            Result = CallResult.Broken,
            Flags = LineFlags.Estimated | sent.Attempt!.Flags,
            Uncertain = sent.Attempt.Bound,
        };
        return record;
    }

    private JournalRecord Broken(JournalRecord last)
    {
        var record = new JournalRecord(RecordKind.Request, last.Call);
        record.Request = new RequestRecord(last.Call)
        {
            EndedAt = time.GetUtcNow(),
            Result = CallResult.Broken,
            Flags = LineFlags.Estimated | last.Attempt!.Flags,
            Provider = last.Attempt.Provider,
            Deployment = last.Attempt.Deployment,
            Model = last.Attempt.Model,
            Attempts = last.Attempt.Number,
        };
        return record;
    }
}
