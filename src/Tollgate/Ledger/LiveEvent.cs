namespace Tollgate.Ledger;

/// <summary>One event of the live feed.</summary>
/// <param name="Kind">The event's name on the wire: call, refusal, budget …</param>
/// <param name="OrganizationId">Whose event it is.</param>
/// <param name="Json">Its body.</param>
internal sealed record LiveEvent(string Kind, Guid OrganizationId, ReadOnlyMemory<byte> Json)
{
    /// <summary>Its id in the stream, by which a listener can go on; set when it is published.</summary>
    public string Id { get; init; } = "";

    /// <summary>Its place among the events of this run.</summary>
    public long Number { get; init; }
}
