namespace Tollgate.Budgets;

/// <summary>How one rule is split into many windows: one per user, agent, key or session that it meets.</summary>
public enum BudgetEach : byte
{
    /// <summary>One window for everybody the rule covers.</summary>
    All,
    /// <summary>A window per user.</summary>
    User,
    /// <summary>A window per agent.</summary>
    Agent,
    /// <summary>A window per key.</summary>
    Key,
    /// <summary>A window per session.</summary>
    Session,
    /// <summary>A window per holder of a key, user or agent: all keys of one holder together.</summary>
    Holder,
    /// <summary>A window per model.</summary>
    Model,
    /// <summary>A window per provider.</summary>
    Provider,
}
