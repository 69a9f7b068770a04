using System.Text.Json;

namespace Tollgate.Audit;

/// <summary>One row of the log in JSON.</summary>
internal sealed record AuditReply(long Sequence, Guid Id, DateTimeOffset At, Guid OrganizationId, Guid? ActorKeyId, string Actor, string Action, string SubjectKind, string SubjectId, JsonElement Detail, string PreviousHash, string Hash)
{
    /// <summary>The JSON form of a row.</summary>
    public static AuditReply Of(AuditRow row)
    {
        var actor = row.Event.ActorKeyId == Guid.Empty ? (Guid?)null : row.Event.ActorKeyId;
        return new AuditReply(
            row.Sequence, row.Id, row.At, row.Event.OrganizationId, actor, row.Event.ActorName, row.Event.Action, row.Event.SubjectKind, row.Event.SubjectId,
            Read(row.Event.Detail), Convert.ToHexStringLower(row.PreviousHash), Convert.ToHexStringLower(row.Hash));
    }

    /// <summary>What somebody put there afterwards may be no JSON; it is shown as the text that it is.</summary>
    private static JsonElement Read(string detail)
    {
        try
        {
            using var parsed = JsonDocument.Parse(detail);
            return parsed.RootElement.Clone();
        }
        catch (JsonException)
        {
            return JsonSerializer.SerializeToElement(detail, AuditJson.Default.String);
        }
    }
}
