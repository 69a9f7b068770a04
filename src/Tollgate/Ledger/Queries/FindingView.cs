namespace Tollgate.Ledger.Queries;

/// <summary>Something that a guard saw in a call, and what was done.</summary>
internal sealed record FindingView
{
    /// <summary>When.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Where it was going: request, response or stream.</summary>
    public required string Direction { get; init; }

    /// <summary>How many bytes were looked through.</summary>
    public required long ScannedBytes { get; init; }

    /// <summary>What it stands for.</summary>
    public required string Threat { get; init; }

    /// <summary>The rule that found it.</summary>
    public required string Rule { get; init; }

    /// <summary>How much harm it stands for.</summary>
    public required string Severity { get; init; }

    /// <summary>How sure, in percent.</summary>
    public required int ConfidencePercent { get; init; }

    /// <summary>Who wrote the text.</summary>
    public required string Source { get; init; }

    /// <summary>Where in the body.</summary>
    public required string Place { get; init; }

    /// <summary>What may be shown of it.</summary>
    public required string Evidence { get; init; }

    /// <summary>The policy's rule that decided.</summary>
    public required string Policy { get; init; }

    /// <summary>What was done.</summary>
    public required string Action { get; init; }
}
