namespace Tollgate.Upstreams.Routes;

/// <summary>What a pass-through route costs.</summary>
internal enum RouteCharge : byte
{
    /// <summary>Nothing.</summary>
    Free,
    /// <summary>Something; what the bill counts is in the row.</summary>
    Metered,
    /// <summary>Not offered: account and list endpoints show what belongs to others.</summary>
    Denied,
}
