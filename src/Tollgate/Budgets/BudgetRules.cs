using Tollgate.Api;
using Tollgate.Callers;
using Tollgate.Core;

namespace Tollgate.Budgets;

/// <summary>What a budget must be like to be accepted; each fault names its field.</summary>
internal static class BudgetRules
{
    private const int LongestText = 200;
    private const int MostPercent = 1000;
    private const int MostParts = 3;

    /// <summary>The first fault; null when all is well.</summary>
    public static Refusal? Check(Budget budget) =>
        CheckMoney(budget) ?? CheckTarget(budget.Scope, budget.Target, "target") ?? CheckAlso(budget) ?? CheckPercents(budget) ?? CheckText(budget);

    private static Refusal? CheckMoney(Budget budget)
    {
        if (budget.Limit <= Money.Zero)
        {
            return ApiReply.Invalid("limit_usd", "'limit_usd' must be above zero.");
        }

        return WindowCalendar.TryFindZone(budget.TimeZone, out _)
            ? null
            : ApiReply.Invalid("time_zone", $"'{budget.TimeZone}' is not a time zone this machine knows; take an IANA name such as Europe/Berlin, or UTC.");
    }

    private static Refusal? CheckTarget(BudgetScope scope, string target, string parameter)
    {
        var needsTarget = scope is not (BudgetScope.Organization or BudgetScope.Global);
        if (needsTarget != target.Length > 0)
        {
            return ApiReply.Invalid(parameter, needsTarget ? "'target' says which one of the scope is meant." : "This scope takes no 'target'.");
        }

        if (scope == BudgetScope.Tag && !TagTargets.IsTarget(target))
        {
            return ApiReply.Invalid(parameter, TagTargets.Form);
        }

        return scope is BudgetScope.Key or BudgetScope.Team or BudgetScope.Template && !Guid.TryParse(target, out _)
            ? ApiReply.Invalid(parameter, "'target' of a key, a team or a template is its id.")
            : null;
    }

    private static Refusal? CheckAlso(Budget budget)
    {
        if (budget.Also.Count > MostParts)
        {
            return ApiReply.Invalid("also", "'also' takes at most three conditions.");
        }

        foreach (var part in budget.Also)
        {
            if (CheckPart(budget, part) is { } fault)
            {
                return fault;
            }
        }

        return null;
    }

    private static Refusal? CheckPart(Budget budget, BudgetPart? part)
    {
        if (part?.Target is null || part.Target.Length > LongestText || !PlainText.IsOneLine(part.Target))
        {
            return ApiReply.Invalid("also", "'also' is a list of {\"scope\", \"target\"}; a target takes at most 200 characters and no control characters.");
        }

        if (part.Scope is BudgetScope.Organization or BudgetScope.Global)
        {
            return ApiReply.Invalid("also", "'also' narrows a budget: organization and global narrow nothing.");
        }

        return part.Scope != BudgetScope.Tag && budget.Parts().Count(other => other?.Scope == part.Scope) > 1
            ? ApiReply.Invalid("also", $"No call is of two of scope '{BudgetWords.Word(part.Scope)}': only tags may be named twice.")
            : CheckTarget(part.Scope, part.Target, "also");
    }

    private static Refusal? CheckPercents(Budget budget)
    {
        var before = 0;
        foreach (var percent in budget.AlertPercents)
        {
            if (percent < before || percent is < 1 or > MostPercent)
            {
                return ApiReply.Invalid("alert_percents", "'alert_percents' are whole numbers from 1 to 1000 in ascending order.");
            }

            before = percent;
        }

        return budget.WarnPercent is < 1 or > 100 ? ApiReply.Invalid("warn_percent", "'warn_percent' takes 1 to 100.") : null;
    }

    private static Refusal? CheckText(Budget budget)
    {
        if (budget.Name.Length is 0 or > LongestText || budget.Target.Length > LongestText || budget.Contact?.Length > LongestText)
        {
            return ApiReply.Invalid("name", "'name', 'target' and 'contact' take at most 200 characters, and a name at least one.");
        }

        if (!PlainText.IsName(budget.Name) || !PlainText.IsOneLine(budget.Target) || !PlainText.IsOneLine(budget.Contact))
        {
            return ApiReply.Invalid("name", "'name' must say something, and 'name', 'target' and 'contact' take no control characters.");
        }

        return budget.StatusOverride is < 400 or > 599
            ? ApiReply.Invalid("refusal_status", "'refusal_status' takes 400 to 599.")
            : null;
    }
}
