using Microsoft.Extensions.Hosting;
using Tollgate.Storage;

namespace Tollgate.Callers.SignIn;

/// <summary>Saves once a minute, and at the end, when keys were last used.</summary>
internal sealed class LastUsedSaver(CallerDirectory directory, TimeProvider time) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromMinutes(1);

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await SaveAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                await SaveAsync(stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            return;
        }
    }

    /// <summary>The time of last use is a convenience: a database that is away is reported elsewhere.</summary>
    private async Task SaveAsync(CancellationToken ct)
    {
        try
        {
            await directory.SaveLastUsedAsync(ct);
        }
        catch (StorageException)
        {
            return;
        }
    }
}
