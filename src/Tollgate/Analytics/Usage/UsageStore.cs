using System.Data.Common;
using System.Globalization;
using System.Text;
using Tollgate.Analytics.Rollups;
using Tollgate.Storage;

namespace Tollgate.Analytics.Usage;

/// <summary>Answers questions from the sums of hours and days, exactly: what they cannot answer is read call by call.</summary>
internal sealed class UsageStore(DbDataSource source, RollupFollower follower)
{
    private const string CallsBetween = "where r.started_at >= @from and r.started_at < @to";
    private const string OfOrganization = " and r.organization_id = @organization";
    private const string SelectCalls = $"select {CallRow.Columns} from request r {CallsBetween}";
    private const string SelectLines = $"select {LineRow.Columns}, {CallRow.Columns} from request r join ledger_line l on l.request_id = r.id {CallsBetween}";

    private static readonly string Sums = string.Join(", ", UsageSums.Columns.Select(column => $"sum(u.{column}) as {column}"));
    private static readonly string SumsOfSums = string.Join(", ", UsageSums.Columns.Select(column => $"sum(u.{column})"));

    /// <summary>The sums of a question; everything that the database holds when it is asked is in them.</summary>
    public async Task<List<UsageRow>> AskAsync(UsageQuestion question, CancellationToken ct) => (await AskAsync(question, [question.By], ct))[0];

    /// <summary>The same sums broken down in several ways, from one reading.</summary>
    public async Task<List<List<UsageRow>>> AskAsync(UsageQuestion question, IReadOnlyList<IReadOnlyList<UsageDimension>> breakdowns, CancellationToken ct)
    {
        await follower.CatchUpAsync(ct);
        var tables = breakdowns.Select(by => new UsageTable(question with { By = by })).ToList();
        var reading = question with { By = [.. breakdowns.SelectMany(by => by).Distinct()] };
        var plan = UsagePlan.Of(question.From, question.To, tables[0].Periods);
        await using var connection = await source.OpenConnectionAsync(ct);
        if (plan.Days.From < plan.Days.To)
        {
            await AddSumsAsync(connection, tables, reading, ("usage_day", "day", UsageTime.DayHours), plan.Days, plan.SplitHours, ct);
        }

        foreach (var hours in plan.Hours.Where(hours => hours.From < hours.To))
        {
            await AddSumsAsync(connection, tables, reading, ("usage_hour", "hour", 1), hours, plan.SplitHours, ct);
        }

        var savings = new CacheSavings();
        foreach (var span in plan.Calls)
        {
            await AddCallsAsync(connection, tables, reading, span, savings, ct);
        }

        return [.. tables.Select(table => table.Rows)];
    }

    private static async Task AddSumsAsync(
        DbConnection connection, List<UsageTable> tables, UsageQuestion question, (string Name, string Time, long Hours) sums, (long From, long To) span, IReadOnlySet<long> split,
        CancellationToken ct)
    {
        var columns = question.Columns;
        await using var select = connection.CreateCommand();
        select.CommandText = SumsSql(select, question, sums.Name, sums.Time);
        select.Add("@detail", (long)question.Detail).Add("@from", span.From).Add("@to", span.To);
        if (question.OrganizationId is { } organization)
        {
            select.Add("@organization", organization);
        }

        await using var row = await select.ExecuteReaderAsync(ct);
        while (await row.ReadAsync(ct))
        {
            var hour = row.GetInt64(0) * sums.Hours;
            if (!split.Contains(hour))
            {
                var (group, read) = (UsageGroup.Read(row, 1, columns), UsageSums.Read(row, 1 + columns.Count));
                tables.ForEach(table => table.AddFiltered(group, UsageTime.OfHour(hour), read));
            }
        }
    }

    /// <summary>Where time is not cut, the sums of a group over all its time are made before it is looked up.</summary>
    private static string SumsSql(DbCommand select, UsageQuestion question, string name, string time)
    {
        var columns = string.Concat(question.Columns.Select(column => $", g.{UsageGroup.Columns[(int)column]}"));
        var where = $"{(question.OrganizationId is null ? "" : "u.organization_id = @organization and ")}u.detail = @detail and u.{time} >= @from and u.{time} < @to";
        var isCut = question.Step != TimeStep.None;
        var sql = new StringBuilder(isCut
            ? $"select u.{time}{columns}, {SumsOfSums} from {name} u join usage_group g on g.id = u.group_id where {where}"
            : $"select max(u.at){columns}, {SumsOfSums} from (select max(u.{time}) as at, u.group_id, {Sums} from {name} u where {where} group by u.group_id) u join usage_group g on g.id = u.group_id where g.detail = @detail");
        for (var i = 0; i < question.Filter.Equal.Count; i++)
        {
            var (column, value) = question.Filter.Equal[i];
            sql.Append(CultureInfo.InvariantCulture, $" and g.{UsageGroup.Columns[(int)column]} = @equal{i}");
            Bind(select, $"@equal{i}", column, value);
        }

        return sql.Append(" group by ").Append(isCut ? $"u.{time}" : "g.detail").Append(columns).ToString();
    }

    private static void Bind(DbCommand select, string name, GroupColumn column, string value)
    {
        var group = new UsageGroup { [column] = value };
        _ = group.Stored(column) switch
        {
            Guid id => select.Add(name, id),
            long number => select.Add(name, number),
            var text => select.Add(name, (string?)text),
        };
    }

    private static async Task AddCallsAsync(
        DbConnection connection, List<UsageTable> tables, UsageQuestion question, (DateTimeOffset From, DateTimeOffset To) span, CacheSavings savings, CancellationToken ct)
    {
        await using var calls = Between(connection, SelectCalls, question, span);
        await using (var row = await calls.ExecuteReaderAsync(ct))
        {
            while (await row.ReadAsync(ct))
            {
                var call = CallRow.Read(row);
                tables.ForEach(table => table.Add(call.Group, call.StartedAt, call.Sums));
            }
        }

        await using var lines = Between(connection, SelectLines, question, span);
        await using var line = await lines.ExecuteReaderAsync(ct);
        while (await line.ReadAsync(ct))
        {
            var (spent, call) = (LineRow.Read(line, 0, savings), CallRow.Read(line, LineRow.ColumnCount));
            var group = call.Group.SpentAt(spent.Provider, spent.Model, spent.Deployment);
            tables.ForEach(table => table.Add(group, call.StartedAt, spent.Sums));
        }
    }

    private static DbCommand Between(DbConnection connection, string sql, UsageQuestion question, (DateTimeOffset From, DateTimeOffset To) span)
    {
        var command = connection.CreateCommand(question.OrganizationId is null ? sql : sql + OfOrganization);
        command.Add("@from", span.From).Add("@to", span.To);
        return question.OrganizationId is { } organization ? command.Add("@organization", organization) : command;
    }
}
