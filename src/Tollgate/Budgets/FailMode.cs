namespace Tollgate.Budgets;

/// <summary>What a budget does when its window cannot be opened because the database is away.</summary>
public enum FailMode : byte
{
    /// <summary>Calls are refused until it is back.</summary>
    Closed,
    /// <summary>Calls pass uncounted by this budget; its owner said so.</summary>
    Open,
}
