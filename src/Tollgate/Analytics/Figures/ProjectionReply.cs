using Tollgate.Core;

namespace Tollgate.Analytics.Figures;

/// <summary>What spending comes to when it goes on as it did.</summary>
internal sealed record ProjectionReply
{
    public required string TimeZone { get; init; }

    /// <summary>What the mean is taken from: "7 days", or fewer while there are no more.</summary>
    public required string Basis { get; init; }

    public required Money MeanPerDayUsd { get; init; }

    /// <summary>The mean times 30.</summary>
    public required Money NextThirtyDaysUsd { get; init; }

    /// <summary>95 of 100 times it is at least this, if days go on to differ as they did; left out while there are too few days to tell.</summary>
    public Money? LowUsd { get; init; }

    /// <summary>And at most this.</summary>
    public Money? HighUsd { get; init; }

    public required Money ThisMonthSoFarUsd { get; init; }

    /// <summary>This month so far, and the mean for what is left of it.</summary>
    public required Money ThisMonthUsd { get; init; }

    public required Direction Direction { get; init; }
}
