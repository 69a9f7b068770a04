namespace Tollgate.Client.Calls;

/// <summary>How the tightest budget of a call stands.</summary>
public enum BudgetStanding
{
    /// <summary>Below its first threshold, or there is no budget.</summary>
    Ok,

    /// <summary>A threshold is crossed.</summary>
    Warn,

    /// <summary>Calls are served by a cheaper model.</summary>
    Downgrade,

    /// <summary>It is spent.</summary>
    Exceeded,
}
