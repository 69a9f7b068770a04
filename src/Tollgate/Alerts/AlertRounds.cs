using System.Data.Common;
using Microsoft.Extensions.Logging;
using Tollgate.Alerts.Delivery;
using Tollgate.Alerts.Rules;
using Tollgate.Storage;

namespace Tollgate.Alerts;

/// <summary>The engine's own clock: rules are checked, the ledger is followed, what is done with is forgotten, and the outbox is emptied.</summary>
internal sealed class AlertRounds(
    DbDataSource source, RuleRound rules, AssumedPriceWatch prices, Outbox outbox, OutboxStore store, AlertOptions options, TimeProvider time, ILogger<AlertRounds> log)
{
    private const string EndMoments =
        "update alert set recovered_at = @now where recovered_at is null and kind in ('assumed_price', 'above_reserve', 'guard_finding') and raised_at < @before";

    private static readonly TimeSpan MomentLasts = TimeSpan.FromDays(1);

    /// <summary>Runs until the gateway stops; whatever goes wrong here stops no call.</summary>
    public Task RunAsync(CancellationToken ct) => Task.WhenAll(outbox.RunAsync(ct), CheckForeverAsync(ct));

    /// <summary>One round.</summary>
    public async Task CheckAsync(CancellationToken ct)
    {
        await rules.RunAsync(ct);
        await prices.RunAsync(ct);
        await EndMomentsAsync(ct);
        await store.ForgetAsync(time.GetUtcNow() - options.KeepFor, ct);
    }

    private async Task CheckForeverAsync(CancellationToken ct)
    {
        while (!ct.IsCancellationRequested)
        {
            await Task.Delay(options.CheckEvery, time, ct);
            try
            {
                await CheckAsync(ct);
            }
            catch (Exception fault) when (!ct.IsCancellationRequested)
            {
                AlertLog.NotChecked(log, fault);
            }
        }
    }

    /// <summary>What is a moment and not a state is over after a day.</summary>
    private async Task EndMomentsAsync(CancellationToken ct)
    {
        var now = time.GetUtcNow();
        await using var end = source.CreateCommand(EndMoments);
        await end.Add("@now", now).Add("@before", now - MomentLasts).ExecuteNonQueryAsync(ct);
    }
}
