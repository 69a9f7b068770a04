using Tollgate.Core;

namespace Tollgate.ModelCalls;

/// <summary>What an attempt can cost at most.</summary>
/// <param name="Reserved">As it was sent: nothing can be owed beyond it.</param>
/// <param name="Most">As it is known at its end: less, once the provider has said how much input it read.</param>
internal readonly record struct SettlementBound(Money Reserved, Money Most);
