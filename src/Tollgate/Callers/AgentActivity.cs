using System.Data.Common;
using Tollgate.Storage;

namespace Tollgate.Callers;

/// <summary>When agents last signed in, with any of their keys. One whose keys have all ended is not expected any more.</summary>
internal sealed class AgentActivity(DbDataSource source, TimeProvider time)
{
    private const string SelectSeen =
        """
        select p.name, max(k.last_used_at)
        from principal p join api_key k on k.principal_id = p.id
        where p.organization_id = @organization and p.kind = 'agent' and p.deleted_at is null and p.is_disabled = 0
          and k.revoked_at is null and k.is_disabled = 0 and (k.expires_at is null or k.expires_at > @now)
        group by p.id, p.name having max(k.last_used_at) >= @since order by p.name
        """;

    /// <summary>The agents of an organization that signed in since a time.</summary>
    public async Task<IReadOnlyList<(string Name, DateTimeOffset LastAt)>> SeenAsync(Guid organizationId, DateTimeOffset since, CancellationToken ct)
    {
        await using var select = source.CreateCommand(SelectSeen);
        select.Add("@organization", organizationId).Add("@since", since).Add("@now", time.GetUtcNow());
        var seen = new List<(string, DateTimeOffset)>();
        await using var reader = await select.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct))
        {
            seen.Add((reader.GetString(0), reader.GetTime(1)));
        }

        return seen;
    }
}
