using System.Data.Common;

namespace Tollgate.Ledger;

/// <summary>
/// Takes part in the transaction that makes lines part of the ledger. It sees each line exactly once: in the transaction that inserted it,
/// never again on replay. When it throws, nothing of the batch is kept and the batch is tried again.
/// </summary>
/// <remarks>A feature registers one as a singleton, for example so that a budget's window and the ledger cannot disagree.</remarks>
internal delegate Task LedgerSink(DbTransaction transaction, IReadOnlyList<SettledLine> lines, CancellationToken ct);
