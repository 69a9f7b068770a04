using Tollgate.Api;
using Tollgate.Core;
using Tollgate.Guards.Policies;
using Tollgate.Security;

namespace Tollgate.Guards.Admin;

/// <summary>The body of POST and PATCH /api/guards; what is left out takes its default, or stays as it is.</summary>
internal sealed record GuardBody
{
    private const int LongestText = 200;

    /// <summary>Its name; needed for a new one, and stays.</summary>
    public string? Name { get; init; }

    /// <summary>Whose calls it is for; organization when left out. It stays.</summary>
    public GuardScope? Scope { get; init; }

    /// <summary>Which one of the scope: a name or an id. It stays.</summary>
    public string? Target { get; init; }

    /// <summary>The threats; empty for all.</summary>
    public IReadOnlyList<GuardThreat>? Threats { get; init; }

    /// <summary>Whose texts; empty for all.</summary>
    public IReadOnlyList<Source>? Sources { get; init; }

    /// <summary>How far the guards go; monitor when left out.</summary>
    public GuardLevel? Level { get; init; }

    /// <summary>What is done when they enforce; block when left out.</summary>
    public GuardAction? Action { get; init; }

    /// <summary>Findings below this are only recorded; high when left out.</summary>
    public Severity? MinSeverity { get; init; }

    /// <summary>Findings that are less sure are only recorded; 0.8 when left out.</summary>
    public double? MinConfidence { get; init; }

    /// <summary>The rule this body asks for; a change keeps name, scope and target.</summary>
    public Outcome<GuardRule> Apply(GuardRule rule)
    {
        if (rule.Name.Length is 0 or > LongestText || string.IsNullOrWhiteSpace(rule.Name) || rule.Name.AsSpan().ContainsAnyInRange('\0', '\u001F') || rule.Target.Length > LongestText)
        {
            return ApiReply.Invalid("name", "'name' and 'target' take at most 200 characters, and a name at least one that can be seen.");
        }

        if ((rule.Scope == GuardScope.Organization) != (rule.Target.Length == 0))
        {
            return ApiReply.Invalid("target", rule.Target.Length == 0 ? "'target' says which one of the scope is meant." : "This scope takes no 'target'.");
        }

        if (MinConfidence is < 0 or > 1)
        {
            return ApiReply.Invalid("min_confidence", "'min_confidence' takes a number from 0 to 1.");
        }

        return rule with
        {
            Threats = Threats ?? rule.Threats,
            Sources = Sources ?? rule.Sources,
            Level = Level ?? rule.Level,
            Action = Action ?? rule.Action,
            MinSeverity = MinSeverity ?? rule.MinSeverity,
            MinConfidence = MinConfidence ?? rule.MinConfidence,
        };
    }
}
