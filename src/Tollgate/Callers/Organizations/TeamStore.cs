using System.Data.Common;
using System.Text.Json;
using Tollgate.Api;
using Tollgate.Audit;
using Tollgate.Callers.SignIn;
using Tollgate.Core;
using Tollgate.Storage;

namespace Tollgate.Callers.Organizations;

/// <summary>The teams of organizations.</summary>
internal sealed class TeamStore(DbDataSource source, AuditLog audit, CallerChanges changes, TimeProvider time)
{
    /// <summary>The team that everything belongs to until somebody says otherwise.</summary>
    public const string DefaultName = "default";

    private const string Columns = "select id, name, created_at, required_tags, refuses_untagged from team where organization_id = @organization and deleted_at is null ";
    private const string SelectByName = Columns + "and name = @name";
    private const string SelectById = Columns + "and id = @id";
    private const string SelectPage = Columns + "and id < @before order by id desc limit @limit";
    private const string Insert =
        """
        insert into team (id, organization_id, name, created_at)
        values (@id, @organization, @name, @now)
        on conflict do nothing
        """;

    private const string Update =
        """
        update team set name = @name, required_tags = @required_tags, refuses_untagged = @refuses_untagged
        where organization_id = @organization and id = @id and deleted_at is null
          and not exists (select 1 from team o where o.organization_id = @organization and o.name = @name and o.id <> @id and o.deleted_at is null)
        """;

    private const string CountMembers =
        """
        select (select count(*) from principal where team_id = @id and deleted_at is null)
             + (select count(*) from api_key where team_id = @id and revoked_at is null)
             + (select count(*) from key_template where team_id = @id and deleted_at is null)
        """;

    private const string Delete = "update team set deleted_at = @now where organization_id = @organization and id = @id and deleted_at is null";
    private static readonly Refusal NotFound = new(RefusalCode.NotFound, "There is no such team.");

    /// <summary>A team by name or id; null when the organization has none.</summary>
    public static async Task<Team?> FindAsync(DbConnection connection, Guid organization, string nameOrId, CancellationToken ct)
    {
        var isId = Guid.TryParse(nameOrId, out var id);
        await using var select = connection.CreateCommand(isId ? SelectById : SelectByName);
        select.Add("@organization", organization);
        _ = isId ? select.Add("@id", id) : select.Add("@name", nameOrId);
        await using var reader = await select.ExecuteReaderAsync(ct);
        return await reader.ReadAsync(ct) ? Read(reader) : null;
    }

    /// <summary>The same on a connection of its own.</summary>
    public async Task<Team?> FindAsync(Guid organization, string nameOrId, CancellationToken ct)
    {
        await using var connection = await source.OpenConnectionAsync(ct);
        return await FindAsync(connection, organization, nameOrId, ct);
    }

    /// <summary>A page of teams, newest first.</summary>
    public async Task<IReadOnlyList<Team>> ListAsync(Guid organization, PageQuery page, CancellationToken ct)
    {
        await using var select = source.CreateCommand(SelectPage);
        return await select.Add("@organization", organization).Add("@before", page.Before).Add("@limit", page.Limit).ReadRowsAsync(Read, ct);
    }

    /// <summary>Makes a team.</summary>
    public async Task<Outcome<Team>> CreateAsync(ApiCaller by, string name, CancellationToken ct)
    {
        if (Names.Check("name", name) is { } wrong)
        {
            return wrong;
        }

        await using var connection = await source.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        var id = Ids.New(time);
        if (!await InsertAsync(connection, by.OrganizationId, id, name, ct))
        {
            return Taken(name);
        }

        await audit.AppendAsync(connection, AuditEvent.By(by, "team.create", "team", id, CallersJson.Named(name)), ct);
        var team = await FindAsync(connection, by.OrganizationId, name, ct);
        await transaction.CommitAsync(ct);
        return team!;
    }

    /// <summary>Inserts a team inside a transaction; false when the name is taken.</summary>
    public async Task<bool> InsertAsync(DbConnection connection, Guid organization, Guid id, string name, CancellationToken ct)
    {
        await using var insert = connection.CreateCommand(Insert);
        return await insert.Add("@id", id).Add("@organization", organization).Add("@name", name).Add("@now", time.GetUtcNow()).ExecuteNonQueryAsync(ct) == 1;
    }

    /// <summary>Changes a team.</summary>
    public async Task<Outcome<Team>> ChangeAsync(ApiCaller by, Guid id, TeamPatch patch, CancellationToken ct)
    {
        if (patch.Check() is { } wrong)
        {
            return wrong;
        }

        await using var connection = await source.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        if (await FindAsync(connection, by.OrganizationId, id.ToString(), ct) is not { } before)
        {
            return NotFound;
        }

        var wanted = patch.Apply(before);
        var required = wanted.RequiredTags.Count == 0 ? null : JsonSerializer.Serialize([.. wanted.RequiredTags], CallersJson.Default.StringArray);
        await using var update = connection.CreateCommand(Update);
        update.Add("@organization", by.OrganizationId).Add("@id", id).Add("@name", wanted.Name).Add("@required_tags", required).Add("@refuses_untagged", wanted.RefusesUntagged);
        if (await update.ExecuteNonQueryAsync(ct) == 0)
        {
            return Taken(wanted.Name);
        }

        await audit.AppendAsync(connection, AuditEvent.By(by, "team.change", "team", id, JsonSerializer.Serialize(patch, CallersJson.Default.TeamPatch)), ct);
        await transaction.CommitAsync(ct);
        changes.Happened();
        return wanted;
    }

    /// <summary>Deletes a team that nobody belongs to.</summary>
    public async Task<Refusal?> DeleteAsync(ApiCaller by, Guid id, CancellationToken ct)
    {
        await using var connection = await source.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        if (await FindAsync(connection, by.OrganizationId, id.ToString(), ct) is not { } team)
        {
            return NotFound;
        }

        await using var count = connection.CreateCommand(CountMembers);
        if (team.Name == DefaultName || await count.Add("@id", id).ExecuteScalarAsync(ct) is not 0L)
        {
            return new Refusal(RefusalCode.Conflict, $"The team '{team.Name}' is the default one, or still has people, agents, keys or templates.") { Help = "Move or delete them first." };
        }

        await using var delete = connection.CreateCommand(Delete);
        await delete.Add("@organization", by.OrganizationId).Add("@id", id).Add("@now", time.GetUtcNow()).ExecuteNonQueryAsync(ct);
        await audit.AppendAsync(connection, AuditEvent.By(by, "team.delete", "team", id, CallersJson.Named(team.Name)), ct);
        await transaction.CommitAsync(ct);
        return null;
    }

    private static Refusal Taken(string name) => new(RefusalCode.Conflict, $"There is already a team '{name}'.") { Parameter = "name" };

    private static Team Read(DbDataReader reader) => new(reader.GetId(0), reader.GetString(1), reader.GetTime(2))
    {
        RequiredTags = reader.GetTextOrNull(3) is { } required ? JsonSerializer.Deserialize(required, CallersJson.Default.StringArray)! : [],
        RefusesUntagged = reader.GetFlag(4),
    };
}
