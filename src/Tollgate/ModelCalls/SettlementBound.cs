using Tollgate.Core;

namespace Tollgate.ModelCalls;

/// <summary>What an attempt can cost at most.</summary>
/// <param name="Reserved">As it was sent: nothing can be owed beyond it.</param>
/// <param name="Most">As it is known at its end: less, once the provider has said how much input it read.</param>
/// <param name="IsKnown">Whether it is bounded at all; else nothing is reserved, and an estimate is owed as it is.</param>
internal readonly record struct SettlementBound(Money Reserved, Money Most, bool IsKnown);
