using System.Data.Common;
using System.Globalization;
using Tollgate.Core;
using Tollgate.Storage;

namespace Tollgate.Ledger.Queries;

/// <summary>Small sums for whoever watches the traffic: calls, failures and cost of a time by one word, and lines with assumed prices.</summary>
internal sealed class TallyStore(DbDataSource source)
{
    /// <summary>A failure is the provider's: no connection, no answer, a broken one, too many requests, 5xx. What a caller got wrong is not.</summary>
    private const string Sums =
        """
        count(*),
          coalesce(sum(case when result in ('connect_failed', 'timed_out', 'broken') or (result = 'upstream_error' and (status = 429 or status >= 500)) then 1 else 0 end), 0),
          coalesce(sum(cost_nanos), 0)
        from request
        where organization_id = @organization and started_at >= @from and started_at < @to and refusal_code is null and result <> 'cache_hit'
        """;

    private const string SelectLast = "select coalesce(max(sequence), 0) from ledger_line";

    private const string SelectAssumed =
        """
        select organization_id, provider, model, count(*), sum(cost_nanos), max(at)
        from ledger_line
        where sequence > @after and sequence <= @last and kind = 'charge' and (flags & @flag) <> 0
        group by organization_id, provider, model order by organization_id, provider, model
        """;

    /// <summary>The calls of an organization that began in a time.</summary>
    public async Task<IReadOnlyList<TallyRow>> TallyAsync(Guid organizationId, TallyBy by, DateTimeOffset from, DateTimeOffset to, CancellationToken ct)
    {
        var word = Word(by);
        await using var select = source.CreateCommand(word is null ? $"select '', {Sums}" : $"select {word}, {Sums} group by {word}");
        select.Add("@organization", organizationId).Add("@from", from).Add("@to", to);
        var rows = new List<TallyRow>();
        await using var reader = await select.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct))
        {
            rows.Add(new TallyRow(reader.GetTextOrNull(0) ?? "", reader.GetInt64(1), reader.GetInt64(2), reader.GetMoney(3)));
        }

        return rows;
    }

    /// <summary>Charges at assumed prices after a place of the ledger, and the ledger's last place.</summary>
    public async Task<(long Last, IReadOnlyList<AssumedRow> Rows)> AssumedAsync(long after, CancellationToken ct)
    {
        await using var count = source.CreateCommand(SelectLast);
        var last = Convert.ToInt64(await count.ExecuteScalarAsync(ct), CultureInfo.InvariantCulture);
        var rows = new List<AssumedRow>();
        if (last <= after)
        {
            return (last, rows);
        }

        await using var select = source.CreateCommand(SelectAssumed);
        select.Add("@after", after).Add("@last", last).Add("@flag", (long)LineFlags.AssumedPrice);
        await using var reader = await select.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct))
        {
            rows.Add(new AssumedRow(reader.GetId(0), reader.GetString(1), reader.GetString(2), reader.GetInt64(3), reader.GetMoney(4), reader.GetTime(5)));
        }

        return (last, rows);
    }

    private static string? Word(TallyBy by) => by switch
    {
        TallyBy.Team => "team_name",
        TallyBy.Agent => "coalesce(agent, principal_name)",
        TallyBy.Key => "key_name",
        TallyBy.Provider => "provider",
        TallyBy.Model => "model",
        _ => null,
    };
}
