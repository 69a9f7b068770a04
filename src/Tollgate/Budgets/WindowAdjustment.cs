using Tollgate.Core;

namespace Tollgate.Budgets;

/// <summary>Later proof that the ledger has written into a window: the live numbers have to follow.</summary>
internal readonly record struct WindowAdjustment(Guid WindowId, Money Cost, Money Uncertain);
