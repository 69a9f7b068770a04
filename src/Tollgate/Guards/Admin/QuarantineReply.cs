using Tollgate.Guards.Quarantines;

namespace Tollgate.Guards.Admin;

/// <summary>A quarantine as the admin API shows it.</summary>
internal sealed record QuarantineReply(Guid Id, Guid KeyId, string Key, string? Session, string Rule, Guid RequestId, DateTimeOffset BeganAt, DateTimeOffset? EndsAt)
{
    /// <summary>The JSON form of a quarantine.</summary>
    public static QuarantineReply Of(QuarantineEntry entry) =>
        new(entry.Id, entry.KeyId, entry.KeyName, entry.Session, entry.Rule, entry.RequestId, entry.BeganAt, entry.EndsAt);
}
