using Tollgate.Core;

namespace Tollgate.Ledger;

/// <summary>Body of POST /api/calls/{request_id}/adjustments: what an attempt truly cost, and how that is known.</summary>
internal sealed record AdjustmentRequest
{
    public required int Attempt { get; init; }

    /// <summary>The true cost; 0 when it is proven that nothing was billed.</summary>
    public required Money CostUsd { get; init; }

    /// <summary>The proof: an invoice, a provider export, an object's usage.</summary>
    public required string Reason { get; init; }
}
