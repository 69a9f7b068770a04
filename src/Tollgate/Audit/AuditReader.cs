using System.Data.Common;
using System.Runtime.CompilerServices;
using Tollgate.Storage;

namespace Tollgate.Audit;

/// <summary>Reads the audit log, of the running gateway or of a copy of its data folder.</summary>
internal sealed class AuditReader(DbDataSource source)
{
    private const int Batch = 500;

    private const string Columns = "select sequence, id, at, organization_id, actor_key_id, actor_name, action, subject_kind, subject_id, detail, previous_hash, hash from audit_event ";
    private const string Conditions =
        """
        (@organization is null or organization_id = @organization) and (@from is null or at >= @from) and (@to is null or at < @to)
        and (@kind is null or action = @kind or substr(action, 1, length(@kind) + 1) = @kind || '.')
        and (@actor is null or actor_name = @actor or actor_key_id = @actor_key) and (@subject is null or subject_id = @subject)
        """;

    private const string SelectPage = $"{Columns} where sequence < @before and {Conditions} order by sequence desc limit @limit";
    private const string SelectOnwards = $"{Columns} where sequence > @after and {Conditions} order by sequence limit @limit";

    /// <summary>Rows before a place, newest first.</summary>
    public async Task<IReadOnlyList<AuditRow>> ListAsync(AuditFilter filter, long before, int limit, CancellationToken ct)
    {
        await using var select = source.CreateCommand(SelectPage);
        select.Add("@before", before).Add("@limit", limit);
        return await Bind(select, filter).ReadRowsAsync(Read, ct);
    }

    /// <summary>Rows behind a place, oldest first, at most so many.</summary>
    public async Task<IReadOnlyList<AuditRow>> ListAfterAsync(AuditFilter filter, long after, int limit, CancellationToken ct)
    {
        await using var select = source.CreateCommand(SelectOnwards);
        select.Add("@after", after).Add("@limit", limit);
        return await Bind(select, filter).ReadRowsAsync(Read, ct);
    }

    /// <summary>All rows, oldest first; a few hundred at a time are in memory, and no reader holds the database between them.</summary>
    public async IAsyncEnumerable<AuditRow> ReadAsync(AuditFilter filter, [EnumeratorCancellation] CancellationToken ct)
    {
        var after = long.MinValue;
        while (true)
        {
            var rows = await ListAfterAsync(filter, after, Batch, ct);
            foreach (var row in rows)
            {
                yield return row;
            }

            if (rows.Count < Batch)
            {
                yield break;
            }

            after = rows[^1].Sequence;
        }
    }

    private static DbCommand Bind(DbCommand command, AuditFilter filter) => command
        .Add("@organization", filter.OrganizationId).Add("@from", filter.From).Add("@to", filter.To).Add("@kind", filter.Kind)
        .Add("@actor", filter.Actor).Add("@actor_key", Guid.TryParse(filter.Actor, out var key) ? key : null).Add("@subject", filter.Subject);

    private static AuditRow Read(DbDataReader reader)
    {
        var happened = new AuditEvent(reader.GetId(3), reader.GetId(4), reader.GetString(5), reader.GetString(6), reader.GetString(7), reader.GetString(8), reader.GetString(9));
        return new AuditRow(reader.GetInt64(0), reader.GetId(1), reader.GetTime(2), happened, reader.GetBlob(10), reader.GetBlob(11));
    }
}
