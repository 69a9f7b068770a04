namespace Tollgate.Cli.SourceScan;

/// <summary>What a scan of files found, and what it could not read.</summary>
/// <param name="Files">How many files were scanned.</param>
/// <param name="Findings">What was found and is neither known nor allowed.</param>
/// <param name="Faults">What could not be read, a sentence each.</param>
internal sealed record ScanReport(int Files, IReadOnlyList<SourceFinding> Findings, IReadOnlyList<string> Faults);
