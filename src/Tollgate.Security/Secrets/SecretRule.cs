using Tollgate.Security.Matching;

namespace Tollgate.Security.Secrets;

/// <summary>A row of the catalogue of secrets, compiled.</summary>
internal sealed class SecretRule
{
    /// <summary>What findings carry.</summary>
    public required Rule Rule { get; init; }

    /// <summary>How its places are judged.</summary>
    public required SecretMatcher Matcher { get; init; }

    /// <summary>The words that its places are found by, for rules that have no token of their own.</summary>
    public required IReadOnlyList<string> Keys { get; init; }

    /// <summary>The token or value; null for matchers that know their own.</summary>
    public required Pattern? Pattern { get; init; }

    /// <summary>What stands right before the keyword and belongs to the token.</summary>
    public required PatternStep? Lead { get; init; }

    /// <summary>Bits of entropy per character that the variable part needs.</summary>
    public required float Entropy { get; init; }

    /// <summary>The fewest characters after the prefix that are reported, with less confidence, when the token is not whole; 0 for never.</summary>
    public required int Short { get; init; }

    /// <summary>Structure that the token carries.</summary>
    public required SecretCheck Check { get; init; }

    /// <summary>How sure a match is that has nothing to check but its shape.</summary>
    public required float Confidence { get; init; }
}
