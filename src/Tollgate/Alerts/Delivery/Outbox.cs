using Microsoft.Extensions.Logging;
using Tollgate.Outbound;

namespace Tollgate.Alerts.Delivery;

/// <summary>
/// Empties the outbox: what is due is sent, channel beside channel, within a channel one after the other. A channel that fails is left alone
/// until its delay is over; the others do not wait for it.
/// </summary>
internal sealed class Outbox(OutboxStore store, NoticeSender sender, BackOff backOff, OutboxBell bell, AlertMetrics metrics, AlertOptions options, TimeProvider time, ILogger<Outbox> log)
{
    private const int Batch = 200;
    private static readonly TimeSpan LongestSleep = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan AfterFault = TimeSpan.FromSeconds(5);

    /// <summary>What the claim outlives the attempt by: the time to write its end down.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(5);

    /// <summary>Runs until the gateway stops; whatever goes wrong here stops no call.</summary>
    public async Task RunAsync(CancellationToken ct)
    {
        while (!ct.IsCancellationRequested)
        {
            var sleep = AfterFault;
            try
            {
                await DeliverDueAsync(ct);
                sleep = await SleepAsync(ct);
            }
            catch (Exception fault) when (!ct.IsCancellationRequested)
            {
                AlertLog.OutboxAway(log, fault);
            }

            await bell.WaitAsync(sleep, time, ct);
        }
    }

    /// <summary>Sends what is due now, each at most once; the answer is how many arrived.</summary>
    public async Task<int> DeliverDueAsync(CancellationToken ct)
    {
        var due = await store.DueAsync(Batch, ct);
        var lines = due.GroupBy(delivery => delivery.Channel.Id).Select(line => DeliverAsync([.. line], ct));
        var arrived = await Task.WhenAll(lines);
        metrics.Waiting.Set(await store.WaitingAsync(ct));
        return arrived.Sum();
    }

    private async Task<int> DeliverAsync(List<Delivery> line, CancellationToken ct)
    {
        var arrived = 0;
        for (var i = 0; i < line.Count; i++)
        {
            if (!await store.ClaimAsync(line[i], time.GetUtcNow() + options.SendTimeout + Grace, ct))
            {
                continue;
            }

            var result = await sender.SendAsync(line[i].Channel, line[i].Body, ct);
            metrics.Sent(line[i].Channel.Kind, result.IsDelivered);
            if (!result.IsDelivered)
            {
                var next = await FailAsync(line[i], result, ct);
                await PutOffRestAsync(line, i + 1, next, result.Error!, ct);
                return arrived;
            }

            await store.EndAsync(line[i].Id, null, ct);
            arrived++;
        }

        return arrived;
    }

    private async Task<DateTimeOffset> FailAsync(Delivery delivery, DeliveryResult result, CancellationToken ct)
    {
        var attempts = delivery.Attempts + 1;
        var delay = backOff.After(attempts, result.RetryAfter);
        var next = time.GetUtcNow() + delay;
        if (next - delivery.CreatedAt > options.GiveUpAfter)
        {
            AlertLog.GivenUp(log, delivery.NoticeId, delivery.Channel.Name, attempts, result.Error!);
            await store.EndAsync(delivery.Id, result.Error, ct);
            return time.GetUtcNow();
        }

        AlertLog.NotDelivered(log, delivery.NoticeId, delivery.Channel.Name, attempts, result.Error!, delay);
        await store.PutOffAsync(delivery.Id, next, result.Error!, ct);
        return next;
    }

    private async Task PutOffRestAsync(List<Delivery> line, int from, DateTimeOffset next, string error, CancellationToken ct)
    {
        for (var i = from; i < line.Count; i++)
        {
            await store.PutOffAsync(line[i].Id, next, error, ct);
        }
    }

    private async Task<TimeSpan> SleepAsync(CancellationToken ct)
    {
        if (await store.NextAsync(ct) is not { } next)
        {
            return LongestSleep;
        }

        var sleep = next - time.GetUtcNow();
        return sleep <= TimeSpan.Zero ? TimeSpan.Zero : sleep < LongestSleep ? sleep : LongestSleep;
    }
}
