using Microsoft.Extensions.Hosting;

namespace Tollgate.Hosting;

/// <summary>Runs a slice's own loop from start to stop.</summary>
internal sealed class BackgroundLoop(Func<CancellationToken, Task> run) : BackgroundService
{
    /// <inheritdoc/>
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => run(stoppingToken);
}
