using System.Data.Common;
using Tollgate.Core;

namespace Tollgate.Analytics.Rollups;

/// <summary>Sums of one group. Whole numbers, checked: what does not fit is a fault, never a wrong total.</summary>
internal sealed class UsageSums
{
    /// <summary>The columns in the database, in the order of <see cref="Measure"/>.</summary>
    public static readonly string[] Columns =
    [
        "calls", "refused", "failed", "cached", "cost_nanos", "uncertain_nanos", "saved_nanos", "list_cost_nanos", "cache_saved_nanos", "input_tokens",
        "cache_read_tokens", "cache_write_tokens", "output_tokens", "reasoning_tokens", "answered", "answer_micros",
    ];

    private readonly long[] _values = new long[Columns.Length];

    /// <summary>One sum.</summary>
    public long this[Measure measure]
    {
        get => _values[(int)measure];
        set => _values[(int)measure] = value;
    }

    /// <summary>Owed.</summary>
    public Money Cost => new(this[Measure.Cost]);

    /// <summary>Reads all columns from a place of a row on.</summary>
    public static UsageSums Read(DbDataReader row, int first)
    {
        var sums = new UsageSums();
        for (var i = 0; i < sums._values.Length; i++)
        {
            sums._values[i] = row.GetInt64(first + i);
        }

        return sums;
    }

    /// <summary>Adds another group's sums.</summary>
    public UsageSums Add(UsageSums other)
    {
        for (var i = 0; i < _values.Length; i++)
        {
            _values[i] = checked(_values[i] + other._values[i]);
        }

        return this;
    }
}
