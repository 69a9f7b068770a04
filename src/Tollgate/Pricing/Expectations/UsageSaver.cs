using System.Text.Json;
using Microsoft.Extensions.Hosting;
using Tollgate.Storage;

namespace Tollgate.Pricing.Expectations;

/// <summary>Recalls at the start what earlier processes learned; saves once a minute, and at the end, what was learned since.</summary>
internal sealed class UsageSaver(UsageMemory memory, UsageStore store, TimeProvider time) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromMinutes(1);

    private long _saved;

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await TryAsync(SaveAsync, cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every, time);
        await TryAsync(ct => store.LoadAsync(memory, ct), stoppingToken);
        await TryAsync(store.ForgetAsync, stoppingToken);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                await TryAsync(SaveAsync, stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            return;
        }
    }

    private async Task SaveAsync(CancellationToken ct)
    {
        var lesson = memory.Lesson;
        await store.SaveAsync(memory, _saved, ct);
        _saved = lesson;
    }

    /// <summary>What is learned is a convenience: a database that is away is reported elsewhere, and what cannot be read is learned again.</summary>
    private static async Task TryAsync(Func<CancellationToken, Task> act, CancellationToken ct)
    {
        try
        {
            await act(ct);
        }
        catch (Exception fault) when (fault is StorageException or JsonException || (fault is OperationCanceledException && ct.IsCancellationRequested))
        {
            return;
        }
    }
}
