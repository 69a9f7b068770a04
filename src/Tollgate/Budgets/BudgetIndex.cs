using System.Collections.Concurrent;
using Tollgate.Callers;

namespace Tollgate.Budgets;

/// <summary>One state of the book: rules by organization, and the chains resolved from them.</summary>
internal sealed class BudgetIndex
{
    private readonly Dictionary<Guid, Budget[]> _byOrganization;
    private readonly Budget[] _global;
    private readonly bool _asksForSession;
    private readonly bool _asksForNames;
    private readonly bool _asksForModel;
    private readonly TagTargets _tags;

    /// <summary>Sorts the rules.</summary>
    public BudgetIndex(IReadOnlyList<Budget> budgets)
    {
        Budgets = budgets;
        _global = [.. budgets.Where(static budget => budget.Scope == BudgetScope.Global)];
        _byOrganization = budgets.Where(static budget => budget.Scope != BudgetScope.Global)
            .GroupBy(static budget => budget.OrganizationId)
            .ToDictionary(static group => group.Key, group => (Budget[])[.. group.Concat(_global).OrderBy(static budget => budget.Id)]);
        _asksForSession = budgets.Any(static budget => Asks(budget, BudgetScope.Session) || budget.Each == BudgetEach.Session);
        _asksForNames = budgets.Any(static budget => Asks(budget, BudgetScope.Agent) || Asks(budget, BudgetScope.User) || budget.Each is BudgetEach.Agent or BudgetEach.User);
        _asksForModel = budgets.Any(static budget => Asks(budget, BudgetScope.Model) || Asks(budget, BudgetScope.Provider) || budget.Each is BudgetEach.Model or BudgetEach.Provider);
        _tags = new TagTargets(budgets.SelectMany(static budget => budget.Parts()).Where(static part => part.Scope == BudgetScope.Tag).Select(static part => part.Target));
    }

    /// <summary>All rules.</summary>
    public IReadOnlyList<Budget> Budgets { get; }

    /// <summary>What calls resolved to.</summary>
    public ConcurrentDictionary<BudgetSubject, BudgetChain> Chains { get; } = new();

    /// <summary>Whether no rule can count a call of the organization.</summary>
    public bool IsEmpty(Guid organizationId) => _global.Length == 0 && !_byOrganization.ContainsKey(organizationId);

    /// <summary>The rules that can count a call of the organization.</summary>
    public IReadOnlyList<Budget> For(Guid organizationId) => _byOrganization.GetValueOrDefault(organizationId, _global);

    /// <summary>Leaves out what no rule asks for, so that many sessions share one chain.</summary>
    public BudgetSubject Narrow(in BudgetSubject call) => call with
    {
        Session = _asksForSession ? call.Session : null,
        Agent = _asksForNames ? call.Agent : null,
        AgentId = _asksForNames ? call.AgentId : null,
        User = _asksForNames ? call.User : null,
        Model = _asksForModel ? call.Model : "",
        Provider = _asksForModel ? call.Provider : "",
        Tags = null,
        TagMarks = _tags.Mark(call.Tags),
    };

    /// <summary>Keeps a chain; a full memory starts anew, for chains hold no money.</summary>
    public BudgetChain Remember(in BudgetSubject call, BudgetChain chain, int most)
    {
        if (Chains.Count >= most)
        {
            Chains.Clear();
        }

        return Chains.GetOrAdd(call, chain);
    }

    private static bool Asks(Budget budget, BudgetScope scope) => budget.Parts().Any(part => part.Scope == scope);
}
