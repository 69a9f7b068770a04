namespace Tollgate.Budgets;

/// <summary>Where a slice stands.</summary>
internal enum SliceStatus : byte
{
    /// <summary>The owner spends from it.</summary>
    Open,
    /// <summary>The owner is silent; its remainder is suspended in the window.</summary>
    Suspended,
    /// <summary>Given back; nothing of it is out.</summary>
    Returned,
}
