using System.Globalization;

namespace Tollgate.Benchmarks.Security.Corpora;

/// <summary>Counts what was found, missed and found wrongly.</summary>
internal sealed class Tally
{
    /// <summary>Planted things that were found.</summary>
    public int Found { get; private set; }

    /// <summary>Planted things that were not.</summary>
    public int Missed { get; private set; }

    /// <summary>Findings where nothing was planted.</summary>
    public int Wrong { get; private set; }

    /// <summary>How many of the findings were right.</summary>
    public double Precision => Found + Wrong == 0 ? 1 : (double)Found / (Found + Wrong);

    /// <summary>How many of the planted things were found.</summary>
    public double Recall => Found + Missed == 0 ? 1 : (double)Found / (Found + Missed);

    /// <summary>Their harmonic mean.</summary>
    public double F1 => Precision + Recall == 0 ? 0 : 2 * Precision * Recall / (Precision + Recall);

    /// <summary>Counts a text.</summary>
    public void Add(bool holdsOne, bool wasFound, int wrong)
    {
        Found += holdsOne && wasFound ? 1 : 0;
        Missed += holdsOne && !wasFound ? 1 : 0;
        Wrong += wrong;
    }

    /// <summary>The figures in a row.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Found,6} found {Missed,5} missed {Wrong,5} wrong  P {Precision:F4}  R {Recall:F4}  F1 {F1:F4}");
}
