using System.Data.Common;
using Microsoft.Extensions.Logging;
using Tollgate.Guards.Records;

namespace Tollgate.Guards.Anomalies;

/// <summary>Reads pasts behind the line, one after the other.</summary>
internal sealed class PastReader(AnomalyGuard guard, ReadPast read, TimeProvider time, ILogger<PastReader> log)
{
    /// <summary>Runs until the gateway stops.</summary>
    public async Task RunAsync(CancellationToken ct)
    {
        try
        {
            await foreach (var present in guard.Unread.ReadAllAsync(ct))
            {
                await ReadAsync(present, ct);
            }
        }
        catch (OperationCanceledException)
        {
            // The gateway stops.
        }
    }

    /// <summary>Reads the past of one.</summary>
    public async Task ReadAsync(Present present, CancellationToken ct)
    {
        try
        {
            var now = time.GetUtcNow();
            var hour = Present.HourOf(now);
            var rows = await read(present.OrganizationId, present.PrincipalId, hour - Past.Length, ct);
            var running = rows.Where(row => row.Hour >= hour).ToList();
            present.Take(new Past(rows, hour), now, (running.Sum(row => row.Calls), running.Sum(row => row.Tokens), running.Sum(row => row.Cost.Nanos)));
        }
        catch (DbException fault)
        {
            GuardLog.PastNotRead(log, fault);
        }
    }
}
