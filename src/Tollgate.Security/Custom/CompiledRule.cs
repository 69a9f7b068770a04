using System.Text;
using Tollgate.Security.Matching;

namespace Tollgate.Security.Custom;

/// <summary>A rule of an owner, compiled.</summary>
internal sealed class CompiledRule
{
    /// <summary>A rule has no more words than a number has bits.</summary>
    public const int MostWords = 64;

    private readonly CustomRule _rule;

    /// <summary>Compiles a rule.</summary>
    public CompiledRule(CustomRule rule)
    {
        _rule = rule;
        Keywords = Bytes(rule.Keywords);
        Unless = Bytes(rule.Unless);
        Patterns = Array.ConvertAll((string[])[.. rule.Patterns], static pattern => new LinearPattern(pattern, CustomPattern.Most));
        Rule = new Rule(
            rule.Name, FindingKind.Custom, rule.Severity, $"What the custom rule '{rule.Name}' forbids", "Whoever runs the gateway does not want it here.", "Take it out, or ask whoever made the rule.");
    }

    /// <summary>What findings carry.</summary>
    public Rule Rule { get; }

    /// <summary>Its words, ASCII letters small.</summary>
    public byte[][] Keywords { get; }

    /// <summary>The words that must not be there.</summary>
    public byte[][] Unless { get; }

    /// <summary>Its patterns.</summary>
    public LinearPattern[] Patterns { get; }

    /// <summary>Whether patterns must be tried, the words being what they are.</summary>
    public bool NeedsPatterns(ulong seen) => Patterns.Length > 0 && !IsForbidden(seen) && (!_rule.NeedsAll || HasAll(seen));

    /// <summary>Whether the words alone make it fire.</summary>
    public bool FiresByWords(ulong seen) => !IsForbidden(seen) && Keywords.Length > 0 && (_rule.NeedsAll ? Patterns.Length == 0 && HasAll(seen) : (seen & Mask) != 0);

    /// <summary>Whether every pattern must match.</summary>
    public bool NeedsAll => _rule.NeedsAll;

    private ulong Mask => Keywords.Length == MostWords ? ulong.MaxValue : (1UL << Keywords.Length) - 1;

    private bool HasAll(ulong seen) => (seen & Mask) == Mask;

    private bool IsForbidden(ulong seen) => (seen & ~Mask) != 0;

    private static byte[][] Bytes(IReadOnlyList<string> words) => Array.ConvertAll((string[])[.. words], static word => Encoding.UTF8.GetBytes(Lower(word)));

    private static string Lower(string word) => string.Create(word.Length, word, static (letters, from) =>
    {
        for (var at = 0; at < from.Length; at++)
        {
            letters[at] = char.IsAsciiLetterUpper(from[at]) ? (char)(from[at] | 0x20) : from[at];
        }
    });
}
