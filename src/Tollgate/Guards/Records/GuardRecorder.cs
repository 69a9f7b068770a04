using System.Data.Common;
using Microsoft.Extensions.Logging;
using Tollgate.Alerts;
using Tollgate.Audit;
using Tollgate.Guards.Quarantines;

namespace Tollgate.Guards.Records;

/// <summary>Writes reports behind the line: findings into their table, what was done into the audit log, and tells people. One loop for the process.</summary>
internal sealed class GuardRecorder(GuardDesk desk, GuardEventStore events, AuditLog audit, AlertDesk alerts, DbDataSource source, TimeProvider time, ILogger<GuardRecorder> log)
{
    private const int Batch = 256;
    private static readonly TimeSpan SweepEvery = TimeSpan.FromHours(1);
    private readonly List<GuardReport> _batch = new(Batch);

    /// <summary>Runs until the gateway stops; what waits then is still written.</summary>
    public async Task RunAsync(CancellationToken ct)
    {
        var sweepAt = time.GetUtcNow();
        while (!ct.IsCancellationRequested)
        {
            try
            {
                if (time.GetUtcNow() >= sweepAt)
                {
                    sweepAt = time.GetUtcNow() + SweepEvery;
                    await events.SweepAsync(ct);
                }

                await desk.Reports.WaitToReadAsync(ct);
                await WriteWaitingAsync(ct);
            }
            catch (OperationCanceledException)
            {
                break;
            }
            catch (DbException fault)
            {
                GuardLog.NotWritten(log, fault);
            }
        }

        await WriteWaitingAsync(CancellationToken.None);
    }

    private async Task WriteWaitingAsync(CancellationToken ct)
    {
        while (desk.Reports.TryRead(out var report))
        {
            _batch.Add(report);
            if (_batch.Count == Batch)
            {
                await WriteAsync(ct);
            }
        }

        await WriteAsync(ct);
    }

    private async Task WriteAsync(CancellationToken ct)
    {
        if (_batch.Count == 0)
        {
            return;
        }

        await using (var connection = await source.OpenConnectionAsync(ct))
        {
            await using var transaction = await connection.BeginTransactionAsync(ct);
            foreach (var report in _batch)
            {
                await events.AddAsync(connection, report, ct);
                if (report.Quarantine is { } entry)
                {
                    await QuarantineStore.AddAsync(connection, entry, ct);
                }

                if (report.IsAudited)
                {
                    await audit.AppendAsync(connection, GuardAudit.Of(report), ct);
                }
            }

            await transaction.CommitAsync(ct);
        }

        // Written is written: an alert that cannot be raised is no reason to write again.
        GuardReport[] written = [.. _batch];
        _batch.Clear();
        foreach (var report in written)
        {
            if (GuardAlerts.Of(report) is { } fact)
            {
                await alerts.RaiseAsync(fact, ct);
            }
        }
    }
}
