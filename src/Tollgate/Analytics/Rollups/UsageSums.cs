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

    /// <summary>Adds a call.</summary>
    /// <param name="isRefused">Whether the gateway refused it.</param>
    /// <param name="result">How it ended, as the ledger says it.</param>
    /// <param name="saved">What a cache hit did not cost, in nano-dollars.</param>
    /// <param name="micros">How long it took.</param>
    public UsageSums AddCall(bool isRefused, string result, long saved, long micros)
    {
        Add(Measure.Calls, 1);
        Add(Measure.Refused, isRefused ? 1 : 0);
        Add(Measure.Failed, result is "upstream_error" or "connect_failed" or "timed_out" or "broken" ? 1 : 0);
        Add(Measure.Cached, result is "cache_hit" ? 1 : 0);
        Add(Measure.Saved, saved);
        Add(Measure.Answered, isRefused ? 0 : 1);
        Add(Measure.AnswerMicros, isRefused ? 0 : micros);
        return this;
    }

    /// <summary>Adds a ledger line.</summary>
    public UsageSums AddLine(in LineFigures line, CacheSavings savings)
    {
        Add(Measure.Cost, line.Cost);
        Add(Measure.Uncertain, line.Uncertain);
        Add(Measure.ListCost, line.ListCost);
        Add(Measure.InputTokens, line.Input);
        Add(Measure.CacheReadTokens, line.CacheRead);
        Add(Measure.CacheWriteTokens, line.CacheWrite5m + line.CacheWrite1h);
        Add(Measure.OutputTokens, line.Output);
        Add(Measure.ReasoningTokens, line.Reasoning);
        if ((line.CacheRead | line.CacheWrite5m | line.CacheWrite1h) != 0)
        {
            Add(Measure.CacheSaved, savings.Of(line.Rates, line.CacheRead, line.CacheWrite5m, line.CacheWrite1h));
        }

        return this;
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

    private void Add(Measure measure, long value) => _values[(int)measure] = checked(_values[(int)measure] + value);
}
