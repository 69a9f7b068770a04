namespace Tollgate.Limits;

/// <summary>How one rule is split into many counters.</summary>
public enum LimitEach : byte
{
    /// <summary>One counter for everybody the rule covers.</summary>
    All,
    /// <summary>A counter per user.</summary>
    User,
    /// <summary>A counter per agent.</summary>
    Agent,
    /// <summary>A counter per key.</summary>
    Key,
    /// <summary>A counter per session.</summary>
    Session,
    /// <summary>A counter per holder of a key, user or agent: all keys of one holder together.</summary>
    Holder,
}
