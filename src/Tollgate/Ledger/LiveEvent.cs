namespace Tollgate.Ledger;

/// <summary>One event of the live feed.</summary>
/// <param name="Kind">The event's name on the wire: call, refusal, budget …</param>
/// <param name="OrganizationId">Whose event it is.</param>
/// <param name="Json">Its body.</param>
internal sealed record LiveEvent(string Kind, Guid OrganizationId, ReadOnlyMemory<byte> Json);
