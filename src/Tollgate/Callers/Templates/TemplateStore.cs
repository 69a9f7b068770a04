using System.Data.Common;
using System.Text.Json;
using Tollgate.Api;
using Tollgate.Audit;
using Tollgate.Callers.Organizations;
using Tollgate.Callers.SignIn;
using Tollgate.Core;
using Tollgate.Storage;

namespace Tollgate.Callers.Templates;

/// <summary>The templates of organizations. A change is in force with the next request of every key made within the template.</summary>
internal sealed class TemplateStore(DbDataSource source, AuditLog audit, CallerChanges changes, TimeProvider time)
{
    private const string Columns =
        """
        select m.id, m.name, m.team_id, t.name, m.models, m.routes, m.pinned_tags, m.holders, m.keys_per_member, m.lifetime_seconds, m.created_at,
               (select count(*) from api_key k where k.template_id = m.id and k.revoked_at is null and (k.expires_at is null or k.expires_at > @now)
                  and (@principal is null or k.principal_id = @principal))
        from key_template m
        join team t on t.id = m.team_id
        where m.organization_id = @organization and m.deleted_at is null

        """;

    private const string SelectById = Columns + "and m.id = @id";
    private const string SelectByName = Columns + "and m.name = @name";
    private const string SelectPage = Columns + "and m.id < @before and (@team is null or m.team_id = @team) order by m.id desc limit @limit";

    private const string Insert =
        """
        insert into key_template (id, organization_id, team_id, name, models, routes, pinned_tags, holders, keys_per_member, lifetime_seconds, created_at)
        values (@id, @organization, @team, @name, @models, @routes, @tags, @holders, @keys, @lifetime, @now)
        on conflict do nothing
        """;

    private const string Update =
        """
        update key_template
        set name = @name, models = @models, routes = @routes, pinned_tags = @tags, holders = @holders, keys_per_member = @keys, lifetime_seconds = @lifetime
        where organization_id = @organization and id = @id and deleted_at is null
          and not exists (select 1 from key_template o where o.organization_id = @organization and o.name = @name and o.id <> @id and o.deleted_at is null)
        """;

    private const string Shorten =
        """
        update api_key set expires_at = created_at + @life
        where template_id = @id and revoked_at is null and (expires_at is null or expires_at > created_at + @life)
        """;

    private const string Hold = "update key_template set minted = minted + 1 where organization_id = @organization and name = @name and deleted_at is null";
    private const string RevokeKeys = "update api_key set revoked_at = @now where organization_id = @organization and template_id = @id and revoked_at is null";
    private const string Delete = "update key_template set deleted_at = @now where organization_id = @organization and id = @id and deleted_at is null";

    /// <summary>A template by name or id; null when the organization has none.</summary>
    public async Task<KeyTemplate?> FindAsync(Guid organization, string nameOrId, CancellationToken ct)
    {
        await using var connection = await source.OpenConnectionAsync(ct);
        return await FindAsync(connection, organization, nameOrId, null, ct);
    }

    /// <summary>A page of templates, newest first; for a member, with the number of the member's own keys.</summary>
    public async Task<IReadOnlyList<KeyTemplate>> ListAsync(Guid organization, Guid? team, Guid? member, PageQuery page, CancellationToken ct)
    {
        await using var select = source.CreateCommand(SelectPage);
        select.Add("@organization", organization).Add("@team", team).Add("@principal", member).Add("@before", page.Before).Add("@limit", page.Limit).Add("@now", time.GetUtcNow());
        return await select.ReadRowsAsync(Read, ct);
    }

    /// <summary>Makes a template.</summary>
    public async Task<Outcome<KeyTemplate>> CreateAsync(ApiCaller by, TemplateBody body, CancellationToken ct)
    {
        await using var connection = await source.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        if (await TeamStore.FindAsync(connection, by.OrganizationId, body.Team ?? TeamStore.DefaultName, ct) is not { } team)
        {
            return ApiReply.Invalid("team", $"There is no team '{body.Team}'.");
        }

        var wanted = TemplateRules.Apply(
            new KeyTemplate { Id = Ids.New(time), Name = "", TeamId = team.Id, TeamName = team.Name, KeysPerMember = 1, CreatedAt = UnixTime.FromUnixMicros(time.NowMicros()) }, body);
        if (wanted.IsRefused)
        {
            return wanted;
        }

        if (!await WriteAsync(connection, Insert, by, wanted.Value, ct))
        {
            return TemplateRules.NameTaken(wanted.Value.Name);
        }

        await AuditAsync(connection, by, "create", wanted.Value, ct);
        await transaction.CommitAsync(ct);
        return wanted;
    }

    /// <summary>Changes a template. A shorter life shortens the life of the keys that are there.</summary>
    public async Task<Outcome<KeyTemplate>> ChangeAsync(ApiCaller by, Guid id, TemplateBody body, CancellationToken ct)
    {
        await using var connection = await source.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        if (await FindAsync(connection, by.OrganizationId, id.ToString(), null, ct) is not { } found)
        {
            return TemplateRules.NotFound;
        }

        var changed = TemplateRules.Apply(found, body);
        if (changed.IsRefused)
        {
            return changed;
        }

        if (!await WriteAsync(connection, Update, by, changed.Value, ct))
        {
            return TemplateRules.NameTaken(changed.Value.Name);
        }

        if (changed.Value.Lifetime is { } life)
        {
            await using var shorten = connection.CreateCommand(Shorten);
            await shorten.Add("@id", id).Add("@life", (long)life.TotalMicroseconds).ExecuteNonQueryAsync(ct);
        }

        await AuditAsync(connection, by, "change", changed.Value, ct);
        await transaction.CommitAsync(ct);
        changes.Happened();
        return changed;
    }

    /// <summary>Deletes a template; its live keys are revoked with it, or keep it from being deleted.</summary>
    public async Task<Refusal?> DeleteAsync(ApiCaller by, Guid id, bool revokesKeys, CancellationToken ct)
    {
        await using var connection = await source.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        if (await FindAsync(connection, by.OrganizationId, id.ToString(), null, ct) is not { } found)
        {
            return TemplateRules.NotFound;
        }

        if (found.LiveKeys > 0 && !revokesKeys)
        {
            return new Refusal(RefusalCode.Conflict, $"{found.LiveKeys} live keys were made within '{found.Name}'.") { Help = "`?revoke=true` revokes them with it." };
        }

        foreach (var sql in new[] { RevokeKeys, Delete })
        {
            await using var command = connection.CreateCommand(sql);
            await command.Add("@organization", by.OrganizationId).Add("@id", id).Add("@now", time.GetUtcNow()).ExecuteNonQueryAsync(ct);
        }

        await AuditAsync(connection, by, "delete", found, ct);
        await transaction.CommitAsync(ct);
        changes.Happened();
        return null;
    }

    /// <summary>
    /// Holds the template of this name until the transaction ends: who makes a key at the same moment waits, and counts this one.
    /// False when there is none.
    /// </summary>
    public static async Task<bool> HoldAsync(DbConnection connection, Guid organization, string name, CancellationToken ct)
    {
        await using var hold = connection.CreateCommand(Hold);
        return await hold.Add("@organization", organization).Add("@name", name).ExecuteNonQueryAsync(ct) == 1;
    }

    /// <summary>A template by name or id, with the number of live keys: a member's own, or all.</summary>
    public async Task<KeyTemplate?> FindAsync(DbConnection connection, Guid organization, string nameOrId, Guid? member, CancellationToken ct)
    {
        var isId = Guid.TryParse(nameOrId, out var id);
        await using var select = connection.CreateCommand(isId ? SelectById : SelectByName);
        select.Add("@organization", organization).Add("@principal", member).Add("@now", time.GetUtcNow());
        var found = await (isId ? select.Add("@id", id) : select.Add("@name", nameOrId)).ReadRowsAsync(Read, ct);
        return found.Count > 0 ? found[0] : null;
    }

    private static async Task<bool> WriteAsync(DbConnection connection, string sql, ApiCaller by, KeyTemplate template, CancellationToken ct)
    {
        await using var write = connection.CreateCommand(sql);
        write.Add("@id", template.Id).Add("@organization", by.OrganizationId).Add("@name", template.Name)
            .Add("@models", JsonSerializer.Serialize([.. template.Models], CallersJson.Default.StringArray))
            .Add("@routes", JsonSerializer.Serialize([.. template.Routes], CallersJson.Default.StringArray))
            .Add("@tags", JsonSerializer.Serialize(new Dictionary<string, string>(template.PinnedTags), CallersJson.Default.DictionaryStringString))
            .Add("@holders", TemplateWords.Write(template.Holders)).Add("@keys", template.KeysPerMember)
            .Add("@lifetime", (long?)template.Lifetime?.TotalSeconds);
        if (sql == Insert)
        {
            write.Add("@team", template.TeamId).Add("@now", template.CreatedAt);
        }

        return await write.ExecuteNonQueryAsync(ct) == 1;
    }

    private Task AuditAsync(DbConnection connection, ApiCaller by, string verb, KeyTemplate template, CancellationToken ct) => audit.AppendAsync(
        connection,
        AuditEvent.By(by, $"key_template.{verb}", "key_template", template.Id, JsonSerializer.Serialize(TemplateReply.Of(template), CallersJson.Default.TemplateReply)),
        ct);

    private static KeyTemplate Read(DbDataReader row) => new()
    {
        Id = row.GetId(0),
        Name = row.GetString(1),
        TeamId = row.GetId(2),
        TeamName = row.GetString(3),
        Models = JsonSerializer.Deserialize(row.GetString(4), CallersJson.Default.StringArray)!,
        Routes = JsonSerializer.Deserialize(row.GetString(5), CallersJson.Default.StringArray)!,
        PinnedTags = JsonSerializer.Deserialize(row.GetString(6), CallersJson.Default.DictionaryStringString)!,
        Holders = TemplateWords.Read(row.GetString(7)),
        KeysPerMember = (int)row.GetInt64(8),
        Lifetime = row.GetNumberOrNull(9) is { } seconds ? TimeSpan.FromSeconds(seconds) : null,
        CreatedAt = row.GetTime(10),
        LiveKeys = (int)row.GetInt64(11),
    };
}
