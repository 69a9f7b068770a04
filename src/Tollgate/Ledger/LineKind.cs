namespace Tollgate.Ledger;

/// <summary>What a ledger line does. At most one of each kind for an attempt.</summary>
internal enum LineKind : byte
{
    /// <summary>What the attempt cost, and what it may cost on top.</summary>
    Charge,
    /// <summary>Later proof of the true cost: the difference to what was charged.</summary>
    Adjustment,
    /// <summary>Proof that what was uncertain is not owed.</summary>
    Release,
}
