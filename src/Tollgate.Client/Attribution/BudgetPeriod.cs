namespace Tollgate.Client.Attribution;

/// <summary>A calendar period of a budget.</summary>
public enum BudgetPeriod
{
    /// <summary>A day of the zone.</summary>
    Day,

    /// <summary>A month of the zone.</summary>
    Month,
}
