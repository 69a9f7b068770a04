namespace Tollgate.Cli.Exec;

/// <summary>The title of the terminal: the one place that a full-screen program does not draw on. The user's own title is put back at the end.</summary>
internal sealed class TitleDisplay(TextWriter terminal, string program) : IBudgetDisplay
{
    private const string Keep = "\e[22;2t";
    private const string PutBack = "\e[23;2t";

    private bool _isKept;

    /// <inheritdoc/>
    public async Task ShowAsync(KeyStanding standing)
    {
        var keep = _isKept ? string.Empty : Keep;
        _isKept = true;
        await WriteAsync($"{keep}\e]2;{KeyStanding.Short(standing.Left)} left of {KeyStanding.Short(standing.Limit)} · {program}\a");
    }

    /// <inheritdoc/>
    public Task EndAsync() => _isKept ? WriteAsync(PutBack) : Task.CompletedTask;

    /// <summary>One write each, so that it does not fall between the parts of something the program writes.</summary>
    private async Task WriteAsync(string sequence)
    {
        await terminal.WriteAsync(sequence);
        await terminal.FlushAsync();
    }
}
