using Tollgate.Security;

namespace Tollgate.Benchmarks.Security;

/// <summary>A text of the training data.</summary>
internal sealed record LabelledText(string Text, bool IsHostile, Source Source, string Kind)
{
    /// <summary>The windows' features, filled once.</summary>
    public List<int[]> Windows { get; } = [];

    /// <summary>How many words each window has.</summary>
    public List<int> Lengths { get; } = [];
}
