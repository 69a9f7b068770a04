using Tollgate.Security;

namespace Tollgate.Cli.SourceScan;

/// <summary>What a scan looks for.</summary>
/// <param name="Detectors">The detectors of texts.</param>
/// <param name="Sql">Whether sources are read for SQL that is put together.</param>
/// <param name="Least">What is less grave is left out.</param>
internal sealed record ScanChoice(Detectors Detectors, bool Sql, Severity Least);
