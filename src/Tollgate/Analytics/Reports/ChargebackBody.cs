namespace Tollgate.Analytics.Reports;

/// <summary>Body of POST /api/reports/chargeback: a month, what is shared, and margins.</summary>
internal sealed record ChargebackBody
{
    /// <summary>First day.</summary>
    public required string From { get; init; }

    /// <summary>The day after the last.</summary>
    public required string To { get; init; }

    /// <summary>Whose calendar counts; UTC when left out.</summary>
    public string? TimeZone { get; init; }

    /// <summary>What teams bear together.</summary>
    public IReadOnlyList<SharedCost>? Shared { get; init; }

    /// <summary>What is put on top, in percent; 0 shows costs as they are (showback).</summary>
    public decimal MarginPercent { get; init; }

    /// <summary>Margins of single teams, by name.</summary>
    public IReadOnlyDictionary<string, decimal>? Margins { get; init; }
}
