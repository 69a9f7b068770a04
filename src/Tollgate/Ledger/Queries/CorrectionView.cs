using Tollgate.Core;

namespace Tollgate.Ledger.Queries;

/// <summary>An adjustment or a release: what later proof changed, and why.</summary>
internal sealed record CorrectionView(string Kind, DateTimeOffset At, Money CostUsd, Money UncertainUsd, string? Reason);
