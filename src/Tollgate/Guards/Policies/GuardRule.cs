using Tollgate.Guards.Loops;
using Tollgate.Security;

namespace Tollgate.Guards.Policies;

/// <summary>One rule: for whose calls, for which threats in texts of which sources, how far the guards go.</summary>
internal sealed record GuardRule
{
    /// <summary>UUIDv7; of a rule of the settings file, made from its name.</summary>
    public required Guid Id { get; init; }

    /// <summary>The organization that owns it; empty for the settings file's, which are for all.</summary>
    public Guid OrganizationId { get; init; }

    /// <summary>Its name, unique in the organization; refusals and records name it.</summary>
    public required string Name { get; init; }

    /// <summary>Whose calls it is for.</summary>
    public GuardScope Scope { get; init; }

    /// <summary>Which one of the scope: an id or a name; empty for an organization.</summary>
    public string Target { get; init; } = "";

    /// <summary>The threats; empty for all.</summary>
    public IReadOnlyList<GuardThreat> Threats { get; init; } = [];

    /// <summary>Whose texts; empty for all.</summary>
    public IReadOnlyList<Source> Sources { get; init; } = [];

    /// <summary>How far the guards go.</summary>
    public GuardLevel Level { get; init; } = GuardLevel.Monitor;

    /// <summary>What is done when they enforce.</summary>
    public GuardAction Action { get; init; } = GuardAction.Block;

    /// <summary>Whether what was taken out of a request is put back where its name comes in the answer.</summary>
    public bool Restore { get; init; }

    /// <summary>From when on calls are a loop.</summary>
    public LoopBounds Loops { get; init; } = LoopBounds.Usual;

    /// <summary>What is particular to single threats.</summary>
    public GuardDetails Details { get; init; } = GuardDetails.Usual;

    /// <summary>Findings below this are only recorded.</summary>
    public Severity MinSeverity { get; init; } = Severity.High;

    /// <summary>Findings that are less sure are only recorded.</summary>
    public double MinConfidence { get; init; } = 0.8;

    /// <summary>Who owns it.</summary>
    public GuardOrigin Origin { get; init; }

    /// <summary>When it was made.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it was last changed.</summary>
    public DateTimeOffset UpdatedAt { get; init; }
}
