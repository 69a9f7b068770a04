using Tollgate.Guards.Items;
using Tollgate.Guards.Policies;
using Tollgate.Security;

namespace Tollgate.Guards.Custom;

/// <summary>The body of POST /api/guards/custom: what is to be found, in whose texts and calls, and what is done. Members can be set, so that what is left out keeps its default.</summary>
internal sealed record CustomBody : IItemBody
{
    /// <summary>Its name, which refusals and records show.</summary>
    public string? Name { get; set; }

    /// <summary>Words; ASCII letters match in either case.</summary>
    public IReadOnlyList<string> Keywords { get; set; } = [];

    /// <summary>Patterns without look-around and back-references.</summary>
    public IReadOnlyList<string> Patterns { get; set; } = [];

    /// <summary>Whether any of the words and patterns is enough, or all must be there; any when left out.</summary>
    public CustomMatch Match { get; set; }

    /// <summary>Words that must not be there.</summary>
    public IReadOnlyList<string> Unless { get; set; } = [];

    /// <summary>In whose texts; empty for all.</summary>
    public IReadOnlyList<Source> Sources { get; set; } = [];

    /// <summary>In calls of which models, with stars; empty for all.</summary>
    public IReadOnlyList<string> Models { get; set; } = [];

    /// <summary>In calls of which teams, by name or id; empty for all.</summary>
    public IReadOnlyList<string> Teams { get; set; } = [];

    /// <summary>How grave it is; high when left out.</summary>
    public Severity Severity { get; set; } = Severity.High;

    /// <summary>How far the guards go for this rule; without it what holds for the threat custom_rule.</summary>
    public GuardLevel? Level { get; set; }

    /// <summary>What is done when they enforce; block when left out.</summary>
    public GuardAction? Action { get; set; }

    /// <summary>Texts that the rule must find; one at least.</summary>
    public IReadOnlyList<string> Matches { get; set; } = [];

    /// <summary>Texts that it must leave; one at least.</summary>
    public IReadOnlyList<string> NonMatches { get; set; } = [];
}
