using System.Data.Common;
using Tollgate.Api;
using Tollgate.Audit;
using Tollgate.Callers.SignIn;
using Tollgate.Core;
using Tollgate.Storage;

namespace Tollgate.Callers.Organizations;

/// <summary>Organizations; for the operator only.</summary>
internal sealed class OrganizationStore(DbDataSource source, TeamStore teams, AuditLog audit, CallerChanges changes, TimeProvider time)
{
    /// <summary>The organization that the first start makes.</summary>
    public const string DefaultName = "default";

    private const string Columns = "select id, name, is_disabled, created_at from organization where deleted_at is null ";
    private const string SelectById = Columns + "and id = @id";
    private const string SelectByName = Columns + "and name = @name";
    private const string SelectOldest = Columns + "order by created_at, id limit 1";
    private const string SelectPage = Columns + "and id < @before order by id desc limit @limit";
    private const string CountAll = "select count(*) from organization";
    private const string CountLive = "select count(*) from organization where deleted_at is null";
    private const string Insert = "insert into organization (id, name, created_at) values (@id, @name, @now) on conflict do nothing";
    private const string Update =
        """
        update organization set name = @name, is_disabled = @disabled
        where id = @id and deleted_at is null
          and not exists (select 1 from organization o where o.name = @name and o.id <> @id and o.deleted_at is null)
        """;

    private const string Delete = "update organization set deleted_at = @now, is_disabled = 1 where id = @id and deleted_at is null";
    private const string RevokeKeys = "update api_key set revoked_at = @now where organization_id = @id and revoked_at is null";
    private static readonly Refusal NotFound = new(RefusalCode.NotFound, "There is no such organization.");

    /// <summary>Makes organization and team `default` when there is no organization at all.</summary>
    public async Task EnsureDefaultAsync(CancellationToken ct)
    {
        await using var connection = await source.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        await using var count = connection.CreateCommand(CountAll);
        if (await count.ExecuteScalarAsync(ct) is 0L)
        {
            await InsertAsync(connection, Ids.New(time), DefaultName, ct);
            await transaction.CommitAsync(ct);
        }
    }

    /// <summary>An organization by name or id.</summary>
    public async Task<Organization?> FindAsync(string nameOrId, CancellationToken ct)
    {
        await using var connection = await source.OpenConnectionAsync(ct);
        return await FindAsync(connection, nameOrId, ct);
    }

    /// <summary>The organization that was made first; null when there is none.</summary>
    public async Task<Organization?> OldestAsync(CancellationToken ct)
    {
        await using var select = source.CreateCommand(SelectOldest);
        await using var reader = await select.ExecuteReaderAsync(ct);
        return await reader.ReadAsync(ct) ? Read(reader) : null;
    }

    /// <summary>A page of organizations, newest first.</summary>
    public async Task<IReadOnlyList<Organization>> ListAsync(PageQuery page, CancellationToken ct)
    {
        await using var select = source.CreateCommand(SelectPage);
        return await select.Add("@before", page.Before).Add("@limit", page.Limit).ReadRowsAsync(Read, ct);
    }

    /// <summary>Makes an organization with its team `default`.</summary>
    public async Task<Outcome<Organization>> CreateAsync(ApiCaller by, string name, CancellationToken ct)
    {
        if (Names.Check("name", name) is { } wrong)
        {
            return wrong;
        }

        await using var connection = await source.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        var id = Ids.New(time);
        if (!await InsertAsync(connection, id, name, ct))
        {
            return Taken(name);
        }

        await AuditAsync(connection, by, "create", id, name, ct);
        var created = await FindAsync(connection, name, ct);
        await transaction.CommitAsync(ct);
        return created!;
    }

    /// <summary>Renames an organization, or switches it off or on.</summary>
    public async Task<Outcome<Organization>> ChangeAsync(ApiCaller by, Guid id, OrganizationPatch change, CancellationToken ct)
    {
        if (change.Name is not null && Names.Check("name", change.Name) is { } wrong)
        {
            return wrong;
        }

        await using var connection = await source.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        if (await FindAsync(connection, id.ToString(), ct) is not { } found)
        {
            return NotFound;
        }

        var name = change.Name ?? found.Name;
        await using var update = connection.CreateCommand(Update);
        if (await update.Add("@id", id).Add("@name", name).Add("@disabled", change.IsDisabled ?? found.IsDisabled).ExecuteNonQueryAsync(ct) == 0)
        {
            return Taken(name);
        }

        await AuditAsync(connection, by, "change", id, name, ct);
        var changed = await FindAsync(connection, name, ct);
        await transaction.CommitAsync(ct);
        changes.Happened();
        return changed!;
    }

    /// <summary>Deletes an organization and revokes its keys; the default one stays.</summary>
    public async Task<Refusal?> DeleteAsync(ApiCaller by, Guid id, CancellationToken ct)
    {
        await using var connection = await source.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        if (await FindAsync(connection, id.ToString(), ct) is not { } found)
        {
            return NotFound;
        }

        await using var count = connection.CreateCommand(CountLive);
        if (found.Name == DefaultName || await count.ExecuteScalarAsync(ct) is 1L)
        {
            return new Refusal(RefusalCode.Conflict, "The default organization, and the last one, cannot be deleted.");
        }

        foreach (var sql in new[] { RevokeKeys, Delete })
        {
            await using var command = connection.CreateCommand(sql);
            await command.Add("@id", id).Add("@now", time.GetUtcNow()).ExecuteNonQueryAsync(ct);
        }

        await AuditAsync(connection, by, "delete", id, found.Name, ct);
        await transaction.CommitAsync(ct);
        changes.Happened();
        return null;
    }

    private static async Task<Organization?> FindAsync(DbConnection connection, string nameOrId, CancellationToken ct)
    {
        var isId = Guid.TryParse(nameOrId, out var id);
        await using var select = connection.CreateCommand(isId ? SelectById : SelectByName);
        _ = isId ? select.Add("@id", id) : select.Add("@name", nameOrId);
        await using var reader = await select.ExecuteReaderAsync(ct);
        return await reader.ReadAsync(ct) ? Read(reader) : null;
    }

    private async Task<bool> InsertAsync(DbConnection connection, Guid id, string name, CancellationToken ct)
    {
        await using var insert = connection.CreateCommand(Insert);
        return await insert.Add("@id", id).Add("@name", name).Add("@now", time.GetUtcNow()).ExecuteNonQueryAsync(ct) == 1
            && await teams.InsertAsync(connection, id, Ids.New(time), TeamStore.DefaultName, ct);
    }

    /// <summary>The row belongs to the organization that changed, so that its own administrators see it.</summary>
    private Task AuditAsync(DbConnection connection, ApiCaller by, string verb, Guid id, string name, CancellationToken ct) =>
        audit.AppendAsync(connection, AuditEvent.By(by with { OrganizationId = id }, $"organization.{verb}", "organization", id, CallersJson.Named(name)), ct);

    private static Refusal Taken(string name) => new(RefusalCode.Conflict, $"There is already an organization '{name}'.") { Parameter = "name" };

    private static Organization Read(DbDataReader reader) => new(reader.GetId(0), reader.GetString(1), reader.GetFlag(2), reader.GetTime(3));
}
