using Tollgate.Core;

namespace Tollgate.Budgets;

/// <summary>What an operator's decision about suspended money gave back.</summary>
/// <param name="Released">How much.</param>
public sealed record ReleaseReply(Money Released);
