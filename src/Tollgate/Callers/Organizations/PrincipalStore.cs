using System.Data.Common;
using Tollgate.Api;
using Tollgate.Audit;
using Tollgate.Callers.SignIn;
using Tollgate.Core;
using Tollgate.Storage;

namespace Tollgate.Callers.Organizations;

/// <summary>The users and agents of organizations.</summary>
internal sealed class PrincipalStore(DbDataSource source, AuditLog audit, CallerChanges changes, TimeProvider time)
{
    private const string Columns =
        """
        select p.id, p.kind, p.name, p.team_id, t.name, p.is_disabled, p.created_at
        from principal p
        join team t on t.id = p.team_id
        where p.organization_id = @organization and p.deleted_at is null

        """;

    private const string SelectById = Columns + "and p.id = @id";
    private const string SelectByName = Columns + "and p.name = @name";
    private const string SelectPage = Columns + "and p.kind = @kind and (@team is null or p.team_id = @team) and p.id < @before order by p.id desc limit @limit";
    private const string Insert =
        """
        insert into principal (id, organization_id, team_id, kind, name, created_at)
        values (@id, @organization, @team, @kind, @name, @now)
        on conflict do nothing
        """;

    private const string Update =
        """
        update principal set name = @name, team_id = @team, is_disabled = @disabled
        where organization_id = @organization and id = @id and deleted_at is null
          and not exists (select 1 from principal o where o.organization_id = @organization and o.kind = principal.kind and o.name = @name and o.id <> @id and o.deleted_at is null)
        """;

    private const string Delete = "update principal set deleted_at = @now where organization_id = @organization and id = @id and deleted_at is null";
    private const string RevokeKeys = "update api_key set revoked_at = @now where organization_id = @organization and principal_id = @id and revoked_at is null";

    /// <summary>A user or agent by id; null when the organization has none of this kind.</summary>
    public async Task<Principal?> FindAsync(Guid organization, PrincipalKind kind, Guid id, CancellationToken ct)
    {
        await using var connection = await source.OpenConnectionAsync(ct);
        var found = await FindAsync(connection, organization, id, ct);
        return found?.Kind == kind ? found : null;
    }

    /// <summary>A page of users or agents, newest first.</summary>
    public async Task<IReadOnlyList<Principal>> ListAsync(Guid organization, PrincipalKind kind, Guid? team, PageQuery page, CancellationToken ct)
    {
        await using var select = source.CreateCommand(SelectPage);
        select.Add("@organization", organization).Add("@kind", KeyWords.Write(kind)).Add("@team", team).Add("@before", page.Before).Add("@limit", page.Limit);
        return await select.ReadRowsAsync(Read, ct);
    }

    /// <summary>Makes a user or an agent.</summary>
    public async Task<Outcome<Principal>> CreateAsync(ApiCaller by, PrincipalKind kind, string name, string? team, CancellationToken ct)
    {
        await using var connection = await source.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        var found = await TeamStore.FindAsync(connection, by.OrganizationId, team ?? TeamStore.DefaultName, ct);
        if (found is null)
        {
            return NoTeam(team);
        }

        var created = await InsertAsync(connection, by, kind, name, found, ct);
        if (!created.IsRefused)
        {
            await transaction.CommitAsync(ct);
            changes.Happened();
        }

        return created;
    }

    /// <summary>The holder of a key: who is named, or a new agent (unless a user is asked for) of that name.</summary>
    public async Task<Outcome<Principal>> FindOrCreateAsync(DbConnection connection, ApiCaller by, string nameOrId, PrincipalKind? kind, Team? team, CancellationToken ct)
    {
        if (Guid.TryParse(nameOrId, out var id))
        {
            var known = await FindAsync(connection, by.OrganizationId, id, ct);
            return known is null ? ApiReply.Invalid("principal", "There is no user or agent of that id.") : known;
        }

        var named = await FindAsync(connection, by.OrganizationId, nameOrId, ct);
        var fitting = named.Where(principal => kind is null || principal.Kind == kind).ToList();
        if (fitting.Count > 1)
        {
            return ApiReply.Invalid("principal_kind", $"'{nameOrId}' is a user and an agent: say which with 'principal_kind'.");
        }

        if (fitting.Count == 1)
        {
            return fitting[0];
        }

        var place = team ?? await TeamStore.FindAsync(connection, by.OrganizationId, TeamStore.DefaultName, ct);
        return place is null ? NoTeam(null) : await InsertAsync(connection, by, kind ?? PrincipalKind.Agent, nameOrId, place, ct);
    }

    /// <summary>Changes a user or an agent.</summary>
    public async Task<Outcome<Principal>> ChangeAsync(ApiCaller by, PrincipalKind kind, Guid id, PrincipalPatch change, CancellationToken ct)
    {
        if (change.Name is not null && Names.Check("name", change.Name) is { } wrong)
        {
            return wrong;
        }

        await using var connection = await source.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        if (await FindAsync(connection, by.OrganizationId, id, ct) is not { } found || found.Kind != kind)
        {
            return NotFound(kind);
        }

        var team = await TeamStore.FindAsync(connection, by.OrganizationId, change.Team ?? found.TeamId.ToString(), ct);
        if (team is null)
        {
            return NoTeam(change.Team);
        }

        await using var update = connection.CreateCommand(Update);
        update.Add("@organization", by.OrganizationId).Add("@id", id).Add("@name", change.Name ?? found.Name)
            .Add("@team", team.Id).Add("@disabled", change.IsDisabled ?? found.IsDisabled);
        if (await update.ExecuteNonQueryAsync(ct) == 0)
        {
            return Taken(kind, change.Name ?? found.Name);
        }

        var changed = await FindAsync(connection, by.OrganizationId, id, ct);
        await AuditAsync(connection, by, "change", changed!, ct);
        await transaction.CommitAsync(ct);
        changes.Happened();
        return changed!;
    }

    /// <summary>Deletes a user or an agent and revokes its keys; false when the organization has none of that id.</summary>
    public async Task<bool> DeleteAsync(ApiCaller by, PrincipalKind kind, Guid id, CancellationToken ct)
    {
        await using var connection = await source.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        if (await FindAsync(connection, by.OrganizationId, id, ct) is not { } found || found.Kind != kind)
        {
            return false;
        }

        foreach (var sql in new[] { RevokeKeys, Delete })
        {
            await using var command = connection.CreateCommand(sql);
            await command.Add("@organization", by.OrganizationId).Add("@id", id).Add("@now", time.GetUtcNow()).ExecuteNonQueryAsync(ct);
        }

        await AuditAsync(connection, by, "delete", found, ct);
        await transaction.CommitAsync(ct);
        changes.Happened();
        return true;
    }

    /// <summary>A user or agent by id, inside a transaction; null when the organization has none.</summary>
    public static async Task<Principal?> FindAsync(DbConnection connection, Guid organization, Guid id, CancellationToken ct)
    {
        await using var select = connection.CreateCommand(SelectById);
        var found = await select.Add("@organization", organization).Add("@id", id).ReadRowsAsync(Read, ct);
        return found.Count == 0 ? null : found[0];
    }

    private static async Task<IReadOnlyList<Principal>> FindAsync(DbConnection connection, Guid organization, string name, CancellationToken ct)
    {
        await using var select = connection.CreateCommand(SelectByName);
        return await select.Add("@organization", organization).Add("@name", name).ReadRowsAsync(Read, ct);
    }

    private async Task<Outcome<Principal>> InsertAsync(DbConnection connection, ApiCaller by, PrincipalKind kind, string name, Team team, CancellationToken ct)
    {
        if (Names.Check("name", name) is { } wrong)
        {
            return wrong;
        }

        var created = new Principal(Ids.New(time), kind, name, team.Id, team.Name, false, UnixTime.FromUnixMicros(time.NowMicros()));
        await using var insert = connection.CreateCommand(Insert);
        insert.Add("@id", created.Id).Add("@organization", by.OrganizationId).Add("@team", team.Id)
            .Add("@kind", KeyWords.Write(kind)).Add("@name", name).Add("@now", created.CreatedAt);
        if (await insert.ExecuteNonQueryAsync(ct) == 0)
        {
            return Taken(kind, name);
        }

        await AuditAsync(connection, by, "create", created, ct);
        return created;
    }

    private Task AuditAsync(DbConnection connection, ApiCaller by, string verb, Principal principal, CancellationToken ct)
    {
        var kind = KeyWords.Write(principal.Kind);
        return audit.AppendAsync(connection, AuditEvent.By(by, $"{kind}.{verb}", kind, principal.Id, PrincipalReply.Write(principal)), ct);
    }

    private static Refusal NotFound(PrincipalKind kind) => new(RefusalCode.NotFound, $"There is no such {KeyWords.Write(kind)}.");

    private static Refusal NoTeam(string? team) => ApiReply.Invalid("team", $"There is no team '{team ?? TeamStore.DefaultName}'.");

    private static Refusal Taken(PrincipalKind kind, string name) => new(RefusalCode.Conflict, $"There is already a {KeyWords.Write(kind)} '{name}'.") { Parameter = "name" };

    private static Principal Read(DbDataReader reader) => new(
        reader.GetId(0), KeyWords.ReadKind(reader.GetString(1)), reader.GetString(2), reader.GetId(3), reader.GetString(4), reader.GetFlag(5), reader.GetTime(6));
}
