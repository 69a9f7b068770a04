namespace Tollgate.Callers;

/// <summary>
/// Targets of rules on tags, "name=value" or "name" for any value, and which of them a call's tags meet. What is met becomes one text,
/// so that calls with the same marks share what was worked out for one of them.
/// </summary>
internal sealed class TagTargets
{
    /// <summary>What a target looks like.</summary>
    public const string Form = "'target' of a tag is name=value, or its name alone for any value.";

    private const char Between = '\n';

    private readonly string[] _targets;

    /// <summary>Takes the targets of all rules.</summary>
    public TagTargets(IEnumerable<string> targets) => _targets = [.. targets.Distinct().Order(StringComparer.Ordinal)];

    /// <summary>Whether a text is a target.</summary>
    public static bool IsTarget(string target) => Attributions.Tags.IsAllowed(Name(target), Value(target) ?? "");

    /// <summary>The tag's name.</summary>
    public static string Name(string target) => target.IndexOf('=', StringComparison.Ordinal) is var at and >= 0 ? target[..at] : target;

    /// <summary>The tag's value; null when any is meant.</summary>
    public static string? Value(string target) => target.IndexOf('=', StringComparison.Ordinal) is var at and >= 0 ? target[(at + 1)..] : null;

    /// <summary>The targets that tags meet; null when none.</summary>
    public string? Mark(IReadOnlyList<KeyValuePair<string, string>>? tags)
    {
        if (_targets.Length == 0 || tags is null || tags.Count == 0)
        {
            return null;
        }

        string? marks = null;
        for (var i = 0; i < _targets.Length; i++)
        {
            if (Meets(tags, _targets[i]))
            {
                marks = string.Concat(marks ?? "\n", _targets[i], "\n");
            }
        }

        return marks;
    }

    /// <summary>Whether marks hold a target.</summary>
    public static bool Holds(string? marks, string target)
    {
        if (marks is null)
        {
            return false;
        }

        for (var at = marks.IndexOf(target, StringComparison.Ordinal); at >= 0; at = marks.IndexOf(target, at + 1, StringComparison.Ordinal))
        {
            if (marks[at - 1] == Between && marks[at + target.Length] == Between)
            {
                return true;
            }
        }

        return false;
    }

    private static bool Meets(IReadOnlyList<KeyValuePair<string, string>> tags, string target)
    {
        for (var i = 0; i < tags.Count; i++)
        {
            var (name, value) = tags[i];
            var isNamed = target.StartsWith(name, StringComparison.Ordinal);
            if (isNamed && (target.Length == name.Length || (target[name.Length] == '=' && target.AsSpan(name.Length + 1).SequenceEqual(value))))
            {
                return true;
            }
        }

        return false;
    }
}
