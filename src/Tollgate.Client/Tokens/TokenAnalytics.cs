namespace Tollgate.Client.Tokens;

/// <summary>What a session used, in sums, means and rates.</summary>
public sealed record TokenAnalytics
{
    /// <summary>Updates counted; repeated ones are not.</summary>
    public required long Updates { get; init; }

    /// <summary>All tokens of the session.</summary>
    public required TokenCounts Totals { get; init; }

    /// <summary>Mean tokens of an update, all four kinds; 0 before the first.</summary>
    public required decimal MeanPerUpdate { get; init; }

    /// <summary>Mean input tokens of an update.</summary>
    public required decimal MeanInput { get; init; }

    /// <summary>Mean output tokens of an update.</summary>
    public required decimal MeanOutput { get; init; }

    /// <summary>Tokens a minute since the first update, which counts as a minute ago at least.</summary>
    public required decimal TokensPerMinute { get; init; }

    /// <summary>Updates a minute, over the same time.</summary>
    public required decimal UpdatesPerMinute { get; init; }

    /// <summary>The fullest that the context window has been, in percent.</summary>
    public required decimal PeakPercent { get; init; }

    /// <summary>Where the size of updates goes.</summary>
    public required TokenTrend Trend { get; init; }
}
