using System.Data.Common;
using Tollgate.Storage;

namespace Tollgate.Ledger;

/// <summary>Finds the attempt that made a provider's object whose bill comes later.</summary>
internal sealed class DeferredLines(DbDataSource source)
{
    private const string Select =
        """
        select request_id, attempt, model, sent_at, cost_nanos from ledger_line
        where object_id = @object_id and object_id is not null and (flags & 256) <> 0
          and organization_id = @organization_id and provider = @provider and deployment = @deployment and kind = 'charge'
        """;

    /// <summary>The attempt; null when there is none, or when its bill did not have to wait.</summary>
    public async Task<DeferredLine?> FindAsync(Guid organizationId, string provider, string deployment, string objectId, CancellationToken ct)
    {
        await using var connection = await source.OpenConnectionAsync(ct);
        await using var command = connection.CreateCommand();
        command.CommandText = Select;
        command.Add("@object_id", objectId).Add("@organization_id", organizationId).Add("@provider", provider).Add("@deployment", deployment);
        await using var reader = await command.ExecuteReaderAsync(ct);
        return await reader.ReadAsync(ct) ? new DeferredLine(reader.GetId(0), (int)reader.GetInt64(1), reader.GetString(2), reader.GetTime(3), reader.GetMoney(4)) : null;
    }
}
