namespace Tollgate.Cli.Tests;

/// <summary>Waits for what another process or the ledger's writer does a moment later.</summary>
internal static class Eventually
{
    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(50);

    /// <summary>Until it is true; the test's own end is the only limit.</summary>
    public static Task IsTrueAsync(Func<bool> fact, CancellationToken ct) => IsTrueAsync(() => Task.FromResult(fact()), ct);

    /// <summary>The same for a fact that has to be asked for.</summary>
    public static async Task IsTrueAsync(Func<Task<bool>> fact, CancellationToken ct)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(ct);
        patience.CancelAfter(TimeSpan.FromSeconds(30));
        while (!await fact())
        {
            await Task.Delay(Glance, patience.Token);
        }
    }
}
