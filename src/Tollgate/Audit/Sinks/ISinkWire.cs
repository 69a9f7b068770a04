using Tollgate.Outbound;

namespace Tollgate.Audit.Sinks;

/// <summary>Brings rows to a sink: over syslog or to a webhook.</summary>
internal interface ISinkWire : IDisposable
{
    /// <summary>Whether a success says that the rows arrived, not only that they left.</summary>
    bool Confirms { get; }

    /// <summary>Whether nothing has happened to the connection since the last rows went out.</summary>
    bool IsStanding { get; }

    /// <summary>Gives the connection up; the next rows go over a new one.</summary>
    void Reset();

    /// <summary>Sends rows in their order.</summary>
    Task<DeliveryResult> SendAsync(IReadOnlyList<AuditRow> rows, CancellationToken ct);
}
