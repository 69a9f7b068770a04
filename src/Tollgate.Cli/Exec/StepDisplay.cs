namespace Tollgate.Cli.Exec;

/// <summary>Where there is no terminal: a line when half, four fifths and nearly all of the budget is gone.</summary>
internal sealed class StepDisplay(TextWriter error) : IBudgetDisplay
{
    private static readonly int[] Percents = [95, 80, 50];

    private int _reached;

    /// <inheritdoc/>
    public async Task ShowAsync(KeyStanding standing)
    {
        if (standing.Limit.Nanos == 0)
        {
            return;
        }

        var percent = standing.Settled.Nanos * 100m / standing.Limit.Nanos;
        var step = Percents.FirstOrDefault(one => percent >= one);
        if (step > _reached)
        {
            _reached = step;
            await error.WriteLineAsync($"tollgate: {step} % of the budget is spent: ${standing.Settled} of ${standing.Limit}, ${standing.Left} left.");
        }
    }

    /// <inheritdoc/>
    public Task EndAsync() => Task.CompletedTask;
}
