using System.Data.Common;
using Tollgate.Ledger.Records;
using Tollgate.Storage;

namespace Tollgate.Analytics.Rollups;

/// <summary>What the sums need to know of a ledger line.</summary>
internal sealed record LineRow(Guid RequestId, bool IsCharge, string Provider, string Model, string Deployment, UsageSums Sums)
{
    /// <summary>The columns, over `ledger_line l`.</summary>
    public const string Columns =
        """
        l.request_id, l.kind, l.provider, l.model, l.deployment, l.cost_nanos, l.uncertain_nanos, l.list_cost_nanos, l.input_tokens, l.cache_read,
          l.cache_write_5m, l.cache_write_1h, l.output_tokens, l.reasoning, l.rates
        """;

    /// <summary>How many columns there are.</summary>
    public const int ColumnCount = 15;

    /// <summary>A line as its record has it.</summary>
    public static LineRow Of(in SettledRecord settled, CacheSavings savings) => new(
        settled.Call.RequestId, IsCharge: true, settled.Attempt.Provider, settled.Attempt.Model, settled.Attempt.Deployment,
        new UsageSums().AddLine(RollupIntake.Figures(settled), savings));

    /// <summary>Reads <see cref="Columns"/> from a place of a row on.</summary>
    public static LineRow Read(DbDataReader row, int at, CacheSavings savings)
    {
        var sums = new UsageSums().AddLine(new LineFigures(
            row.GetInt64(at + 5), row.GetInt64(at + 6), row.GetInt64(at + 7), row.GetInt64(at + 8), row.GetInt64(at + 9), row.GetInt64(at + 10), row.GetInt64(at + 11),
            row.GetInt64(at + 12), row.GetInt64(at + 13), row.GetTextOrNull(at + 14)), savings);
        return new LineRow(row.GetId(at), row.GetString(at + 1) == "charge", row.GetString(at + 2), row.GetString(at + 3), row.GetString(at + 4), sums);
    }
}
