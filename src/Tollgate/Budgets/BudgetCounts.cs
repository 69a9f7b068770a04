namespace Tollgate.Budgets;

/// <summary>Which calls a budget counts, by who pays for them.</summary>
public enum BudgetCounts : byte
{
    /// <summary>Those that go out with the gateway's own credentials.</summary>
    Billed,
    /// <summary>Those that go out with the client's own credentials, at list prices: what its subscription is worth.</summary>
    Notional,
    /// <summary>Both.</summary>
    All,
}
