using Tollgate.Callers;
using Tollgate.Guards.Policies;
using Tollgate.Security;
using Tollgate.Security.Custom;

namespace Tollgate.Guards.Custom;

/// <summary>A rule of an owner's in force.</summary>
internal sealed class CustomEntry(CustomBody body)
{
    /// <summary>What it finds.</summary>
    public CustomRule Rule { get; } = RuleOf(body);

    /// <summary>What is done about what it finds, where the rule says so itself.</summary>
    public GuardSetting? Setting { get; } = body.Level is { } level ? new GuardSetting(body.Name!, level, body.Action ?? GuardAction.Block, Severity.Info, 0) : null;

    /// <summary>The rule as the scanner takes it.</summary>
    public static CustomRule RuleOf(CustomBody body) => new()
    {
        Name = body.Name!, Severity = body.Severity, Keywords = body.Keywords, Patterns = body.Patterns, NeedsAll = body.Match == CustomMatch.All, Unless = body.Unless,
    };

    /// <summary>Whether it is about texts of a source.</summary>
    public bool IsFor(Source source) => body.Sources.Count == 0 || body.Sources.Contains(source);

    /// <summary>Whether it is about calls of a caller's team.</summary>
    public bool IsFor(Caller caller) =>
        body.Teams.Count == 0 || body.Teams.Any(team => team == caller.TeamName || (Guid.TryParse(team, out var id) && id == caller.TeamId));

    /// <summary>Whether it is about calls of a model.</summary>
    public bool IsForModel(string model)
    {
        var slash = model.IndexOf('/', StringComparison.Ordinal);
        return body.Models.Count == 0 || body.Models.Any(pattern => ModelPattern.Matches(pattern, model.AsSpan(0, Math.Max(0, slash)), model.AsSpan(slash + 1)));
    }
}
