using Tollgate.Ledger.Records;

namespace Tollgate.Ledger;

/// <summary>What one record has just brought to the ledger.</summary>
/// <param name="Record">The record.</param>
/// <param name="RequestRow">The number of its new row of `request`; 0 when it brought none.</param>
/// <param name="LineSequence">The place of its new ledger line; 0 when it brought none.</param>
internal readonly record struct NewRow(JournalRecord Record, long RequestRow, long LineSequence);
