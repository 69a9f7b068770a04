using Tollgate.Core;

namespace Tollgate.Analytics.Reconciling;

/// <summary>A provider's bill beside the ledger.</summary>
/// <param name="Provider">The provider.</param>
/// <param name="From">First instant of the bill.</param>
/// <param name="To">The instant after its last.</param>
/// <param name="Items">Every time and model, those that agree too.</param>
/// <param name="LedgerUsd">The sum of the ledger.</param>
/// <param name="BillUsd">The sum of the bill.</param>
/// <param name="DifferenceUsd">The bill less the ledger.</param>
/// <param name="ByReason">The difference by reason.</param>
/// <param name="UnexplainedUsd">What is left without a reason: always zero.</param>
/// <param name="ProvenLines">Lines whose true cost the bill proves.</param>
/// <param name="AdjustedLines">Those that were adjusted now.</param>
internal sealed record ReconcileReply(
    string Provider, DateTimeOffset From, DateTimeOffset To, IReadOnlyList<ReconciledRow> Items, Money LedgerUsd, Money BillUsd, Money DifferenceUsd,
    IReadOnlyDictionary<string, Money> ByReason, Money UnexplainedUsd, int ProvenLines, int AdjustedLines);
