using System.Data.Common;
using Tollgate.Core;
using Tollgate.Storage;

namespace Tollgate.Audit;

/// <summary>The append-only, hash-chained log of what was done and decided.</summary>
internal sealed class AuditLog(DbDataSource source, TimeProvider time, AuditRedaction? redaction = null)
{
    private const string Insert =
        """
        insert into audit_event (sequence, id, organization_id, at, actor_key_id, actor_name, action, subject_kind, subject_id, detail, previous_hash, hash)
        values (@sequence, @id, @organization, @at, @actor, @actor_name, @action, @kind, @subject, @detail, @previous, @hash)
        """;

    /// <summary>Appends inside the transaction of the change itself, so that neither is there without the other.</summary>
    public async Task AppendAsync(DbConnection connection, AuditEvent happened, CancellationToken ct)
    {
        var last = await LastAsync(connection, ct);
        var id = Ids.New(time);
        var at = UnixTime.FromUnixMicros(time.NowMicros());
        var row = happened.IsOurs ? happened : redaction?.Of(happened) ?? happened;
        var next = new AuditHead(last.Sequence + 1, AuditHash.Of(last.Hash, last.Sequence + 1, id, at, row));
        await using var insert = connection.CreateCommand(Insert);
        insert.Add("@sequence", next.Sequence).Add("@id", id).Add("@organization", row.OrganizationId).Add("@at", at)
            .Add("@actor", row.ActorKeyId).Add("@actor_name", row.ActorName).Add("@action", row.Action)
            .Add("@kind", row.SubjectKind).Add("@subject", row.SubjectId).Add("@detail", row.Detail)
            .Add("@previous", last.Hash).Add("@hash", next.Hash);
        await insert.ExecuteNonQueryAsync(ct);
        await next.WriteAsync(connection, ct);
    }

    /// <summary>Appends in a transaction of its own.</summary>
    public async Task AppendAsync(AuditEvent happened, CancellationToken ct)
    {
        await using var connection = await source.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        await AppendAsync(connection, happened, ct);
        await transaction.CommitAsync(ct);
    }

    /// <summary>Makes a change and its row one transaction; false, and no row, when the change found nothing to change.</summary>
    public async Task<bool> ChangeAsync(AuditEvent happened, Func<DbConnection, Task<bool>> change, CancellationToken ct)
    {
        await using var connection = await source.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        if (!await change(connection))
        {
            return false;
        }

        await AppendAsync(connection, happened, ct);
        await transaction.CommitAsync(ct);
        return true;
    }

    private static async Task<AuditHead> LastAsync(DbConnection connection, CancellationToken ct)
    {
        await using var select = connection.CreateCommand();
        return await AuditHead.ReadAsync(select, ct);
    }
}
