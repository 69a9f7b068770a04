namespace Tollgate.Cli.SourceScan;

/// <summary>What a scan found, and what it could not read.</summary>
/// <param name="Files">How many files were looked through.</param>
/// <param name="Findings">What was found and is neither known nor allowed.</param>
/// <param name="Faults">What could not be read, a sentence each.</param>
internal sealed record ScanReport(int Files, IReadOnlyList<SourceFinding> Findings, IReadOnlyList<string> Faults)
{
    /// <summary>How many files are no text.</summary>
    public int Binary { get; init; }

    /// <summary>How many files the ignore files leave out.</summary>
    public int Ignored { get; init; }

    /// <summary>How many findings the baseline knows.</summary>
    public int Known { get; init; }

    /// <summary>How many findings the text itself allows, with a reason.</summary>
    public int Allowed { get; init; }

    /// <summary>What the process says at its end: that something could not be read outweighs what was found.</summary>
    public int Code => Faults.Count > 0 ? ExitCode.Incomplete : Findings.Count > 0 ? ExitCode.Refused : ExitCode.Ok;
}
