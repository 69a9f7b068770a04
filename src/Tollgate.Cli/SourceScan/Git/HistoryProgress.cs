namespace Tollgate.Cli.SourceScan.Git;

/// <summary>Says how far a scan of history is, once a second.</summary>
internal sealed class HistoryProgress(TextWriter output, TimeProvider time)
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(1);
    private long _last = time.GetTimestamp();

    /// <summary>Says it, if it is time to.</summary>
    public void Say(int commits, int total, int contents)
    {
        if (time.GetElapsedTime(_last) >= Every)
        {
            _last = time.GetTimestamp();
            output.WriteLine($"{commits} of {total} commits, {contents} different contents");
        }
    }

    /// <summary>Says what was looked at.</summary>
    public void End(int commits, int contents) => output.WriteLine($"Looked at {commits} commits with {contents} different contents.");
}
