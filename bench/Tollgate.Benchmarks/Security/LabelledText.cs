using Tollgate.Security;

namespace Tollgate.Benchmarks.Security;

/// <summary>A text of the training data.</summary>
/// <param name="Text">The text.</param>
/// <param name="IsHostile">Whether it is an attack.</param>
/// <param name="Source">Who is taken to have written it.</param>
/// <param name="Kind">The row of the table of figures that it counts in.</param>
/// <param name="Family">Texts of one family are judged only by a model that has seen none of it.</param>
internal sealed record LabelledText(string Text, bool IsHostile, Source Source, string Kind, string Family)
{
    private const double WeightOfReference = 3;

    /// <summary>How much it counts: what others wrote counts more than what was made from templates.</summary>
    public double Weight => Kind.StartsWith("reference", StringComparison.Ordinal) ? WeightOfReference : 1;

    /// <summary>The windows' features, filled once.</summary>
    public List<int[]> Windows { get; } = [];

    /// <summary>How many words each window has.</summary>
    public List<int> Lengths { get; } = [];

    /// <summary>The part of the cross-validation that it belongs to.</summary>
    public int Fold { get; set; }
}
