using System.Data.Common;
using Tollgate.Storage;

namespace Tollgate.Analytics.Rollups;

/// <summary>The statements that a step runs for each of its rows.</summary>
internal sealed class RollupStatements(DbConnection connection) : IDisposable
{
    private static readonly GroupColumn[] GroupColumns = Enum.GetValues<GroupColumn>();
    private static readonly Measure[] Measures = Enum.GetValues<Measure>();

    private static readonly string InsertGroup =
        $"insert into usage_group (id, fingerprint, detail, {string.Join(", ", UsageGroup.Columns)}) values (@id, @fingerprint, @detail, @{string.Join(", @", UsageGroup.Columns)})";

    private static readonly string AddHour = AddTo("usage_hour", "hour");
    private static readonly string AddDay = AddTo("usage_day", "day");

    private readonly RowStatement _group = new(connection, InsertGroup);

    /// <summary>Adds to an hour.</summary>
    public RowStatement Hour { get; } = new(connection, AddHour);

    /// <summary>Adds to a day.</summary>
    public RowStatement Day { get; } = new(connection, AddDay);

    /// <summary>Adds sums to an hour or a day.</summary>
    public static void Add(RowStatement statement, RollupDetail detail, UsageCell cell, long group, UsageSums sums)
    {
        _ = statement.With(Guid.Parse(cell.Group[GroupColumn.Organization]!)).With((long)detail).With(cell.Hour).With(group);
        foreach (var measure in Measures)
        {
            _ = statement.With(sums[measure]);
        }

        _ = statement.Run();
    }

    /// <summary>Writes a group that is not there yet.</summary>
    public void Insert(long id, RollupDetail detail, UsageGroup group, byte[] fingerprint)
    {
        _ = _group.With(id).With(fingerprint).With((long)detail);
        foreach (var column in GroupColumns)
        {
            _ = group.Stored(column) switch
            {
                Guid value => _group.With(value),
                long number => _group.With(number),
                var text => _group.With((string?)text),
            };
        }

        _ = _group.Run();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _group.Dispose();
        Hour.Dispose();
        Day.Dispose();
    }

    private static string AddTo(string table, string time)
    {
        var columns = UsageSums.Columns;
        return $"""
            insert into {table} (organization_id, detail, {time}, group_id, {string.Join(", ", columns)})
            values (@organization_id, @detail, @time, @group_id, @{string.Join(", @", columns)})
            on conflict (organization_id, detail, {time}, group_id) do update set {string.Join(", ", columns.Select(column => $"{column} = {table}.{column} + excluded.{column}"))}
            """;
    }
}
