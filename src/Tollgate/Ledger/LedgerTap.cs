namespace Tollgate.Ledger;

/// <summary>
/// Is shown what a batch brought, right after its commit and on the writer's thread: for those who would otherwise read it all back. The list is
/// used again after the call. A tap must not throw and must be brief; a kill between commit and call shows it less than there is, never more.
/// </summary>
internal delegate void LedgerTap(IReadOnlyList<NewRow> rows);
