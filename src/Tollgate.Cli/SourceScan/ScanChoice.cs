using Tollgate.Security;

namespace Tollgate.Cli.SourceScan;

/// <summary>What a scan looks for.</summary>
/// <param name="Detectors">The detectors of texts.</param>
/// <param name="Sql">Whether sources are read for SQL that is put together.</param>
/// <param name="Least">What is less grave is left out.</param>
/// <param name="Baseline">The file of known findings; the one at the root of the repository without any.</param>
internal sealed record ScanChoice(Detectors Detectors, bool Sql, Severity Least, string? Baseline = null)
{
    /// <summary>The file of known findings that is read when none is named.</summary>
    public const string BaselineName = ".tollgate-baseline";

    /// <summary>The files that say what is left out.</summary>
    public static readonly IReadOnlyList<string> IgnoreNames = [".tollgateignore", ".securityignore"];

    /// <summary>Whether findings that are known are shown too.</summary>
    public bool KnowsNothing { get; init; }

    /// <summary>The text of the named baseline; null when none is named.</summary>
    public string? ReadBaseline() => KnowsNothing ? string.Empty
        : Baseline is null ? null
        : File.Exists(Baseline) ? File.ReadAllText(Baseline)
        : throw new CliFault(ExitCode.NotFound, $"There is no baseline file '{Baseline}'.");
}
