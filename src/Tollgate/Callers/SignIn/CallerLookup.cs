using System.Data.Common;
using System.Text.Json;
using Tollgate.Core;
using Tollgate.Storage;

namespace Tollgate.Callers.SignIn;

/// <summary>Reads the caller behind a key's hash.</summary>
internal sealed class CallerLookup(DbDataSource source)
{
    private const string SelectSecret =
        """
        select s.expires_at, k.expires_at, k.revoked_at, k.is_disabled, o.is_disabled, p.is_disabled,
               k.id, k.name, k.role, k.models, k.routes, k.pinned_agent, k.pinned_tags,
               o.id, o.name, t.id, t.name, p.id, p.name, p.kind, t.required_tags, t.refuses_untagged,
               m.id, m.models, m.routes, case when m.team_id = k.team_id and m.team_id = p.team_id then 1 else 0 end
        from api_key_secret s
        join api_key k on k.id = s.key_id
        join organization o on o.id = k.organization_id
        join team t on t.id = k.team_id
        join principal p on p.id = k.principal_id
        left join key_template m on m.id = k.template_id
        where s.hash = @hash
        """;

    private const string SelectOperator = "select o.id, o.name from operator_key k, organization o where k.hash = @hash and o.deleted_at is null order by o.created_at, o.id limit 1";
    private const string SelectAgents = "select name, id from principal where organization_id = @organization and kind = 'agent' and deleted_at is null";
    private const string UpdateLastUsed = "update api_key set last_used_at = @at where id = @id and (last_used_at is null or last_used_at < @at)";
    private static readonly Refusal Revoked = new(RefusalCode.KeyRevoked, "The key was revoked.") { Step = "authenticate" };
    private static readonly Refusal NoMember = new(RefusalCode.KeyRevoked, "The key was made within a template of a team that its holder has left.") { Step = "authenticate" };
    private static readonly Refusal Disabled = new(RefusalCode.KeyRevoked, "The key, its owner or its organization is disabled.") { Step = "authenticate" };

    /// <summary>The caller behind a hash; null when nobody has such a key.</summary>
    public async Task<CallerEntry?> FindAsync(KeyHash hash, long version, AgentNames agents, CancellationToken ct)
    {
        var entry = await FindKeyAsync(hash, version, agents, ct);
        return entry ?? await FindOperatorAsync(hash, version, ct);
    }

    /// <summary>The agents of an organization by name.</summary>
    public async Task<Dictionary<string, Guid>> AgentsAsync(Guid organization, CancellationToken ct)
    {
        var agents = new Dictionary<string, Guid>(StringComparer.Ordinal);
        await using var select = source.CreateCommand(SelectAgents);
        await using var reader = await select.Add("@organization", organization).ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct))
        {
            agents[reader.GetString(0)] = reader.GetId(1);
        }

        return agents;
    }

    /// <summary>Saves when keys were last used, in one transaction.</summary>
    public async Task SaveLastUsedAsync(IReadOnlyList<(Guid KeyId, long At)> uses, CancellationToken ct)
    {
        await using var connection = await source.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        await using var update = connection.CreateCommand(UpdateLastUsed);
        foreach (var (keyId, at) in uses)
        {
            await update.Add("@id", keyId).Add("@at", at).ExecuteNonQueryAsync(ct);
        }

        await transaction.CommitAsync(ct);
    }

    private async Task<CallerEntry?> FindKeyAsync(KeyHash hash, long version, AgentNames agents, CancellationToken ct)
    {
        CallerEntry entry;
        await using (var select = source.CreateCommand(SelectSecret))
        await using (var reader = await select.Add("@hash", hash.ToBytes()).ExecuteReaderAsync(ct))
        {
            if (!await reader.ReadAsync(ct))
            {
                return null;
            }

            entry = ReadEntry(reader, version);
        }

        var known = await agents.OfAsync(entry.Caller.OrganizationId, version, this, ct);
        return new CallerEntry(entry.Caller with { Agents = known }, entry.Refusal, entry.ValidUntil, version);
    }

    private static CallerEntry ReadEntry(DbDataReader reader, long version)
    {
        var isDisabled = reader.GetFlag(3) || reader.GetFlag(4) || reader.GetFlag(5);
        var refusal = isDisabled ? Disabled : null;
        var ends = Math.Min(reader.GetNumberOrNull(0) ?? long.MaxValue, reader.GetNumberOrNull(1) ?? long.MaxValue);
        var isForeign = !reader.IsDBNull(22) && !reader.GetFlag(25);
        return new CallerEntry(ReadCaller(reader), !reader.IsDBNull(2) ? Revoked : isForeign ? NoMember : refusal, ends, version);
    }

    private static Caller ReadCaller(DbDataReader reader)
    {
        var routes = JsonSerializer.Deserialize(reader.GetString(10), CallersJson.Default.StringArray)!;
        return new Caller
        {
            KeyId = reader.GetId(6),
            KeyName = reader.GetString(7),
            Role = KeyWords.ReadRole(reader.GetString(8)),
            Models = JsonSerializer.Deserialize(reader.GetString(9), CallersJson.Default.StringArray)!,
            Routes = routes,
            RouteBits = RouteRights.Bits(routes) & (reader.IsDBNull(24) ? ulong.MaxValue : RouteRights.Bits(Texts(reader, 24))),
            PinnedAgent = reader.GetTextOrNull(11),
            PinnedTags = JsonSerializer.Deserialize(reader.GetString(12), CallersJson.Default.DictionaryStringString)!,
            ExpiresAt = reader.GetTimeOrNull(1),
            OrganizationId = reader.GetId(13),
            OrganizationName = reader.GetString(14),
            TeamId = reader.GetId(15),
            TeamName = reader.GetString(16),
            PrincipalId = reader.GetId(17),
            PrincipalName = reader.GetString(18),
            Kind = KeyWords.ReadKind(reader.GetString(19)),
            RequiredTags = reader.GetTextOrNull(20) is { } required ? JsonSerializer.Deserialize(required, CallersJson.Default.StringArray)! : [],
            RefusesUntagged = reader.GetFlag(21),
            TemplateId = reader.GetIdOrNull(22),
            TemplateModels = reader.IsDBNull(23) ? [] : Texts(reader, 23),
        };
    }

    private static string[] Texts(DbDataReader reader, int column) => JsonSerializer.Deserialize(reader.GetString(column), CallersJson.Default.StringArray)!;

    private async Task<CallerEntry?> FindOperatorAsync(KeyHash hash, long version, CancellationToken ct)
    {
        await using var select = source.CreateCommand(SelectOperator);
        await using var reader = await select.Add("@hash", hash.ToBytes()).ExecuteReaderAsync(ct);
        if (!await reader.ReadAsync(ct))
        {
            return null;
        }

        var caller = new Caller
        {
            KeyId = Guid.Empty,
            KeyName = "operator",
            Role = KeyRole.Operator,
            OrganizationId = reader.GetId(0),
            OrganizationName = reader.GetString(1),
            TeamId = Guid.Empty,
            TeamName = "",
            PrincipalId = Guid.Empty,
            PrincipalName = "operator",
            Kind = PrincipalKind.User,
        };
        return new CallerEntry(caller, null, long.MaxValue, version);
    }
}
