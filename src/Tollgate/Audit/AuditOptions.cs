using Tollgate.Audit.Anchors;
using Tollgate.Audit.Sinks;

namespace Tollgate.Audit;

/// <summary>Where the audit log goes besides the database.</summary>
internal sealed record AuditOptions
{
    /// <summary>Where its head is anchored.</summary>
    public AnchorOptions Anchors { get; init; } = new();

    /// <summary>Who gets its rows.</summary>
    public IReadOnlyList<SinkEntry> Sinks { get; init; } = [];
}
