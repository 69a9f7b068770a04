using System.Data.Common;
using Tollgate.Analytics.Rollups;
using Tollgate.Core;
using Tollgate.Storage;

namespace Tollgate.Analytics.Usage;

/// <summary>What one user or agent used hour by hour, by model: a past to compare the present with.</summary>
internal sealed class PrincipalHours(DbDataSource source)
{
    private const string Select =
        """
        select u.hour, g.model, sum(u.calls), sum(u.input_tokens + u.cache_read_tokens + u.cache_write_tokens + u.output_tokens), sum(u.cost_nanos)
        from usage_hour u join usage_group g on g.id = u.group_id
        where u.organization_id = @organization and u.detail = @detail and u.hour >= @from and g.principal_id = @principal
        group by u.hour, g.model order by u.hour
        """;

    /// <summary>The hours since a time in which there were calls.</summary>
    public async Task<IReadOnlyList<(DateTimeOffset Hour, string? Model, long Calls, long Tokens, Money Cost)>> ReadAsync(Guid organizationId, Guid principalId, DateTimeOffset from, CancellationToken ct)
    {
        await using var command = source.CreateCommand(Select);
        command.Add("@organization", organizationId).Add("@detail", (long)RollupDetail.Plain).Add("@from", UsageTime.Hour(from)).Add("@principal", principalId);
        return await command.ReadRowsAsync(static row => (UsageTime.OfHour(row.GetInt64(0)), row.GetTextOrNull(1), row.GetInt64(2), row.GetInt64(3), row.GetMoney(4)), ct);
    }
}
