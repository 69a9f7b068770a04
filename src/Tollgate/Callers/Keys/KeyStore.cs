using System.Data.Common;
using System.Security.Cryptography;
using System.Text.Json;
using Tollgate.Api;
using Tollgate.Audit;
using Tollgate.Callers.Organizations;
using Tollgate.Callers.SignIn;
using Tollgate.Core;
using Tollgate.Storage;

namespace Tollgate.Callers.Keys;

/// <summary>Makes, changes, rotates and revokes keys. Each change is one transaction with its audit row, and in force when it returns.</summary>
internal sealed class KeyStore(DbDataSource source, KeyReader keys, PrincipalStore principals, AuditLog audit, CallerChanges changes, TimeProvider time, RandomNumberGenerator random)
{
    private const string Insert =
        """
        insert into api_key (id, organization_id, team_id, principal_id, name, role, models, routes, pinned_agent, pinned_tags, is_disabled, created_at, expires_at, template_id)
        values (@id, @organization, @team, @principal, @name, @role, @models, @routes, @agent, @tags, @disabled, @now, @expires, @template)
        on conflict do nothing
        """;

    private const string InsertSecret =
        """
        insert into api_key_secret (hash, key_id, label, created_at)
        values (@hash, @key, @label, @now)
        on conflict do nothing
        """;

    private const string Update =
        """
        update api_key
        set name = @name, team_id = @team, models = @models, routes = @routes, pinned_agent = @agent, pinned_tags = @tags,
            is_disabled = @disabled, expires_at = @expires
        where organization_id = @organization and id = @id
        """;

    private const string CountName =
        "select count(*) from api_key where organization_id = @organization and name = @name and id <> @id and revoked_at is null";

    private const string Revoke = "update api_key set revoked_at = @now where organization_id = @organization and id = @id and revoked_at is null";
    private const string EndSecrets = "update api_key_secret set expires_at = @ends where key_id = @key and (expires_at is null or expires_at > @ends)";

    /// <summary>Makes a key, its holder and its pinned agent as needed.</summary>
    public async Task<Outcome<CreatedKey>> CreateAsync(ApiCaller by, NewKey wanted, CancellationToken ct)
    {
        if (KeyRules.Check(wanted, time) is { } wrong)
        {
            return wrong;
        }

        await using var connection = await source.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        var created = await InsertAsync(connection, by, wanted, ct);
        if (created.IsRefused)
        {
            return created;
        }

        await audit.AppendAsync(connection, AuditEvent.By(by, "key.create", "key", created.Value.Key.Id, KeyReply.Write(created.Value.Key)), ct);
        await transaction.CommitAsync(ct);
        changes.Happened();
        return created;
    }

    /// <summary>Inserts a key inside a transaction; its rules were checked, and its audit row is the caller's.</summary>
    public async Task<Outcome<CreatedKey>> InsertAsync(DbConnection connection, ApiCaller by, NewKey wanted, CancellationToken ct)
    {
        var place = await PlaceAsync(connection, by, wanted, ct);
        if (place.IsRefused)
        {
            return place.Refusal;
        }

        var id = Ids.New(time);
        if (!await InsertAsync(connection, by.OrganizationId, id, place.Value, wanted, ct))
        {
            return KeyRules.NameTaken(wanted.Name);
        }

        var secret = wanted.Import is null ? GatewayKey.Create(wanted.Role == KeyRole.Admin, random) : null;
        if (!await InsertSecretAsync(connection, id, secret, wanted.Import, ct))
        {
            return new Refusal(RefusalCode.Conflict, "A key with this hash exists already.") { Parameter = "sha256" };
        }

        return new CreatedKey((await keys.FindAsync(connection, by.OrganizationId, id, ct))!, secret);
    }

    /// <summary>Changes a key.</summary>
    public async Task<Outcome<ApiKey>> ChangeAsync(ApiCaller by, Guid id, KeyChange change, CancellationToken ct)
    {
        await using var connection = await source.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        var found = await FindLiveAsync(connection, by, id, ct);
        if (found.IsRefused)
        {
            return found.Refusal;
        }

        var changed = await ApplyAsync(connection, by, found.Value, change, ct);
        if (changed.IsRefused)
        {
            return changed.Refusal;
        }

        await UpdateAsync(connection, by.OrganizationId, changed.Value, ct);
        var key = await keys.FindAsync(connection, by.OrganizationId, id, ct);
        await audit.AppendAsync(connection, AuditEvent.By(by, "key.change", "key", id, KeyReply.Write(key!)), ct);
        await transaction.CommitAsync(ct);
        changes.Happened();
        return key!;
    }

    /// <summary>Gives a key a new secret; the old one works until the overlap ends.</summary>
    public async Task<Outcome<CreatedKey>> RotateAsync(ApiCaller by, Guid id, TimeSpan overlap, CancellationToken ct)
    {
        await using var connection = await source.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        var found = await FindLiveAsync(connection, by, id, ct);
        if (found.IsRefused)
        {
            return found.Refusal;
        }

        await using (var end = connection.CreateCommand(EndSecrets))
        {
            await end.Add("@key", id).Add("@ends", time.GetUtcNow() + overlap).ExecuteNonQueryAsync(ct);
        }

        var secret = GatewayKey.Create(found.Value.Role == KeyRole.Admin, random);
        await InsertSecretAsync(connection, id, secret, null, ct);
        var key = await keys.FindAsync(connection, by.OrganizationId, id, ct);
        await audit.AppendAsync(connection, AuditEvent.By(by, "key.rotate", "key", id, KeyReply.Write(key!)), ct);
        await transaction.CommitAsync(ct);
        changes.Happened();
        return new CreatedKey(key!, secret);
    }

    /// <summary>Revokes a key for good; false when the organization has no live key of that id.</summary>
    public async Task<bool> RevokeAsync(ApiCaller by, Guid id, CancellationToken ct)
    {
        await using var connection = await source.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        await using var revoke = connection.CreateCommand(Revoke);
        if (await revoke.Add("@organization", by.OrganizationId).Add("@id", id).Add("@now", time.GetUtcNow()).ExecuteNonQueryAsync(ct) == 0)
        {
            return false;
        }

        await audit.AppendAsync(connection, AuditEvent.By(by, "key.revoke", "key", id), ct);
        await transaction.CommitAsync(ct);
        changes.Happened();
        return true;
    }

    private async Task<Outcome<KeyPlace>> PlaceAsync(DbConnection connection, ApiCaller by, NewKey wanted, CancellationToken ct)
    {
        Team? team = null;
        if (wanted.Team is not null && (team = await TeamStore.FindAsync(connection, by.OrganizationId, wanted.Team, ct)) is null)
        {
            return ApiReply.Invalid("team", $"There is no team '{wanted.Team}'.");
        }

        var holder = await principals.FindOrCreateAsync(connection, by, wanted.Principal ?? wanted.Name, wanted.PrincipalKind, team, ct);
        if (holder.IsRefused)
        {
            return holder.Refusal;
        }

        if (wanted.PinnedAgent is not null)
        {
            var pinned = await principals.FindOrCreateAsync(connection, by, wanted.PinnedAgent, PrincipalKind.Agent, team, ct);
            if (pinned.IsRefused)
            {
                return pinned.Refusal;
            }
        }

        return new KeyPlace(team?.Id ?? holder.Value.TeamId, holder.Value.Id);
    }

    private async Task<bool> InsertAsync(DbConnection connection, Guid organization, Guid id, KeyPlace place, NewKey wanted, CancellationToken ct)
    {
        await using var insert = connection.CreateCommand(Insert);
        insert.Add("@id", id).Add("@organization", organization).Add("@team", place.TeamId).Add("@principal", place.PrincipalId)
            .Add("@name", wanted.Name).Add("@role", KeyWords.Write(wanted.Role))
            .Add("@models", Json(wanted.Models)).Add("@routes", Json(wanted.Routes))
            .Add("@agent", wanted.PinnedAgent).Add("@tags", Json(wanted.PinnedTags))
            .Add("@disabled", wanted.IsDisabled).Add("@now", time.GetUtcNow()).Add("@expires", wanted.ExpiresAt).Add("@template", wanted.Template);
        return await insert.ExecuteNonQueryAsync(ct) == 1;
    }

    private async Task<bool> InsertSecretAsync(DbConnection connection, Guid key, string? secret, KeyHash? import, CancellationToken ct)
    {
        var hash = import ?? (KeyHash.TryOf(secret, out var made) ? made : throw new InvalidOperationException("A key cannot be hashed."));
        var label = secret is null ? $"sha256:{Convert.ToHexStringLower(hash.ToBytes())[..8]}" : GatewayKey.Label(secret);
        await using var insert = connection.CreateCommand(InsertSecret);
        insert.Add("@hash", hash.ToBytes()).Add("@key", key).Add("@label", label).Add("@now", time.GetUtcNow());
        return await insert.ExecuteNonQueryAsync(ct) == 1;
    }

    private async Task<Outcome<ApiKey>> FindLiveAsync(DbConnection connection, ApiCaller by, Guid id, CancellationToken ct)
    {
        if (await keys.FindAsync(connection, by.OrganizationId, id, ct) is not { } key)
        {
            return KeyRules.NotFound;
        }

        return key.RevokedAt is null ? key : new Refusal(RefusalCode.Conflict, $"The key '{key.Name}' is revoked, which cannot be undone.");
    }

    private async Task<Outcome<ApiKey>> ApplyAsync(DbConnection connection, ApiCaller by, ApiKey key, KeyChange change, CancellationToken ct)
    {
        if (KeyRules.Check(change, time) is { } wrong)
        {
            return wrong;
        }

        if (change.Name is not null && await IsTakenAsync(connection, by.OrganizationId, key.Id, change.Name, ct))
        {
            return KeyRules.NameTaken(change.Name);
        }

        var team = await MovedAsync(connection, by, key, change.Team, ct);
        if (team.IsRefused)
        {
            return team.Refusal;
        }

        if (change.PinnedAgent is not null)
        {
            var pinned = await principals.FindOrCreateAsync(connection, by, change.PinnedAgent, PrincipalKind.Agent, change.Team is null ? null : team.Value, ct);
            if (pinned.IsRefused)
            {
                return pinned.Refusal;
            }
        }

        return KeyRules.Apply(key, change) with { TeamId = team.Value.Id };
    }

    /// <summary>The team that a key is to belong to: another one, or the one it has.</summary>
    private static async Task<Outcome<Team>> MovedAsync(DbConnection connection, ApiCaller by, ApiKey key, string? wanted, CancellationToken ct)
    {
        if (await TeamStore.FindAsync(connection, by.OrganizationId, wanted ?? key.TeamId.ToString(), ct) is not { } team)
        {
            return ApiReply.Invalid("team", $"There is no team '{wanted}'.");
        }

        return key.TemplateId is null || team.Id == key.TeamId
            ? team
            : new Refusal(RefusalCode.Conflict, $"The key '{key.Name}' was made within '{key.TemplateName}' and stays with its team.") { Parameter = "team" };
    }

    private static async Task<bool> IsTakenAsync(DbConnection connection, Guid organization, Guid id, string name, CancellationToken ct)
    {
        await using var count = connection.CreateCommand(CountName);
        return await count.Add("@organization", organization).Add("@name", name).Add("@id", id).ExecuteScalarAsync(ct) is not 0L;
    }

    private static async Task UpdateAsync(DbConnection connection, Guid organization, ApiKey key, CancellationToken ct)
    {
        await using var update = connection.CreateCommand(Update);
        update.Add("@organization", organization).Add("@id", key.Id).Add("@name", key.Name).Add("@team", key.TeamId)
            .Add("@models", Json(key.Models)).Add("@routes", Json(key.Routes)).Add("@agent", key.PinnedAgent).Add("@tags", Json(key.PinnedTags))
            .Add("@disabled", key.IsDisabled).Add("@expires", key.ExpiresAt);
        await update.ExecuteNonQueryAsync(ct);
    }

    private static string Json(IReadOnlyList<string> list) => JsonSerializer.Serialize([.. list], CallersJson.Default.StringArray);

    private static string Json(IReadOnlyDictionary<string, string> map) => JsonSerializer.Serialize(new Dictionary<string, string>(map), CallersJson.Default.DictionaryStringString);
}
