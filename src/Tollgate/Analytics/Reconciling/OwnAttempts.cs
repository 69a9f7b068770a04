using System.Data.Common;
using Tollgate.Core;
using Tollgate.Ledger;
using Tollgate.Storage;

namespace Tollgate.Analytics.Reconciling;

/// <summary>Reads what the ledger holds of a provider in a time.</summary>
internal sealed class OwnAttempts(DbDataSource source)
{
    private const string Select =
        """
        select l.organization_id, l.request_id, l.attempt, coalesce(l.served_model, l.model), l.sent_at, l.kind, l.cost_nanos, l.uncertain_nanos, l.bound_nanos, l.flags,
          l.input, l.cache_read, l.cache_write_5m, l.cache_write_1h, l.output, l.reasoning, l.usage_more
        from ledger_line l where l.provider = @provider and l.sent_at >= @from and l.sent_at < @to
        """;

    private static readonly Unit[] Units = [Unit.Input, Unit.CacheRead, Unit.CacheWrite5m, Unit.CacheWrite1h, Unit.Output, Unit.Reasoning];

    /// <summary>The attempts, each with what stands for it.</summary>
    public async Task<List<OwnAttempt>> ReadAsync(Guid? organization, string provider, string? deployment, DateTimeOffset from, DateTimeOffset to, CancellationToken ct)
    {
        await using var connection = await source.OpenConnectionAsync(ct);
        await using var select = connection.CreateCommand(
            $"{Select}{(organization is null ? "" : " and l.organization_id = @organization")}{(deployment is null ? "" : " and l.deployment = @deployment")} order by l.sequence");
        select.Add("@provider", provider).Add("@from", from).Add("@to", to);
        _ = organization is { } id ? select.Add("@organization", id) : select;
        _ = deployment is null ? select : select.Add("@deployment", deployment);
        var attempts = new Dictionary<(Guid, long), OwnAttempt>();
        await using var row = await select.ExecuteReaderAsync(ct);
        while (await row.ReadAsync(ct))
        {
            var key = (row.GetId(1), row.GetInt64(2));
            if (!attempts.TryGetValue(key, out var attempt))
            {
                attempts.Add(key, attempt = new OwnAttempt(row.GetId(0), key.Item1, (int)key.Item2, row.GetString(3), row.GetTime(4)));
            }

            Add(attempt, row);
        }

        return [.. attempts.Values];
    }

    private static void Add(OwnAttempt attempt, DbDataReader row)
    {
        attempt.Cost += row.GetMoney(6);
        attempt.Uncertain += row.GetMoney(7);
        if (row.GetString(5) != "charge")
        {
            attempt.IsCorrected = true;
            return;
        }

        attempt.Bound = row.GetMoney(8);
        attempt.Flags = (LineFlags)row.GetInt64(9);
        var usage = default(TokenUsage);
        for (var i = 0; i < Units.Length; i++)
        {
            usage[Units[i]] = row.GetInt64(10 + i);
        }

        UsageColumns.AddMore(ref usage, row.GetTextOrNull(16));
        attempt.Usage = usage;
        attempt.IsReported = row.GetInt64(7) == 0 && (attempt.Flags & (LineFlags.Estimated | LineFlags.Deferred)) == 0;
    }
}
