using System.Data.Common;
using System.Globalization;
using System.Text;
using Tollgate.Core;
using Tollgate.Storage;

namespace Tollgate.Ledger.Queries;

/// <summary>Sums over calls by up to two dimensions. Exact: every amount is a whole number and every line is counted once.</summary>
internal sealed class SummaryStore(DbDataSource source)
{
    private const int MostGroups = 10_000;

    private const string CallSums =
        """
        count(*), coalesce(sum(case when r.refusal_code is not null then 1 else 0 end), 0),
        coalesce(sum(case when r.result in ('upstream_error', 'connect_failed', 'timed_out', 'broken') then 1 else 0 end), 0), coalesce(sum(r.saved_nanos), 0)
        """;

    private const string MoneyOfCalls =
        """
        coalesce(sum(r.cost_nanos), 0), coalesce(sum(r.uncertain_nanos), 0), coalesce(sum(r.input_tokens), 0), coalesce(sum(r.cache_read_tokens), 0),
        coalesce(sum(r.cache_write_tokens), 0), coalesce(sum(r.output_tokens), 0), coalesce(sum(r.reasoning_tokens), 0)
        """;

    /// <summary>The money of a call with one attempt lies where the call ended; only calls with more have to be looked up line by line.</summary>
    private const string MoneyOfSimpleCalls =
        """
        coalesce(sum(case when r.attempts < 2 then r.cost_nanos else 0 end), 0), coalesce(sum(case when r.attempts < 2 then r.uncertain_nanos else 0 end), 0),
        coalesce(sum(case when r.attempts < 2 then r.input_tokens else 0 end), 0), coalesce(sum(case when r.attempts < 2 then r.cache_read_tokens else 0 end), 0),
        coalesce(sum(case when r.attempts < 2 then r.cache_write_tokens else 0 end), 0), coalesce(sum(case when r.attempts < 2 then r.output_tokens else 0 end), 0),
        coalesce(sum(case when r.attempts < 2 then r.reasoning_tokens else 0 end), 0)
        """;

    private const string MoneyOfLines =
        """
        0, 0, 0, 0, coalesce(sum(l.cost_nanos), 0), coalesce(sum(l.uncertain_nanos), 0), coalesce(sum(l.input_tokens), 0), coalesce(sum(l.cache_read), 0),
        coalesce(sum(l.cache_write_5m + l.cache_write_1h), 0), coalesce(sum(l.output_tokens), 0), coalesce(sum(l.reasoning), 0)
        """;

    /// <summary>Sums the calls of a time by dimensions.</summary>
    public async Task<Summary> SumAsync(CallFilter filter, IReadOnlyList<Dimension> by, CancellationToken ct)
    {
        var groups = new Dictionary<(string?, string?), SummaryRow>();
        var differs = by.Any(dimension => dimension.OfLine is not null);
        await using var connection = await source.OpenConnectionAsync(ct);
        await AddAsync(connection, groups, filter, by, CallsSql(by, differs), isOfLines: false, ct);
        if (differs)
        {
            await AddAsync(connection, groups, filter, by, LinesSql(by), isOfLines: true, ct);
        }

        var total = new SummaryRow { Group = new Dictionary<string, string?>() };
        foreach (var row in groups.Values)
        {
            total.Add(row);
        }

        var items = groups.Values.OrderByDescending(row => row.CostUsd).ThenByDescending(row => row.Calls).Take(MostGroups).ToList();
        return new Summary(filter.From, filter.To, [.. by.Select(dimension => dimension.Name)], items, total, groups.Count - items.Count);
    }

    private static string CallsSql(IReadOnlyList<Dimension> by, bool differs) =>
        $"select {Keys(by, isOfLines: false)} {CallSums}, {(differs ? MoneyOfSimpleCalls : MoneyOfCalls)} from request r{Tags(by)}";

    private static string LinesSql(IReadOnlyList<Dimension> by) =>
        $"select {Keys(by, isOfLines: true)} {MoneyOfLines} from request r join ledger_line l on l.request_id = r.id and r.attempts > 1{Tags(by)}";

    private static string Keys(IReadOnlyList<Dimension> by, bool isOfLines) =>
        string.Concat(by.Select(dimension => $"{(isOfLines ? dimension.OfLine : null) ?? dimension.OfCall}, {dimension.Label ?? "null"}, "));

    private static string Tags(IReadOnlyList<Dimension> by) => string.Concat(by.Select((dimension, place) => dimension.Tag is null
        ? ""
        : string.Create(CultureInfo.InvariantCulture, $" left join request_tag t{place} on t{place}.request_id = r.id and t{place}.name = @tag{place}")));

    private static async Task AddAsync(
        DbConnection connection, Dictionary<(string?, string?), SummaryRow> groups, CallFilter filter, IReadOnlyList<Dimension> by, string select, bool isOfLines, CancellationToken ct)
    {
        await using var command = connection.CreateCommand();
        var sql = new StringBuilder(select);
        CallConditions.Append(sql, command, filter);
        for (var i = 0; i < by.Count; i++)
        {
            sql.Append(i == 0 ? " group by " : ", ").Append((isOfLines ? by[i].OfLine : null) ?? by[i].OfCall);
            if (by[i].Tag is { } tag)
            {
                command.Add(i == 0 ? "@tag0" : "@tag1", tag);
            }
        }

        command.CommandText = sql.ToString();
        await using var reader = await command.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct))
        {
            var row = Read(reader, by);
            var key = Key(row, by);
            if (groups.TryGetValue(key, out var same))
            {
                same.Add(row);
            }
            else
            {
                groups.Add(key, row);
            }
        }
    }

    private static (string?, string?) Key(SummaryRow row, IReadOnlyList<Dimension> by) =>
        (by.Count > 0 ? KeyPart(row, by[0]) : null, by.Count > 1 ? KeyPart(row, by[1]) : null);

    private static string? KeyPart(SummaryRow row, Dimension dimension) =>
        row.Ids is { } ids && ids.TryGetValue(dimension.Name, out var id) ? id : row.Group[dimension.Name];

    private static SummaryRow Read(DbDataReader row, IReadOnlyList<Dimension> by)
    {
        var group = new Dictionary<string, string?>();
        var ids = default(Dictionary<string, string>);
        for (var i = 0; i < by.Count; i++)
        {
            var value = Text(row.IsDBNull(2 * i) ? null : row.GetValue(2 * i), by[i].Name);
            group[by[i].Name] = row.GetTextOrNull((2 * i) + 1) ?? value;
            if (value is not null && by[i].Label is not null)
            {
                (ids ??= [])[by[i].Name] = value;
            }
        }

        var at = 2 * by.Count;
        return new SummaryRow
        {
            Group = group,
            Ids = ids,
            Calls = row.GetInt64(at),
            Refused = row.GetInt64(at + 1),
            Failed = row.GetInt64(at + 2),
            SavedUsd = row.GetMoney(at + 3),
            CostUsd = row.GetMoney(at + 4),
            UncertainUsd = row.GetMoney(at + 5),
            InputTokens = row.GetInt64(at + 6),
            CacheReadTokens = row.GetInt64(at + 7),
            CacheWriteTokens = row.GetInt64(at + 8),
            OutputTokens = row.GetInt64(at + 9),
            ReasoningTokens = row.GetInt64(at + 10),
        };
    }

    private static string? Text(object? value, string dimension) => (value, dimension) switch
    {
        (null, _) => null,
        (byte[] id, _) => Ids.FromBytes(id).ToString(),
        (long days, "day") => DateTimeOffset.UnixEpoch.AddDays(days).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        (long hours, "hour") => DateTimeOffset.UnixEpoch.AddHours(hours).ToString("yyyy-MM-dd'T'HH':00:00Z'", CultureInfo.InvariantCulture),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture),
    };
}
