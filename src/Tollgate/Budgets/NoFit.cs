namespace Tollgate.Budgets;

/// <summary>What happens to a call whose bound does not fit, when a smaller one would.</summary>
public enum NoFit : byte
{
    /// <summary>The output limit is lowered to what fits.</summary>
    Clamp,
    /// <summary>The call is refused.</summary>
    Refuse,
}
