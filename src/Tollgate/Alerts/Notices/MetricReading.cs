namespace Tollgate.Alerts.Notices;

/// <summary>The figure that an alert is about.</summary>
public sealed record MetricReading
{
    /// <summary>What was measured: cost_usd, error_percent, idle_minutes.</summary>
    public required string Name { get; init; }

    /// <summary>The rule that looks at it; absent for what the gateway watches by itself.</summary>
    public Guid? RuleId { get; init; }

    /// <summary>The rule's name.</summary>
    public string? Rule { get; init; }

    /// <summary>Whose figure; absent for the whole organization.</summary>
    public string? Subject { get; init; }

    /// <summary>The figure, as a decimal.</summary>
    public required string Value { get; init; }

    /// <summary>What it is held against, as a decimal.</summary>
    public string? Threshold { get; init; }

    /// <summary>Over how many minutes.</summary>
    public long? OverMinutes { get; init; }

    /// <summary>How many calls it stands on.</summary>
    public long? Calls { get; init; }
}
