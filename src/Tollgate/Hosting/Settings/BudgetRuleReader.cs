using System.Globalization;
using Tollgate.Api;
using Tollgate.Budgets;
using Tollgate.Core;

namespace Tollgate.Hosting.Settings;

/// <summary>Reads `budgets.rules`: the budgets that the file declares.</summary>
internal static class BudgetRuleReader
{
    private const string LimitForm = "dollars above zero with at most nine decimals, for example 250.00";

    /// <summary>What a file can name: keys and templates have ids that only the gateway gives.</summary>
    private static readonly BudgetScope[] Scopes =
        [BudgetScope.Organization, BudgetScope.Team, BudgetScope.User, BudgetScope.Agent, BudgetScope.Session, BudgetScope.Model, BudgetScope.Provider, BudgetScope.Tag, BudgetScope.Global];

    /// <summary>Reads them.</summary>
    public static IReadOnlyList<Declared<NewBudget>> Read(SettingsSection section)
    {
        var rules = new List<Declared<NewBudget>>();
        foreach (var (name, entry) in section.Sections("rules"))
        {
            var budget = Budget(name, entry);
            if (entry.Line > 0 && BudgetRules.Check(Checkable(budget)) is { } fault)
            {
                entry.Fault(fault.Parameter ?? "", fault.Message);
            }

            rules.Add(new Declared<NewBudget>(entry.Key, entry.Line, budget));
            entry.End();
        }

        return rules;
    }

    private static NewBudget Budget(string name, SettingsSection entry) => new()
    {
        OrganizationId = Guid.Empty,
        Name = name,
        Scope = entry.Choice("scope", "Whose calls it counts. Budgets of keys and templates are made over the API; `each: key` gives every key a window.", BudgetScope.Organization, Scopes),
        Target = entry.Text("target", "Which one of the scope: the name of a team (made at start where there is none), of a user or an agent; a model or its prefix with an asterisk; a provider; a tag as name=value, or its name for any value.") ?? "",
        Also = Also(entry),
        Each = entry.Choice("each", "One window for all of them, or one for each: an invented name opens none for the owner of a key.", BudgetEach.All, Enum.GetValues<BudgetEach>()),
        Counts = entry.Choice("counts", "Which calls it counts, by who pays: those with the gateway's credentials, those of a client's own subscription at list prices, or all.", BudgetCounts.Billed, Enum.GetValues<BudgetCounts>()),
        Limit = entry.Value("limit_usd", "The most that may be spent in one window.", Money.Zero, "", LimitForm, Limit),
        Window = entry.Choice("window", "The length of its windows, by the calendar.", WindowKind.Lifetime, Enum.GetValues<WindowKind>()),
        TimeZone = entry.Text("time_zone", "The zone whose calendar counts, by its IANA name.", "UTC", "a name, for example Europe/Berlin")!,
        Hard = entry.Flag("hard", "Whether it blocks; otherwise it only alerts.", true),
        OnNoFit = entry.Choice("on_no_fit", "What happens to a call that is too large for what is left: its output is cut to what fits, or it is refused.", NoFit.Clamp, Enum.GetValues<NoFit>()),
        DowngradeTo = entry.Text("downgrade_to", "The model that calls go to once the limit is reached."),
        WarnPercent = entry.Number("warn_percent", "Where its soft warning begins, in percent of the limit.", Tollgate.Budgets.Budget.DefaultWarnPercent, 1, 100),
        AlertPercents = Percents(entry),
        FailMode = entry.Choice("fail_mode", "What happens when the database is away and a window cannot be opened.", default(FailMode), Enum.GetValues<FailMode>()),
        StatusOverride = (int?)entry.NumberOrNone("refusal_status", "The HTTP status of its refusals, instead of the dialect's.", 400, 599),
        Contact = entry.Text("contact", "Whom a refused caller may ask."),
        Origin = BudgetOrigin.File,
    };

    private static List<BudgetPart> Also(SettingsSection entry)
    {
        var parts = new List<BudgetPart>();
        foreach (var (word, target, _) in entry.Map("also", "a map of scope to target", "What a call must meet besides, at most three: `{ model: \"gpt-5*\", provider: openai }`."))
        {
            if (Scopes.FirstOrDefault(scope => BudgetWords.Word(scope) == word, BudgetScope.Key) is var scope and not BudgetScope.Key)
            {
                parts.Add(new BudgetPart(scope, target));
            }
            else
            {
                entry.Fault("also", $"'{word}' is no scope that can be named here.");
            }
        }

        return parts;
    }

    private static (bool IsFine, Money Value) Limit(string text) => (Money.TryParse(text, out var money) && money > Money.Zero, money);

    private static IReadOnlyList<int> Percents(SettingsSection entry)
    {
        var fallback = Tollgate.Budgets.Budget.DefaultAlertPercents;
        var percents = new List<int>();
        foreach (var text in entry.Texts("alert_percents", "Percentages of the limit that are told once per window, in ascending order.", string.Join(", ", fallback)))
        {
            if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var percent))
            {
                percents.Add(percent);
            }
            else
            {
                entry.Fault("alert_percents", $"'{text}' is no whole number from 1 to 1000.");
            }
        }

        return percents.Count == 0 ? fallback : percents;
    }

    /// <summary>A team's name becomes its id at start; what else there is to check can be checked now.</summary>
    private static Budget Checkable(NewBudget budget) => (budget with { Target = Target(budget.Scope, budget.Target), Also = [.. budget.Also.Select(part => part with { Target = Target(part.Scope, part.Target) })] }).ToBudget(Guid.Empty, default);

    private static string Target(BudgetScope scope, string target) => scope == BudgetScope.Team && target.Length > 0 ? Guid.Empty.ToString() : target;
}
