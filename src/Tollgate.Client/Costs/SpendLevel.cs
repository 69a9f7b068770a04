namespace Tollgate.Client.Costs;

/// <summary>How near spending is to a limit.</summary>
public enum SpendLevel
{
    /// <summary>Below 70 %.</summary>
    Ok,

    /// <summary>From 70 %.</summary>
    SoftWarning,

    /// <summary>From 90 %.</summary>
    HardWarning,

    /// <summary>From 100 %.</summary>
    Emergency,
}
