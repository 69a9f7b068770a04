using System.Data.Common;
using Tollgate.Core;
using Tollgate.Storage;

namespace Tollgate.Audit;

/// <summary>The append-only, hash-chained log of what administrators did.</summary>
internal sealed class AuditLog(DbDataSource source, TimeProvider time)
{
    private const string SelectLast = "select sequence, hash from audit_event order by sequence desc limit 1";
    private const string Insert =
        """
        insert into audit_event (sequence, id, organization_id, at, actor_key_id, actor_name, action, subject_kind, subject_id, detail, previous_hash, hash)
        values (@sequence, @id, @organization, @at, @actor, @actor_name, @action, @kind, @subject, @detail, @previous, @hash)
        """;

    private const string Columns = "select sequence, id, at, organization_id, actor_key_id, actor_name, action, subject_kind, subject_id, detail, previous_hash, hash from audit_event ";
    private const string SelectPage = Columns + "where organization_id = @organization and sequence < @before order by sequence desc limit @limit";
    private const string SelectAll = Columns + "order by sequence";

    /// <summary>Appends inside the transaction of the change itself, so that neither is there without the other.</summary>
    public async Task AppendAsync(DbConnection connection, AuditEvent happened, CancellationToken ct)
    {
        var (sequence, previous) = await NextAsync(connection, ct);
        var id = Ids.New(time);
        var at = UnixTime.FromUnixMicros(time.NowMicros());
        await using var insert = connection.CreateCommand(Insert);
        insert.Add("@sequence", sequence).Add("@id", id).Add("@organization", happened.OrganizationId).Add("@at", at)
            .Add("@actor", happened.ActorKeyId).Add("@actor_name", happened.ActorName).Add("@action", happened.Action)
            .Add("@kind", happened.SubjectKind).Add("@subject", happened.SubjectId).Add("@detail", happened.Detail)
            .Add("@previous", previous).Add("@hash", AuditHash.Of(previous, sequence, id, at, happened));
        await insert.ExecuteNonQueryAsync(ct);
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

    /// <summary>An organization's rows, newest first.</summary>
    public async Task<IReadOnlyList<AuditRow>> ListAsync(Guid organization, long before, int limit, CancellationToken ct)
    {
        await using var select = source.CreateCommand(SelectPage);
        select.Add("@organization", organization).Add("@before", before).Add("@limit", limit);
        return await select.ReadRowsAsync(ReadRow, ct);
    }

    /// <summary>Walks the whole chain; the place of the first row that does not fit, or null.</summary>
    public async Task<long?> FindBreakAsync(CancellationToken ct)
    {
        await using var select = source.CreateCommand(SelectAll);
        await using var reader = await select.ExecuteReaderAsync(ct);
        var previous = AuditHash.Start;
        var expected = 1L;
        while (await reader.ReadAsync(ct))
        {
            var row = ReadRow(reader);
            var hash = AuditHash.Of(previous, expected, row.Id, row.At, row.Event);
            if (row.Sequence != expected || !row.PreviousHash.AsSpan().SequenceEqual(previous) || !row.Hash.AsSpan().SequenceEqual(hash))
            {
                return row.Sequence;
            }

            previous = hash;
            expected++;
        }

        return null;
    }

    private static async Task<(long Sequence, byte[] Previous)> NextAsync(DbConnection connection, CancellationToken ct)
    {
        await using var select = connection.CreateCommand(SelectLast);
        await using var reader = await select.ExecuteReaderAsync(ct);
        return await reader.ReadAsync(ct) ? (reader.GetInt64(0) + 1, reader.GetBlob(1)) : (1, AuditHash.Start);
    }

    private static AuditRow ReadRow(DbDataReader reader)
    {
        var happened = new AuditEvent(reader.GetId(3), reader.GetId(4), reader.GetString(5), reader.GetString(6), reader.GetString(7), reader.GetString(8), reader.GetString(9));
        return new AuditRow(reader.GetInt64(0), reader.GetId(1), reader.GetTime(2), happened, reader.GetBlob(10), reader.GetBlob(11));
    }
}
