using System.Data.Common;
using System.Text.Json;
using Tollgate.Storage;

namespace Tollgate.Callers.Keys;

/// <summary>Reads the keys of an organization.</summary>
internal sealed class KeyReader(DbDataSource source, TimeProvider time)
{
    private const string Columns =
        """
        select k.id, k.name, k.role, k.team_id, t.name, k.principal_id, p.name, p.kind, k.models, k.routes, k.pinned_agent, k.pinned_tags,
               k.is_disabled, k.created_at, k.expires_at, k.revoked_at, k.last_used_at,
               (select s.label from api_key_secret s where s.key_id = k.id and s.expires_at is null),
               (select max(s.expires_at) from api_key_secret s where s.key_id = k.id and s.expires_at > @now),
               k.template_id, (select m.name from key_template m where m.id = k.template_id)
        from api_key k
        join team t on t.id = k.team_id
        join principal p on p.id = k.principal_id

        """;

    private const string SelectOne = Columns + "where k.organization_id = @organization and k.id = @id";
    private const string SelectPage = Columns +
        """
        where k.organization_id = @organization and k.id < @before
          and (@principal is null or k.principal_id = @principal)
          and (@team is null or k.team_id = @team)
          and (@name is null or k.name = @name)
          and (@minted = 0 or k.template_id is not null)
          and (@ended = 1 or (k.revoked_at is null and (k.expires_at is null or k.expires_at > @now)))
        order by k.id desc
        limit @limit
        """;

    /// <summary>One key; null when the organization has none of that id.</summary>
    public async Task<ApiKey?> FindAsync(Guid organization, Guid id, CancellationToken ct)
    {
        await using var connection = await source.OpenConnectionAsync(ct);
        return await FindAsync(connection, organization, id, ct);
    }

    /// <summary>The same inside a transaction.</summary>
    public async Task<ApiKey?> FindAsync(DbConnection connection, Guid organization, Guid id, CancellationToken ct)
    {
        await using var select = connection.CreateCommand(SelectOne);
        select.Add("@organization", organization).Add("@id", id).Add("@now", time.GetUtcNow());
        await using var reader = await select.ExecuteReaderAsync(ct);
        return await reader.ReadAsync(ct) ? Read(reader) : null;
    }

    /// <summary>A page of keys, newest first.</summary>
    public async Task<IReadOnlyList<ApiKey>> ListAsync(Guid organization, KeyFilter filter, PageQuery page, CancellationToken ct)
    {
        await using var select = source.CreateCommand(SelectPage);
        select.Add("@organization", organization).Add("@before", page.Before).Add("@limit", page.Limit).Add("@now", time.GetUtcNow())
            .Add("@principal", filter.Principal).Add("@team", filter.Team).Add("@name", filter.Name).Add("@ended", filter.IncludesEnded).Add("@minted", filter.IsMinted);
        return await select.ReadRowsAsync(Read, ct);
    }

    private static ApiKey Read(DbDataReader reader) => new()
    {
        Id = reader.GetId(0),
        Name = reader.GetString(1),
        Role = KeyWords.ReadRole(reader.GetString(2)),
        TeamId = reader.GetId(3),
        TeamName = reader.GetString(4),
        PrincipalId = reader.GetId(5),
        PrincipalName = reader.GetString(6),
        PrincipalKind = KeyWords.ReadKind(reader.GetString(7)),
        Models = JsonSerializer.Deserialize(reader.GetString(8), CallersJson.Default.StringArray)!,
        Routes = JsonSerializer.Deserialize(reader.GetString(9), CallersJson.Default.StringArray)!,
        PinnedAgent = reader.GetTextOrNull(10),
        PinnedTags = JsonSerializer.Deserialize(reader.GetString(11), CallersJson.Default.DictionaryStringString)!,
        IsDisabled = reader.GetFlag(12),
        CreatedAt = reader.GetTime(13),
        ExpiresAt = reader.GetTimeOrNull(14),
        RevokedAt = reader.GetTimeOrNull(15),
        LastUsedAt = reader.GetTimeOrNull(16),
        Label = reader.GetString(17),
        FormerSecretEndsAt = reader.GetTimeOrNull(18),
        TemplateId = reader.GetIdOrNull(19),
        TemplateName = reader.GetTextOrNull(20),
    };
}
