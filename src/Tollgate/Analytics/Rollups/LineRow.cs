using System.Data.Common;
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

    /// <summary>Reads <see cref="Columns"/> from a place of a row on.</summary>
    public static LineRow Read(DbDataReader row, int at, CacheSavings savings)
    {
        var (read, write5m, write1h) = (row.GetInt64(at + 9), row.GetInt64(at + 10), row.GetInt64(at + 11));
        var sums = new UsageSums
        {
            [Measure.Cost] = row.GetInt64(at + 5),
            [Measure.Uncertain] = row.GetInt64(at + 6),
            [Measure.ListCost] = row.GetInt64(at + 7),
            [Measure.InputTokens] = row.GetInt64(at + 8),
            [Measure.CacheReadTokens] = read,
            [Measure.CacheWriteTokens] = write5m + write1h,
            [Measure.OutputTokens] = row.GetInt64(at + 12),
            [Measure.ReasoningTokens] = row.GetInt64(at + 13),
        };
        if ((read | write5m | write1h) != 0)
        {
            sums[Measure.CacheSaved] = savings.Of(row.GetTextOrNull(at + 14), read, write5m, write1h);
        }

        return new LineRow(row.GetId(at), row.GetString(at + 1) == "charge", row.GetString(at + 2), row.GetString(at + 3), row.GetString(at + 4), sums);
    }
}
