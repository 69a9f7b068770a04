namespace Tollgate.Client.Tokens;

/// <summary>Whether the last three updates were larger than the three before them.</summary>
public enum TokenTrend
{
    /// <summary>Neither: their means differ by a fifth at most, or there are fewer than six updates.</summary>
    Stable,

    /// <summary>Above 1.2 times the mean of the three before.</summary>
    Increasing,

    /// <summary>Below 0.8 times the mean of the three before.</summary>
    Decreasing,
}
