namespace Tollgate.Limits;

/// <summary>The length of a limit's sliding window.</summary>
public enum LimitPer : byte
{
    /// <summary>Any sixty seconds.</summary>
    Minute,
    /// <summary>Any sixty minutes.</summary>
    Hour,
    /// <summary>Any twenty-four hours.</summary>
    Day,
    /// <summary>No window: for calls in flight.</summary>
    Once,
}
