namespace Tollgate.Security.Matching;

/// <summary>A rule that is judged by a pattern, and only in texts that hold one of its words.</summary>
/// <param name="Rule">What findings carry.</param>
/// <param name="Confidence">How sure a match is.</param>
/// <param name="Keys">The words, lower case; one of them stands in every match.</param>
/// <param name="Patterns">The patterns, over bytes; each by itself, for together they are slower than one after the other.</param>
internal sealed record TriggeredRule(Rule Rule, float Confidence, IReadOnlyList<string> Keys, IReadOnlyList<string> Patterns)
{
    private LinearPattern[]? _compiled;

    /// <summary>The compiled patterns; made when a text first asks for them, for most never do.</summary>
    public LinearPattern[] Compiled => _compiled ??= Array.ConvertAll((string[])[.. Patterns], static pattern => new LinearPattern(pattern));
}
