namespace Tollgate.Limits;

/// <summary>What a limit counts.</summary>
public enum LimitUnit : byte
{
    /// <summary>Calls.</summary>
    Requests,
    /// <summary>Tokens: expected when a call enters, corrected when it ends.</summary>
    Tokens,
    /// <summary>Calls in flight at once.</summary>
    Parallel,
}
