using System.Data.Common;
using Tollgate.Storage;

namespace Tollgate.Guards.Quarantines;

/// <summary>Quarantines in the database: they outlast the process.</summary>
internal sealed class QuarantineStore(DbDataSource source, Quarantine quarantine, TimeProvider time)
{
    private const string Columns = "id, organization_id, key_id, key_name, session, rule, request_id, began_at, ends_at";
    private const string Insert = $"insert into guard_quarantine ({Columns}) values (@id, @organization, @key, @name, @session, @rule, @request, @began, @ends)";
    private const string Open = "lifted_at is null and (ends_at is null or ends_at > @now)";
    private const string SelectAll = $"select {Columns} from guard_quarantine where {Open}";
    private const string SelectPage = $"select {Columns} from guard_quarantine where organization_id = @organization and id > @after and {Open} order by id limit @count";
    private const string Close = $"update guard_quarantine set lifted_at = @now where id = @id and organization_id = @organization and {Open} returning {Columns}";

    /// <summary>Adds one inside the transaction of its report.</summary>
    public static async Task AddAsync(DbConnection connection, QuarantineEntry entry, CancellationToken ct)
    {
        await using var command = connection.CreateCommand(Insert);
        command.Add("@id", entry.Id).Add("@organization", entry.OrganizationId).Add("@key", entry.KeyId).Add("@name", entry.KeyName)
            .Add("@session", entry.Session).Add("@rule", entry.Rule).Add("@request", entry.RequestId).Add("@began", entry.BeganAt).Add("@ends", entry.EndsAt);
        await command.ExecuteNonQueryAsync(ct);
    }

    /// <summary>Puts what is kept in force, at the start.</summary>
    public async Task LoadAsync(CancellationToken ct)
    {
        await using var command = source.CreateCommand(SelectAll);
        command.Add("@now", time.GetUtcNow());
        foreach (var entry in await command.ReadRowsAsync(Read, ct))
        {
            quarantine.Add(entry);
        }
    }

    /// <summary>An organization's quarantines, oldest first.</summary>
    public async Task<IReadOnlyList<QuarantineEntry>> ListAsync(Guid organizationId, Guid after, int count, CancellationToken ct)
    {
        await using var command = source.CreateCommand(SelectPage);
        command.Add("@organization", organizationId).Add("@after", after).Add("@count", count).Add("@now", time.GetUtcNow());
        return await command.ReadRowsAsync(Read, ct);
    }

    /// <summary>Ends one on a connection; null when there is none.</summary>
    public async Task<QuarantineEntry?> LiftAsync(DbConnection connection, Guid organizationId, Guid id, CancellationToken ct)
    {
        await using var command = connection.CreateCommand(Close);
        command.Add("@id", id).Add("@organization", organizationId).Add("@now", time.GetUtcNow());
        return (await command.ReadRowsAsync(Read, ct)) is [var entry, ..] ? entry : null;
    }

    private static QuarantineEntry Read(DbDataReader row) => new()
    {
        Id = row.GetId(0),
        OrganizationId = row.GetId(1),
        KeyId = row.GetId(2),
        KeyName = row.GetString(3),
        Session = row.GetTextOrNull(4),
        Rule = row.GetString(5),
        RequestId = row.GetId(6),
        BeganAt = row.GetTime(7),
        EndsAt = row.GetTimeOrNull(8),
    };
}
