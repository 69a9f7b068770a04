namespace Tollgate.Audit.Sinks;

/// <summary>How sinks are followed.</summary>
internal sealed record SinkOptions
{
    /// <summary>How often the log is looked at for new rows; the first pause after a failure is twice as long, and each further one twice as long again.</summary>
    public TimeSpan LookEvery { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>The longest pause.</summary>
    public TimeSpan LongestRetry { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>How long one batch may take.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long a connection that confirms nothing must stand behind rows until they count as arrived.</summary>
    public TimeSpan Settle { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Rows of one batch.</summary>
    public int Batch { get; init; } = 200;
}
