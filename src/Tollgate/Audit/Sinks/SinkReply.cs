namespace Tollgate.Audit.Sinks;

/// <summary>How a sink, or an anchor, stands.</summary>
/// <param name="Name">sink/NAME, anchor/file or anchor/url.</param>
/// <param name="To">Where it is.</param>
/// <param name="Sequence">The last row that arrived.</param>
/// <param name="Behind">Rows that have not.</param>
/// <param name="MovedAt">When the last one arrived.</param>
/// <param name="LastError">Why the newest attempt failed; left out when it did not.</param>
internal sealed record SinkReply(string Name, string To, long Sequence, long Behind, DateTimeOffset? MovedAt, string? LastError)
{
    /// <summary>The reply for a follower.</summary>
    public static SinkReply Of(string name, string to, AuditPosition? at, long head) =>
        new(name, to, at?.Sequence ?? 0, head - (at?.Sequence ?? 0), at is { Sequence: > 0 } ? at.MovedAt : null, at?.LastError);
}
