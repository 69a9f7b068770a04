namespace Tollgate.Ledger.Queries;

/// <summary>What guards saw in a call, in its order. Whoever asks may see the call.</summary>
internal delegate Task<IReadOnlyList<FindingView>> CallFindings(Guid requestId, CancellationToken ct);
