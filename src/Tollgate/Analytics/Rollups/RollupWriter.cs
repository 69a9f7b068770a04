using System.Data.Common;
using System.Globalization;
using Tollgate.Storage;

namespace Tollgate.Analytics.Rollups;

/// <summary>Adds a step to the sums of hours and days, in every detail, and moves the mark: one transaction.</summary>
internal sealed class RollupWriter
{
    private const int MostKnownGroups = 50_000;
    private const string SelectMark = "select request_row, request_id, line_sequence from usage_mark where id = 1";
    private const string SelectRowId = "select id from request where rowid = @row";
    private const string UpdateMark =
        "update usage_mark set request_row = @request_row, request_id = @request_id, line_sequence = @line_sequence where id = 1 and request_row = @old_row and line_sequence = @old_sequence";

    private const string SelectGroup = "select id from usage_group where fingerprint = @fingerprint";
    private const string SelectLastGroup = "select coalesce(max(id), 0) from usage_group";

    private static readonly string[] Forget =
        ["delete from usage_hour", "delete from usage_day", "delete from usage_group", "update usage_mark set request_row = 0, request_id = null, line_sequence = 0 where id = 1"];

    private static readonly RollupDetail[] Details = Enum.GetValues<RollupDetail>();
    private readonly Dictionary<(RollupDetail Detail, UsageGroup Group), long> _groups = [];

    /// <summary>Where the sums stand; at the beginning when the rows of calls are no longer numbered as they were.</summary>
    public static async Task<(RollupMark Mark, bool IsSound)> MarkAsync(DbConnection connection, CancellationToken ct)
    {
        RollupMark mark;
        await using (var select = connection.CreateCommand(SelectMark))
        await using (var row = await select.ExecuteReaderAsync(ct))
        {
            await row.ReadAsync(ct);
            mark = new RollupMark(row.GetInt64(0), row.GetIdOrNull(1), row.GetInt64(2));
        }

        if (mark.RequestId is null)
        {
            return (mark, true);
        }

        await using var find = connection.CreateCommand(SelectRowId);
        return (mark, await find.Add("@row", mark.RequestRow).ExecuteScalarAsync(ct) is byte[] id && id.AsSpan().SequenceEqual(Core.Ids.ToBytes(mark.RequestId.Value)));
    }

    /// <summary>Writes a step; false when somebody else moved the mark meanwhile, and nothing was written.</summary>
    public async Task<bool> WriteAsync(DbConnection connection, RollupStep step, CancellationToken ct)
    {
        try
        {
            await using var transaction = await connection.BeginTransactionAsync(ct);
            if (!await MoveAsync(connection, step, ct))
            {
                return false;
            }

            using var statements = new RollupStatements(connection);
            foreach (var detail in Details)
            {
                await AddAsync(connection, statements, step, detail, ct);
            }

            await transaction.CommitAsync(ct);
            return true;
        }
        catch
        {
            // Groups of a transaction that did not happen have no numbers.
            _groups.Clear();
            throw;
        }
    }

    /// <summary>Throws all sums away.</summary>
    public async Task ForgetAsync(DbConnection connection, CancellationToken ct)
    {
        _groups.Clear();
        await using var transaction = await connection.BeginTransactionAsync(ct);
        foreach (var sql in Forget)
        {
            await using var command = connection.CreateCommand(sql);
            await command.ExecuteNonQueryAsync(ct);
        }

        await transaction.CommitAsync(ct);
    }

    private static async Task<bool> MoveAsync(DbConnection connection, RollupStep step, CancellationToken ct)
    {
        await using var update = connection.CreateCommand(UpdateMark);
        update.Add("@request_row", step.To.RequestRow).Add("@request_id", step.To.RequestId).Add("@line_sequence", step.To.LineSequence)
            .Add("@old_row", step.From.RequestRow).Add("@old_sequence", step.From.LineSequence);
        return await update.ExecuteNonQueryAsync(ct) == 1;
    }

    private async Task AddAsync(DbConnection connection, RollupStatements statements, RollupStep step, RollupDetail detail, CancellationToken ct)
    {
        var (hours, days) = (new Dictionary<UsageCell, UsageSums>(), new Dictionary<UsageCell, UsageSums>());
        foreach (var (cell, sums) in step.Cells)
        {
            var group = cell.Group.At(detail);
            RollupReader.Add(hours, group, cell.Hour, sums);
            RollupReader.Add(days, group, cell.Hour / UsageTime.DayHours, sums);
        }

        await using var find = connection.CreateCommand(SelectGroup);
        foreach (var (statement, cells) in ((RowStatement, Dictionary<UsageCell, UsageSums>)[])[(statements.Hour, hours), (statements.Day, days)])
        {
            foreach (var (cell, sums) in cells)
            {
                RollupStatements.Add(statement, detail, cell, await GroupAsync(connection, find, statements, detail, cell.Group, ct), sums);
            }
        }
    }

    /// <summary>The number of a group; a new one gets the next, for nobody else makes any.</summary>
    private async Task<long> GroupAsync(DbConnection connection, DbCommand find, RollupStatements statements, RollupDetail detail, UsageGroup group, CancellationToken ct)
    {
        if (_groups.TryGetValue((detail, group), out var known))
        {
            return known;
        }

        if (_groups.Count >= MostKnownGroups)
        {
            _groups.Clear();
        }

        var fingerprint = group.Fingerprint(detail);
        if (await find.Add("@fingerprint", fingerprint).ExecuteScalarAsync(ct) is not { } id)
        {
            await using var last = connection.CreateCommand(SelectLastGroup);
            id = Convert.ToInt64(await last.ExecuteScalarAsync(ct), CultureInfo.InvariantCulture) + 1;
            statements.Insert((long)id, detail, group, fingerprint);
        }

        return _groups[(detail, group)] = Convert.ToInt64(id, CultureInfo.InvariantCulture);
    }
}
