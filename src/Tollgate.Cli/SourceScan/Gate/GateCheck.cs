using Tollgate.Security;

namespace Tollgate.Cli.SourceScan.Gate;

/// <summary>One thing that a score is made of.</summary>
/// <param name="Area">The score.</param>
/// <param name="Id">Its name in lists.</param>
/// <param name="Points">The most it can bring.</param>
/// <param name="Got">What it brings.</param>
/// <param name="Gap">How grave what is lacking is; null when nothing is.</param>
/// <param name="What">What was seen.</param>
/// <param name="Fix">What would help.</param>
internal sealed record GateCheck(GateArea Area, string Id, double Points, double Got, Severity? Gap, string What, string Fix)
{
    /// <summary>A check that brings a share of its points.</summary>
    public static GateCheck Share(GateArea area, string id, int points, double share, string what, string fix) =>
        new(area, id, points, points * share, share >= 1 ? null : share < 0.5 ? Severity.Medium : Severity.Low, what, fix);

    /// <summary>A check that brings all of its points or none.</summary>
    public static GateCheck Has(GateArea area, string id, int points, bool has, string what, string fix) =>
        Share(area, id, points, has ? 1 : 0, has ? $"There is {what}." : $"There is no {what}.", fix);

    /// <summary>What is worth saying and brings nothing.</summary>
    public static GateCheck Note(GateArea area, string id, Severity gap, string what, string fix) => new(area, id, 0, 0, gap, what, fix);
}
