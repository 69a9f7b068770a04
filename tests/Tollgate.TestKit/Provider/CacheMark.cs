namespace Tollgate.TestKit.Provider;

/// <summary>Whether a prompt part ends a prefix that the client wants cached, and for how long.</summary>
public enum CacheMark : byte
{
    /// <summary>No mark.</summary>
    None,
    /// <summary>Five minutes.</summary>
    FiveMinutes,
    /// <summary>One hour.</summary>
    Hour,
}
