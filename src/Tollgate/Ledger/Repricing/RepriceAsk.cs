namespace Tollgate.Ledger.Repricing;

/// <summary>Which lines are priced anew, and how.</summary>
/// <param name="OrganizationId">Whose lines; null for all organizations.</param>
/// <param name="From">First instant of sending.</param>
/// <param name="To">The instant after the last one.</param>
/// <param name="At">The day whose prices are taken; null for those of each line's own time, as they are known now.</param>
/// <param name="Model">The model that all lines are priced by; null for each line's own.</param>
internal sealed record RepriceAsk(Guid? OrganizationId, DateTimeOffset From, DateTimeOffset To, DateTimeOffset? At, string? Model);
