namespace Tollgate.Client.Costs;

/// <summary>Where spending goes.</summary>
public enum SpendTrend
{
    /// <summary>Neither up nor down.</summary>
    Stable,

    /// <summary>The last three days cost more than 1.2 times the first three.</summary>
    Up,

    /// <summary>The last three days cost less than 0.8 times the first three.</summary>
    Down,
}
