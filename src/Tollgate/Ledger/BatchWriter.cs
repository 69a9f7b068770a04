using System.Data.Common;
using Microsoft.Extensions.Logging;
using Tollgate.Ledger.Records;
using Tollgate.Ledger.Seals;
using Tollgate.Storage;

namespace Tollgate.Ledger;

/// <summary>Writes batches until the database has taken them: a database that is away only makes the journal longer.</summary>
internal sealed class BatchWriter(DbDataSource source, IReadOnlyList<LedgerSink> sinks, IReadOnlyList<LedgerTap> taps, TimeProvider time, ILogger log, LedgerSeals? seals = null) : IAsyncDisposable
{
    private static readonly TimeSpan FirstDelay = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LongestDelay = TimeSpan.FromSeconds(5);

    private LedgerBatch? _batch;

    /// <summary>Why the last try failed; null after a success.</summary>
    public string? Fault { get; private set; }

    /// <summary>Batches that had to be tried again.</summary>
    public long Failures { get; private set; }

    /// <summary>Records that the database would not take by themselves.</summary>
    public long Rejected { get; private set; }

    /// <summary>Writes a batch; the lines that are new.</summary>
    public async Task<IReadOnlyList<SettledLine>> WriteAsync(IReadOnlyList<JournalRecord> records, CancellationToken ct)
    {
        var delay = FirstDelay;
        while (true)
        {
            try
            {
                return await WriteWholeOrSinglyAsync(records, ct);
            }
            catch (Exception fault) when (!ct.IsCancellationRequested)
            {
                await ForgetConnectionAsync();
                Failures++;
                Fault = fault is StorageException ? fault.Message : "The database does not take the ledger.";
                log.DatabaseAway(delay, fault);
            }

            await Task.Delay(delay, time, ct);
            delay = delay * 2 < LongestDelay ? delay * 2 : LongestDelay;
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync() => await ForgetConnectionAsync();

    private async Task<IReadOnlyList<SettledLine>> WriteWholeOrSinglyAsync(IReadOnlyList<JournalRecord> records, CancellationToken ct)
    {
        try
        {
            return await WriteOnceAsync(records, ct);
        }
        catch (StorageException fault) when (fault.IsConstraint && records.Count > 1)
        {
            // One record that no table takes must not hold up the others.
            await ForgetConnectionAsync();
        }

        var lines = new List<SettledLine>();
        foreach (var record in records)
        {
            try
            {
                lines.AddRange(await WriteOnceAsync([record], ct));
            }
            catch (StorageException fault) when (fault.IsConstraint)
            {
                await ForgetConnectionAsync();
                Rejected++;
                log.Rejected(record.Call.RequestId, fault);
            }
        }

        return lines;
    }

    private async Task<IReadOnlyList<SettledLine>> WriteOnceAsync(IReadOnlyList<JournalRecord> records, CancellationToken ct)
    {
        _batch ??= await LedgerBatch.OpenAsync(source, ct, seals);
        var lines = await _batch.WriteAsync(records, sinks, ct);
        for (var i = 0; i < taps.Count; i++)
        {
            taps[i](_batch.Rows);
        }

        if (Fault is not null)
        {
            Fault = null;
            log.DatabaseBack();
        }

        return lines;
    }

    private async Task ForgetConnectionAsync()
    {
        if (_batch is not null)
        {
            await _batch.DisposeAsync();
            _batch = null;
        }
    }
}
