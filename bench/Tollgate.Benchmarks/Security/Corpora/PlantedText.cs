namespace Tollgate.Benchmarks.Security.Corpora;

/// <summary>A text of a corpus.</summary>
/// <param name="Text">The text, of ASCII characters.</param>
/// <param name="Kind">What was planted, or what sort of harmless text it is.</param>
/// <param name="Form">How it was written down.</param>
/// <param name="Start">Where the planted thing starts; -1 when there is none.</param>
/// <param name="Length">How long it is.</param>
internal sealed record PlantedText(string Text, string Kind, string Form, int Start, int Length)
{
    /// <summary>Whether something is there to be found.</summary>
    public bool HoldsOne => Start >= 0;
}
