using System.Data.Common;
using Microsoft.Extensions.Logging;
using Tollgate.Ledger.Journals;
using Tollgate.Ledger.Records;
using Tollgate.Ledger.Seals;

namespace Tollgate.Ledger;

/// <summary>
/// The one reader of the journal: carries records into the database in batches, then lets their segments go. Whatever it has not written yet
/// is on the disk, not in memory. Order of use: <see cref="ReplayAsync"/>, <see cref="Start"/>, and dispose to drain.
/// </summary>
internal sealed class LedgerWriter : IAsyncDisposable
{
    private const int BatchRecords = 500;

    // Long enough to fill a batch under load; whoever reads the ledger cuts it short. A commit costs as much as thirty rows.
    private static readonly TimeSpan Gather = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan DrainPatience = TimeSpan.FromSeconds(10);

    private readonly Journal _journal;
    private readonly LiveFeed _feed;
    private readonly TimeProvider _time;
    private readonly ILogger _log;
    private readonly LedgerSeals? _seals;
    private readonly TextPool _texts = new();
    private readonly BatchWriter _writer;
    private readonly JournalCursor _cursor;
    private readonly CatchUpQueue _waiting = new();
    private readonly List<JournalRecord> _batch = [];
    private readonly CancellationTokenSource _stop = new();
    private Task _loop = Task.CompletedTask;
    private long _written;
    private long _behindSince;
    private bool _isDisposed;

    public LedgerWriter(Journal journal, DbDataSource source, IEnumerable<LedgerSink> sinks, LiveFeed feed, TimeProvider time, ILogger<LedgerWriter> log, IEnumerable<LedgerTap>? taps = null, LedgerSeals? seals = null)
    {
        _seals = seals;
        _journal = journal;
        _feed = feed;
        _time = time;
        _log = log;
        _writer = new BatchWriter(source, [.. sinks], [.. taps ?? []], time, log, seals);
        _cursor = new JournalCursor(journal, _texts);
    }

    /// <summary>Brings what earlier runs left into the database; done before the first call is served.</summary>
    public async Task<ReplayReport> ReplayAsync(CancellationToken ct)
    {
        if (_journal.Earlier.Count == 0)
        {
            return ReplayReport.Empty;
        }

        _seals?.IsReplay = true;
        var report = await new JournalReplay(_journal, _writer, _time, _texts).RunAsync(ct);
        _seals?.IsReplay = false;
        Tell(report);
        if (_writer.Rejected == 0)
        {
            _journal.ReleaseEarlier();
        }

        return report;
    }

    /// <summary>Starts following the journal.</summary>
    public void Start() => _loop = WriterThread.RunAsync("ledger writer", () => RunAsync(_stop.Token));

    /// <summary>Waits until the database holds everything appended so far; false when it does not within the time.</summary>
    public Task<bool> CatchUpAsync(TimeSpan patience, CancellationToken ct)
    {
        var target = _journal.Records;
        return Volatile.Read(ref _written) >= target ? Task.FromResult(true) : _waiting.WaitAsync(target, () => Volatile.Read(ref _written), patience, ct);
    }

    /// <summary>How far the database is behind.</summary>
    public LedgerHealth Health()
    {
        var written = Volatile.Read(ref _written);
        var pending = Math.Max(0, _journal.Records - written);
        var since = Volatile.Read(ref _behindSince);
        var lag = pending == 0 || since == 0 ? TimeSpan.Zero : _time.GetElapsedTime(since);
        var fault = _loop.IsFaulted ? $"The ledger's writer has stopped ({_loop.Exception.InnerException!.Message}): restart the gateway." : _writer.Fault;
        var sentence = fault is null ? null : $"{fault} Calls go on and are kept in the journal.";
        return new LedgerHealth(sentence is null, sentence, pending, lag, written, _writer.Failures, _writer.Rejected);
    }

    /// <summary>Writes what is left, as long as the database takes it, and closes the journal.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_isDisposed)
        {
            return;
        }

        _isDisposed = true;
        if (!_loop.IsCompleted)
        {
            _ = await CatchUpAsync(DrainPatience, CancellationToken.None);
        }

        await _stop.CancelAsync();
        try
        {
            await _loop;
        }
        catch (OperationCanceledException)
        {
            // How the loop ends.
        }

        _cursor.Dispose();
        await _writer.DisposeAsync();
        var isDrained = Volatile.Read(ref _written) == _journal.Records && _writer.Rejected == 0 && _cursor.Unsound == 0;
        _journal.Close(isDrained);
        _stop.Dispose();
        _waiting.Dispose();
    }

    private async Task RunAsync(CancellationToken ct)
    {
        while (true)
        {
            await _journal.Appended.WaitAsync(ct);
            Volatile.Write(ref _behindSince, _time.GetTimestamp());
            await _waiting.GatherAsync(Gather, ct);
            while (_cursor.Read(_batch, BatchRecords))
            {
                await WriteAsync(ct);
                Release();
                Volatile.Write(ref _behindSince, _time.GetTimestamp());
            }
        }
    }

    private async Task WriteAsync(CancellationToken ct)
    {
        if (_batch.Count > 0)
        {
            _ = await _writer.WriteAsync(_batch, ct);
            Failpoint.Hit(Failpoint.AfterCommit);
            Publish();
            _batch.Clear();
        }

        Volatile.Write(ref _written, _cursor.Passed);
        _waiting.Reached(_cursor.Passed);
    }

    private void Release()
    {
        while (_writer.Rejected == 0 && _cursor.Left.TryPeek(out var number) && _journal.Release(number))
        {
            _ = _cursor.Left.Dequeue();
        }
    }

    private void Publish()
    {
        if (!_feed.HasListeners)
        {
            return;
        }

        foreach (var record in _batch)
        {
            if (record.HasRequest)
            {
                _feed.Publish(LiveCall.Of(record));
            }
        }
    }

    private void Tell(ReplayReport report)
    {
        _log.Replayed(report.Records, report.Lines, report.Unsettled.Count);
        if (report.TruncatedBytes > 0)
        {
            _log.Truncated(report.TruncatedBytes);
        }

        foreach (var number in report.Quarantined)
        {
            _log.Quarantined(number);
        }
    }
}
