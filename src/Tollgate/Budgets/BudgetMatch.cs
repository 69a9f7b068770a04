using Tollgate.Callers;

namespace Tollgate.Budgets;

/// <summary>Whether a budget counts a call, and in whose window.</summary>
internal static class BudgetMatch
{
    private const string Shared = "";

    /// <summary>The subject of the window that counts the call; null when the budget does not count it.</summary>
    public static string? Subject(Budget budget, in BudgetSubject call) => IsOfItsKind(budget.Counts, call.IsNotional) && Counts(budget, call) ? Share(budget.Each, call) : null;

    /// <summary>What a client's own subscription pays is no money of ours: only budgets that say so count it.</summary>
    private static bool IsOfItsKind(BudgetCounts counts, bool isNotional) =>
        counts == BudgetCounts.All || (counts == BudgetCounts.Notional) == isNotional;

    private static bool Counts(Budget budget, in BudgetSubject call)
    {
        if (!Meets(budget.Scope, budget.Target, call))
        {
            return false;
        }

        foreach (var part in budget.Also)
        {
            if (!Meets(part.Scope, part.Target, call))
            {
                return false;
            }
        }

        return true;
    }

    private static bool Meets(BudgetScope scope, string target, in BudgetSubject call) => scope switch
    {
        BudgetScope.Key => IsId(target, call.KeyId),
        BudgetScope.Session => target == call.Session,
        BudgetScope.Agent => target == call.Agent || IsId(target, call.AgentId) || (call.IsAgent && IsPrincipal(target, call)),
        BudgetScope.User => target == call.User || (!call.IsAgent && IsPrincipal(target, call)),
        BudgetScope.Template => IsId(target, call.TemplateId),
        BudgetScope.Team => IsId(target, call.TeamId),
        BudgetScope.Model => IsModel(target, call.Model),
        BudgetScope.Provider => target == call.Provider,
        BudgetScope.Tag => TagTargets.Holds(call.TagMarks, target),
        _ => true,
    };

    /// <summary>The principal that owns the key comes before a name the client gives: names may add windows, never open a fresh one.</summary>
    private static string? Share(BudgetEach each, in BudgetSubject call) => each switch
    {
        BudgetEach.User => call.IsAgent ? call.User : call.PrincipalId.ToString(),
        BudgetEach.Agent => call.IsAgent ? call.PrincipalId.ToString() : call.Agent,
        BudgetEach.Key => call.KeyId.ToString(),
        BudgetEach.Holder => call.PrincipalId.ToString(),
        BudgetEach.Session => call.Session,
        BudgetEach.Model => Named(call.Model),
        BudgetEach.Provider => Named(call.Provider),
        _ => Shared,
    };

    /// <summary>Who asks how budgets stand has no model yet.</summary>
    private static string? Named(string name) => name.Length > 0 ? name : null;

    private static bool IsId(string target, Guid? id) => id is not null && Guid.TryParse(target, out var parsed) && parsed == id;

    private static bool IsPrincipal(string target, in BudgetSubject call) => target == call.PrincipalName || IsId(target, call.PrincipalId);

    private static bool IsModel(string target, string model) =>
        target.EndsWith('*') ? model.StartsWith(target.AsSpan(0, target.Length - 1), StringComparison.Ordinal) : target == model;
}
