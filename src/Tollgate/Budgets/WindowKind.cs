namespace Tollgate.Budgets;

/// <summary>The length of a budget's calendar windows.</summary>
public enum WindowKind : byte
{
    /// <summary>From the full hour.</summary>
    Hour,
    /// <summary>From midnight.</summary>
    Day,
    /// <summary>From Monday midnight.</summary>
    Week,
    /// <summary>From the first of the month.</summary>
    Month,
    /// <summary>One window that never ends.</summary>
    Lifetime,
}
