using Microsoft.Extensions.Logging;
using Tollgate.Outbound;

namespace Tollgate.Audit.Sinks;

/// <summary>
/// Gives one sink the rows of the log in their order, each at least once: the place it has come to is written down only when the rows have arrived, so that
/// a killed process begins again there. A sink that is slow or away holds up nobody: rows wait in the log.
/// </summary>
internal sealed class SinkFollower(SinkEntry sink, ISinkWire wire, AuditReader log, AuditPositions positions, SinkOptions options, TimeProvider time, ILogger logger) : IDisposable
{
    private readonly Queue<(long Sequence, DateTimeOffset At)> _unconfirmed = [];
    private long _sent = -1;
    private int _failures;

    /// <summary>The name of its position.</summary>
    public string Position => $"sink/{sink.Name}";

    /// <summary>Runs until the gateway stops.</summary>
    public async Task RunAsync(CancellationToken ct)
    {
        while (!ct.IsCancellationRequested)
        {
            var wait = options.LookEvery;
            try
            {
                wait = await StepAsync(ct) ? TimeSpan.Zero : Pause();
            }
            catch (Exception fault) when (!ct.IsCancellationRequested)
            {
                // Whatever goes wrong here stops neither the other followers nor a call.
                SinkLog.LogAway(logger, sink.Name, fault);
            }
            catch (OperationCanceledException)
            {
                return;
            }

            if (wait > TimeSpan.Zero && !await SleptAsync(wait, ct))
            {
                return;
            }
        }
    }

    /// <summary>Sends the next rows; whether there are more to send at once.</summary>
    public async Task<bool> StepAsync(CancellationToken ct)
    {
        if (_sent < 0)
        {
            _sent = (await positions.FindAsync(Position, ct))?.Sequence ?? 0;
        }

        if (_unconfirmed.Count > 0 && !wire.IsStanding)
        {
            await FailAsync("The connection broke.", ct);
            return false;
        }

        await ConfirmAsync(ct);
        var rows = await log.ListAfterAsync(new AuditFilter(), _sent, options.Batch, ct);
        if (rows.Count == 0)
        {
            return false;
        }

        var wanted = rows.Where(sink.Wants).ToList();
        var result = wanted.Count == 0 ? DeliveryResult.Delivered : await SendAsync(wanted, ct);
        if (!result.IsDelivered)
        {
            await FailAsync(result.Error!, ct);
            return false;
        }

        await ArrivedAsync(rows[^1].Sequence, ct);
        return true;
    }

    /// <inheritdoc/>
    public void Dispose() => wire.Dispose();

    private async Task<DeliveryResult> SendAsync(List<AuditRow> rows, CancellationToken ct)
    {
        using var patience = new CancellationTokenSource(options.Timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(ct, patience.Token);
        try
        {
            return await wire.SendAsync(rows, either.Token);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return new DeliveryResult($"It did not take the rows within {options.Timeout.TotalSeconds:0} s.");
        }
    }

    private async Task ArrivedAsync(long sequence, CancellationToken ct)
    {
        _sent = sequence;
        if (_failures > 0)
        {
            SinkLog.Back(logger, sink.Name);
            _failures = 0;
        }

        _unconfirmed.Enqueue((sequence, time.GetUtcNow()));
        await ConfirmAsync(ct);
    }

    /// <summary>Moves the position over what has arrived.</summary>
    private async Task ConfirmAsync(CancellationToken ct)
    {
        var before = time.GetUtcNow() - (wire.Confirms ? TimeSpan.Zero : options.Settle);
        var arrived = -1L;
        while (_unconfirmed.TryPeek(out var oldest) && oldest.At <= before)
        {
            arrived = _unconfirmed.Dequeue().Sequence;
        }

        if (arrived >= 0)
        {
            await positions.MoveAsync(Position, arrived, ct);
        }
    }

    /// <summary>Begins again behind what has surely arrived.</summary>
    private async Task FailAsync(string error, CancellationToken ct)
    {
        if (_failures++ == 0)
        {
            SinkLog.Away(logger, sink.Name, error);
        }

        wire.Reset();
        _unconfirmed.Clear();
        _sent = -1;
        await positions.FailAsync(Position, error, ct);
    }

    private TimeSpan Pause() =>
        _failures == 0 ? options.LookEvery : TimeSpan.FromTicks(Math.Min(options.LongestRetry.Ticks, options.LookEvery.Ticks << Math.Min(_failures, 20)));

    private async Task<bool> SleptAsync(TimeSpan wait, CancellationToken ct)
    {
        try
        {
            await Task.Delay(wait, time, ct);
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }
}
