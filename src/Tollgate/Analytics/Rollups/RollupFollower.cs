using System.Data.Common;
using Microsoft.Extensions.Logging;

namespace Tollgate.Analytics.Rollups;

/// <summary>
/// Keeps the sums of hours and days behind the ledger, out of the way of calls: every few seconds, and when somebody asks.
/// What it has counted is a mark in the same transaction as the sums, so that a crash neither loses nor doubles anything.
/// </summary>
internal sealed class RollupFollower(DbDataSource source, TimeProvider time, ILogger<RollupFollower> log) : IDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly RollupReader _reader = new();
    private readonly RollupWriter _writer = new();

    /// <summary>Follows until the gateway stops; whatever goes wrong here stops no call.</summary>
    public async Task RunAsync(CancellationToken ct)
    {
        while (!ct.IsCancellationRequested)
        {
            await Task.Delay(Interval, time, ct);
            try
            {
                await CatchUpAsync(ct);
            }
            catch (DbException fault)
            {
                AnalyticsLog.NotFollowed(log, fault);
            }
        }
    }

    /// <summary>Counts everything that the database holds now.</summary>
    public async Task CatchUpAsync(CancellationToken ct)
    {
        await _turn.WaitAsync(ct);
        try
        {
            await using var connection = await source.OpenConnectionAsync(ct);
            var (mark, isSound) = await RollupWriter.MarkAsync(connection, ct);
            if (!isSound)
            {
                AnalyticsLog.BuiltAnew(log);
                await _writer.ForgetAsync(connection, ct);
                mark = RollupMark.Beginning;
            }

            await FollowAsync(connection, mark, ct);
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Throws the sums away and builds them again from the ledger.</summary>
    public async Task RebuildAsync(CancellationToken ct)
    {
        await _turn.WaitAsync(ct);
        try
        {
            await using var connection = await source.OpenConnectionAsync(ct);
            await _writer.ForgetAsync(connection, ct);
            await FollowAsync(connection, RollupMark.Beginning, ct);
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _turn.Dispose();

    private async Task FollowAsync(DbConnection connection, RollupMark mark, CancellationToken ct)
    {
        var head = await RollupReader.HeadAsync(connection, ct);
        while (mark.RequestRow < head.Row || mark.LineSequence < head.Sequence)
        {
            var step = await _reader.ReadAsync(connection, mark, head, ct);
            if (!await _writer.WriteAsync(connection, step, ct))
            {
                return;
            }

            mark = step.To;
        }
    }
}
