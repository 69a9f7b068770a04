using System.Data.Common;
using Tollgate.Core;
using Tollgate.Storage;

namespace Tollgate.Analytics.Rollups;

/// <summary>What the sums need to know of a call.</summary>
internal sealed record CallRow(long Row, Guid Id, UsageGroup Group, DateTimeOffset StartedAt, long Attempts, UsageSums Sums)
{
    /// <summary>The hour in which it began.</summary>
    public long Hour => UsageTime.Hour(StartedAt);

    /// <summary>The columns, over `request r`.</summary>
    public const string Columns =
        """
        r.rowid, r.id, r.started_at, r.ended_at, r.attempts, r.saved_nanos, case when r.refusal_code is null then 0 else 1 end,
          r.organization_id, r.team_id, r.team_name, r.principal_id, r.principal_name, r.key_id, r.key_name, r.agent, r.session, r.provider,
          coalesce(r.model, r.model_asked), r.deployment, r.route, r.status, r.result, r.tags
        """;

    /// <summary>How many columns there are.</summary>
    public const int ColumnCount = 23;

    private const int FirstOfGroup = 7;

    private static readonly GroupColumn[] All = Enum.GetValues<GroupColumn>();

    /// <summary>Reads <see cref="Columns"/>.</summary>
    public static CallRow Read(DbDataReader row) => Read(row, 0);

    /// <summary>Reads <see cref="Columns"/> from a place of a row on.</summary>
    public static CallRow Read(DbDataReader row, int at)
    {
        var group = UsageGroup.Read(row, at + FirstOfGroup, All);
        var (started, ended) = (row.GetTime(at + 2), row.GetTime(at + 3));
        var sums = new UsageSums().AddCall(row.GetFlag(at + 6), group[GroupColumn.Result]!, row.GetInt64(at + 5), ended.ToUnixMicros() - started.ToUnixMicros());
        return new CallRow(row.GetInt64(at), row.GetId(at + 1), group, started, row.GetInt64(at + 4), sums);
    }
}
