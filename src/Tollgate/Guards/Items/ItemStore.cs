using System.Data.Common;
using Tollgate.Audit;
using Tollgate.Storage;

namespace Tollgate.Guards.Items;

/// <summary>The items of one kind in the database. What is written here is in force at once.</summary>
internal sealed class ItemStore(DbDataSource source, AuditLog audit, ItemKind kind)
{
    private const string Columns = "id, organization_id, name, body, created_at";
    private const string Insert = $"insert into guard_item ({Columns}, kind) values (@id, @organization, @name, @body, @created, @kind) on conflict do nothing";
    private const string Delete = "delete from guard_item where id = @id and organization_id = @organization and kind = @kind";
    private const string SelectAll = $"select {Columns} from guard_item where kind = @kind order by id";
    private const string SelectPage = $"select {Columns} from guard_item where organization_id = @organization and kind = @kind and id > @after order by id limit @count";
    private const string SelectOne = $"select {Columns} from guard_item where organization_id = @organization and kind = @kind and id = @id";

    /// <summary>The kind.</summary>
    public ItemKind Kind => kind;

    /// <summary>Puts all items in force, at the start and after a change.</summary>
    public async Task LoadAsync(CancellationToken ct)
    {
        await using var command = source.CreateCommand(SelectAll);
        command.Add("@kind", kind.Word);
        kind.InForce(await command.ReadRowsAsync(Read, ct));
    }

    /// <summary>An organization's items, oldest first.</summary>
    public async Task<IReadOnlyList<GuardItem>> ListAsync(Guid organizationId, Guid after, int count, CancellationToken ct)
    {
        await using var command = source.CreateCommand(SelectPage);
        command.Add("@organization", organizationId).Add("@kind", kind.Word).Add("@after", after).Add("@count", count);
        return await command.ReadRowsAsync(Read, ct);
    }

    /// <summary>An item; null when the organization has none of that id.</summary>
    public async Task<GuardItem?> FindAsync(Guid organizationId, Guid id, CancellationToken ct)
    {
        await using var command = source.CreateCommand(SelectOne);
        command.Add("@organization", organizationId).Add("@kind", kind.Word).Add("@id", id);
        return await command.ReadRowsAsync(Read, ct) is [var found, ..] ? found : null;
    }

    /// <summary>Adds an item; false when another one has its name.</summary>
    public async Task<bool> AddAsync(GuardItem item, AuditEvent happened, CancellationToken ct)
    {
        var isAdded = await audit.ChangeAsync(happened, async connection =>
        {
            await using var command = connection.CreateCommand(Insert);
            command.Add("@id", item.Id).Add("@organization", item.OrganizationId).Add("@kind", kind.Word).Add("@name", item.Name).Add("@body", item.Body).Add("@created", item.CreatedAt);
            return await command.ExecuteNonQueryAsync(ct) > 0;
        }, ct);
        await LoadAsync(ct);
        return isAdded;
    }

    /// <summary>Deletes an item; false when there is none.</summary>
    public async Task<bool> DeleteAsync(Guid organizationId, Guid id, AuditEvent happened, CancellationToken ct)
    {
        var isDeleted = await audit.ChangeAsync(happened, async connection =>
        {
            await using var command = connection.CreateCommand(Delete);
            command.Add("@id", id).Add("@organization", organizationId).Add("@kind", kind.Word);
            return await command.ExecuteNonQueryAsync(ct) > 0;
        }, ct);
        await LoadAsync(ct);
        return isDeleted;
    }

    private static GuardItem Read(DbDataReader row) => new(row.GetId(0), row.GetId(1), row.GetString(2), row.GetString(3), row.GetTime(4));
}
