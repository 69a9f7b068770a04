namespace Tollgate.Cli.Exec;

/// <summary>Looks at a run's budget now and then, and shows it when it has changed.</summary>
internal sealed class BudgetWatch(Func<CancellationToken, Task<KeyStanding>> read, IBudgetDisplay display, TimeProvider time)
{
    /// <summary>Often enough to follow an agent, seldom enough not to matter.</summary>
    public static readonly TimeSpan Every = TimeSpan.FromSeconds(2);

    /// <summary>Goes on until it is told to stop. A gateway that does not answer is asked again later: the program goes on, and so does this.</summary>
    public async Task RunAsync(CancellationToken ct)
    {
        KeyStanding? shown = null;
        try
        {
            while (true)
            {
                if (await TryReadAsync(ct) is { } standing && standing != shown)
                {
                    await display.ShowAsync(standing);
                    shown = standing;
                }

                await Task.Delay(Every, time, ct);
            }
        }
        catch (OperationCanceledException)
        {
            // The program has ended.
        }
    }

    private async Task<KeyStanding?> TryReadAsync(CancellationToken ct)
    {
        try
        {
            return await read(ct);
        }
        catch (Exception fault) when (fault is CliFault or HttpRequestException or IOException)
        {
            return null;
        }
    }
}
