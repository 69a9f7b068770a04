namespace Tollgate.Budgets;

/// <summary>A slice as the database holds it.</summary>
internal sealed record SliceRow(Guid Id, Guid WindowId, Guid Node, Guid Incarnation, SliceState State);
