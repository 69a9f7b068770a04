using Tollgate.Api;
using Tollgate.Limits;

namespace Tollgate.Hosting.Settings;

/// <summary>Reads `limits.rules`: the rate limits that the file declares.</summary>
internal static class LimitRuleReader
{
    /// <summary>What a file can name: keys and templates have ids that only the gateway gives.</summary>
    private static readonly LimitScope[] Scopes =
        [LimitScope.Organization, LimitScope.Team, LimitScope.User, LimitScope.Agent, LimitScope.Model, LimitScope.Provider, LimitScope.Tag, LimitScope.Global];

    private static readonly LimitPer[] Times = [LimitPer.Minute, LimitPer.Hour, LimitPer.Day];

    /// <summary>Reads them.</summary>
    public static IReadOnlyList<Declared<NewLimit>> Read(SettingsSection section)
    {
        var rules = new List<Declared<NewLimit>>();
        foreach (var (name, entry) in section.Sections("rules"))
        {
            var limit = Limit(name, entry);
            if (entry.Line > 0 && LimitRules.Check(Checkable(limit)) is { } fault)
            {
                entry.Fault(fault.Parameter ?? "", fault.Message);
            }

            rules.Add(new Declared<NewLimit>(entry.Key, entry.Line, limit));
            entry.End();
        }

        return rules;
    }

    private static NewLimit Limit(string name, SettingsSection entry)
    {
        var unit = entry.Choice("unit", "What is counted: calls, their tokens, or calls in flight at once.", LimitUnit.Requests, Enum.GetValues<LimitUnit>());
        var per = entry.Choice("per", "In which time; not for calls in flight.", LimitPer.Minute, Times);
        return new NewLimit
        {
            OrganizationId = Guid.Empty,
            Name = name,
            Scope = entry.Choice("scope", "Whose calls it counts. Limits of keys and templates are made over the API; `each: key` gives every key a counter.", LimitScope.Organization, Scopes),
            Target = entry.Text("target", "Which one of the scope, as for budgets.") ?? "",
            Each = entry.Choice("each", "One counter for all of them, or one for each.", LimitEach.All, Enum.GetValues<LimitEach>()),
            Unit = unit,
            Per = unit == LimitUnit.Parallel ? LimitPer.Once : per,
            Limit = entry.NumberOrNone("limit", "How many; as many as this are allowed.", 1, long.MaxValue) ?? 0,
            Contact = entry.Text("contact", "Whom a refused caller may ask."),
            Origin = LimitOrigin.File,
        };
    }

    /// <summary>A team's name becomes its id at start.</summary>
    private static RateLimit Checkable(NewLimit limit) =>
        (limit with { Target = limit is { Scope: LimitScope.Team, Target.Length: > 0 } ? Guid.Empty.ToString() : limit.Target }).ToLimit(Guid.Empty, default);
}
