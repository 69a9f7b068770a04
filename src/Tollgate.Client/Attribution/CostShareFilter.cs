namespace Tollgate.Client.Attribution;

/// <summary>Which costs to sum; what is null does not matter.</summary>
public sealed record CostShareFilter
{
    /// <summary>Who caused them.</summary>
    public string? Principal { get; init; }

    /// <summary>What they went to.</summary>
    public string? Resource { get; init; }

    /// <summary>What of it.</summary>
    public string? Capability { get; init; }

    /// <summary>The first day.</summary>
    public DateOnly? From { get; init; }

    /// <summary>The day after the last.</summary>
    public DateOnly? To { get; init; }

    /// <summary>Whether a day is among those asked for.</summary>
    internal bool Holds(DateOnly day) => day >= (From ?? DateOnly.MinValue) && (To is not { } end || day < end);
}
