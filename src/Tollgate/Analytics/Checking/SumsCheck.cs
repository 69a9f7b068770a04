using System.Data.Common;
using System.Globalization;
using Tollgate.Analytics.Rollups;
using Tollgate.Core;
using Tollgate.Storage;

namespace Tollgate.Analytics.Checking;

/// <summary>
/// Compares the sums of hours and days, in every detail, with the ledger, day by day of each organization. The ledger is read up to the mark
/// of what is counted: lines are added and never changed, so that nothing has to stand still for it.
/// </summary>
internal static class SumsCheck
{
    private const int Shown = 100;

    private static readonly string[] Measures = ["calls", "saved", "cost", "uncertain", "list_cost", "input_tokens", "output_tokens"];

    /// <summary>Days of UTC, from microseconds.</summary>
    private const string Day = "(r.started_at / 86400000000)";

    private const string SelectCalls =
        $"select r.organization_id, {Day}, count(*), sum(r.saved_nanos) from request r where r.rowid <= @row group by r.organization_id, {Day}";

    private const string SelectLines =
        $"""
        select r.organization_id, {Day}, sum(l.cost_nanos), sum(l.uncertain_nanos), sum(l.list_cost_nanos), sum(l.input_tokens), sum(l.output_tokens)
        from request r join ledger_line l on l.request_id = r.id
        where r.rowid <= @row and l.sequence <= @sequence
        group by r.organization_id, {Day}
        """;

    private const string Kept = "sum(calls), sum(saved_nanos), sum(cost_nanos), sum(uncertain_nanos), sum(list_cost_nanos), sum(input_tokens), sum(output_tokens)";
    private const string SelectDays = $"select organization_id, day, {Kept} from usage_day where detail = @detail group by organization_id, day";
    private const string SelectHours = $"select organization_id, hour / 24, {Kept} from usage_hour where detail = @detail group by organization_id, hour / 24";

    /// <summary>Compares them.</summary>
    public static async Task<SumsReply> RunAsync(DbConnection connection, RollupMark mark, CancellationToken ct)
    {
        var ledger = new Dictionary<SumsDay, long[]>();
        await AddAsync(connection, SelectCalls, command => command.Add("@row", mark.RequestRow), ledger, 0, ct);
        await AddAsync(connection, SelectLines, command => command.Add("@row", mark.RequestRow).Add("@sequence", mark.LineSequence), ledger, 2, ct);
        var differences = new List<SumsDifference>();
        foreach (var detail in Enum.GetValues<RollupDetail>())
        {
            foreach (var (name, sql) in ((string, string)[])[("days", SelectDays), ("hours", SelectHours)])
            {
                var kept = new Dictionary<SumsDay, long[]>();
                await AddAsync(connection, sql, command => command.Add("@detail", (long)detail), kept, 0, ct);
                differences.AddRange(Compare($"{name}, {detail.ToString().ToLowerInvariant()}", kept, ledger));
            }
        }

        var cost = new Money(ledger.Values.Sum(static sums => sums[2]));
        return new SumsReply(differences.Count == 0, ledger.Values.Sum(static sums => sums[0]), cost, ledger.Count, differences.Count, [.. differences.Take(Shown)]);
    }

    private static IEnumerable<SumsDifference> Compare(string name, Dictionary<SumsDay, long[]> kept, Dictionary<SumsDay, long[]> ledger)
    {
        var none = new long[Measures.Length];
        foreach (var day in kept.Keys.Union(ledger.Keys).OrderBy(static day => day.Day))
        {
            var (sums, truth) = (kept.GetValueOrDefault(day, none), ledger.GetValueOrDefault(day, none));
            for (var i = 0; i < Measures.Length; i++)
            {
                if (sums[i] != truth[i])
                {
                    yield return new SumsDifference(day.OrganizationId, Date(day.Day), name, Measures[i], sums[i], truth[i]);
                }
            }
        }
    }

    private static async Task AddAsync(DbConnection connection, string sql, Action<DbCommand> bind, Dictionary<SumsDay, long[]> days, int first, CancellationToken ct)
    {
        await using var select = connection.CreateCommand(sql);
        bind(select);
        await using var row = await select.ExecuteReaderAsync(ct);
        while (await row.ReadAsync(ct))
        {
            var day = new SumsDay(row.GetId(0), row.GetInt64(1));
            if (!days.TryGetValue(day, out var sums))
            {
                days.Add(day, sums = new long[Measures.Length]);
            }

            for (var i = 2; i < row.FieldCount; i++)
            {
                sums[first + i - 2] = row.GetInt64(i);
            }
        }
    }

    private static string Date(long day) => DateOnly.FromDayNumber((int)day + DateOnly.FromDateTime(DateTime.UnixEpoch).DayNumber).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
