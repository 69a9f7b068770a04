using System.Data.Common;
using Microsoft.Extensions.Logging;
using Tollgate.Analytics.Checking;

namespace Tollgate.Analytics.Rollups;

/// <summary>
/// Keeps the sums of hours and days behind the ledger, out of the way of calls: every few seconds, and when somebody asks.
/// What it has counted is a mark in the same transaction as the sums, so that a crash neither loses nor doubles anything.
/// </summary>
internal sealed class RollupFollower(DbDataSource source, RollupTap tap, TimeProvider time, ILogger<RollupFollower> log) : IDisposable
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
            await FollowAsync(connection, ct);
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Counts everything that the database holds now, and compares what is kept with it.</summary>
    public async Task<SumsReply> CheckAsync(CancellationToken ct)
    {
        await _turn.WaitAsync(ct);
        try
        {
            await using var connection = await source.OpenConnectionAsync(ct);
            await FollowAsync(connection, ct);
            return await SumsCheck.RunAsync(connection, (await RollupWriter.MarkAsync(connection, ct)).Mark, ct);
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
            await ReadToHeadAsync(connection, RollupMark.Beginning, ct);
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _turn.Dispose();

    private async Task FollowAsync(DbConnection connection, CancellationToken ct)
    {
        var (mark, isSound) = await RollupWriter.MarkAsync(connection, ct);
        if (!isSound)
        {
            AnalyticsLog.BuiltAnew(log);
            await _writer.ForgetAsync(connection, ct);
            mark = RollupMark.Beginning;
        }

        await TakeOrReadAsync(connection, mark, ct);
    }

    /// <summary>Takes the sums that the tap has; reads only what lies before them, or everything when they do not fit on.</summary>
    private async Task TakeOrReadAsync(DbConnection connection, RollupMark mark, CancellationToken ct)
    {
        var intake = tap.Fetch();
        if (intake is { IsWhole: true, From: { } from } && mark.RequestRow <= from.Row && mark.LineSequence <= from.Sequence)
        {
            mark = await ReadAsync(connection, mark, from, ct);
            if ((mark.RequestRow, mark.LineSequence) == from && await _writer.WriteAsync(connection, await _reader.TakeAsync(connection, mark, intake, ct), ct)
                && await RollupReader.HeadAsync(connection, ct) == intake.End)
            {
                return;
            }
        }

        // Corrections and other gateways' rows pass by no tap of ours.

        await ReadToHeadAsync(connection, (await RollupWriter.MarkAsync(connection, ct)).Mark, ct);
    }

    private async Task ReadToHeadAsync(DbConnection connection, RollupMark mark, CancellationToken ct)
    {
        _ = await ReadAsync(connection, mark, await RollupReader.HeadAsync(connection, ct), ct);
        tap.BeginAnew();
    }

    /// <summary>Reads up to there; the mark that was reached.</summary>
    private async Task<RollupMark> ReadAsync(DbConnection connection, RollupMark mark, (long Row, long Sequence) head, CancellationToken ct)
    {
        while (mark.RequestRow < head.Row || mark.LineSequence < head.Sequence)
        {
            var step = await _reader.ReadAsync(connection, mark, head, ct);
            if (!await _writer.WriteAsync(connection, step, ct))
            {
                break;
            }

            mark = step.To;
        }

        return mark;
    }
}
