namespace Tollgate.Security.Custom;

/// <summary>What an owner wants to be found: words and patterns, any or all of them, unless other words are there.</summary>
public sealed record CustomRule
{
    /// <summary>Its name; findings bear it.</summary>
    public required string Name { get; init; }

    /// <summary>How grave it is.</summary>
    public Severity Severity { get; init; } = Severity.High;

    /// <summary>Words; ASCII letters match in either case.</summary>
    public IReadOnlyList<string> Keywords { get; init; } = [];

    /// <summary>Patterns, without look-around and back-references: they take time in proportion to the text.</summary>
    public IReadOnlyList<string> Patterns { get; init; } = [];

    /// <summary>Whether all words and patterns must be there, not just one.</summary>
    public bool NeedsAll { get; init; }

    /// <summary>Words that must not be there.</summary>
    public IReadOnlyList<string> Unless { get; init; } = [];
}
