namespace Tollgate.Alerts;

/// <summary>What an alert is about.</summary>
public enum AlertKind : byte
{
    /// <summary>A threshold of a budget below its limit was crossed.</summary>
    BudgetWarning,
    /// <summary>A budget's limit was reached.</summary>
    BudgetBreach,
    /// <summary>A bill came out above its reserve: the bound of that call was wrong.</summary>
    AboveReserve,
    /// <summary>More was spent in a while than in the same while before.</summary>
    CostSpike,
    /// <summary>Too many calls failed at providers.</summary>
    ErrorRate,
    /// <summary>An agent that used to call has gone quiet.</summary>
    AgentInactive,
    /// <summary>A model without a listed price was billed at the provider's dearest rates.</summary>
    AssumedPrice,
    /// <summary>A guard found something in a call and did something about it, or could not judge the call.</summary>
    GuardFinding,
    /// <summary>Somebody tries out a channel.</summary>
    Test,
}
