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

    private static bool Counts(Budget budget, in BudgetSubject call) => budget.Scope switch
    {
        BudgetScope.Key => IsId(budget.Target, call.KeyId),
        BudgetScope.Session => budget.Target == call.Session,
        BudgetScope.Agent => budget.Target == call.Agent || IsId(budget.Target, call.AgentId) || (call.IsAgent && IsPrincipal(budget.Target, call)),
        BudgetScope.User => budget.Target == call.User || (!call.IsAgent && IsPrincipal(budget.Target, call)),
        BudgetScope.Template => IsId(budget.Target, call.TemplateId),
        BudgetScope.Team => IsId(budget.Target, call.TeamId),
        BudgetScope.Model => IsModel(budget.Target, call.Model),
        BudgetScope.Provider => budget.Target == call.Provider,
        BudgetScope.Tag => TagTargets.Holds(call.TagMarks, budget.Target),
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
        _ => Shared,
    };

    private static bool IsId(string target, Guid? id) => id is not null && Guid.TryParse(target, out var parsed) && parsed == id;

    private static bool IsPrincipal(string target, in BudgetSubject call) => target == call.PrincipalName || IsId(target, call.PrincipalId);

    private static bool IsModel(string target, string model) =>
        target.EndsWith('*') ? model.StartsWith(target.AsSpan(0, target.Length - 1), StringComparison.Ordinal) : target == model;
}
