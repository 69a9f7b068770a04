using Tollgate.Analytics.Rollups;

namespace Tollgate.Analytics.Usage;

/// <summary>Gathers sums by period and dimensions.</summary>
internal sealed class UsageTable(UsageQuestion question)
{
    private readonly Dictionary<(DateTimeOffset? At, string Values), UsageRow> _rows = [];
    private readonly List<DateTimeOffset> _periods = question.Step == TimeStep.None ? [] : ZoneCalendar.Boundaries(question.Step, question.Zone, question.From, question.To);

    /// <summary>Where periods begin and, last, end.</summary>
    public IReadOnlyList<DateTimeOffset> Periods => _periods;

    /// <summary>What was gathered: by time, then the dearest first, then by name.</summary>
    public List<UsageRow> Rows =>
    [
        .. _rows.Values.OrderBy(row => row.At).ThenByDescending(row => row.Sums[Measure.Cost]).ThenByDescending(row => row.Sums[Measure.Calls])
            .ThenBy(row => Key(row.Values), StringComparer.Ordinal),
    ];

    /// <summary>Adds sums of a group at an instant, unless the filter leaves them out.</summary>
    public void Add(UsageGroup group, DateTimeOffset at, UsageSums sums)
    {
        if (!question.Filter.Takes(group))
        {
            return;
        }

        AddTaken(group, at, sums);
    }

    /// <summary>Adds sums that passed the filter's columns already; tags are looked at here.</summary>
    public void AddFiltered(UsageGroup group, DateTimeOffset at, UsageSums sums)
    {
        if (question.Filter.TagName is not { } tag || TagText.Has(group[GroupColumn.Tags], tag, question.Filter.TagValue))
        {
            AddTaken(group, at, sums);
        }
    }

    private void AddTaken(UsageGroup group, DateTimeOffset at, UsageSums sums)
    {
        DateTimeOffset? period = _periods.Count == 0 ? null : _periods[Period(at)];
        string?[] values = [.. question.By.Select(dimension => dimension.Value(group))];
        var key = (period, Key(values));
        if (!_rows.TryGetValue(key, out var row))
        {
            _rows.Add(key, row = new UsageRow(period, values, [.. question.By.Select(dimension => dimension.Text(group))], new UsageSums()));
        }

        row.Sums.Add(sums);
    }

    /// <summary>One text for all values; lengths keep apart what would look alike.</summary>
    private static string Key(IReadOnlyList<string?> values) => values.Count switch
    {
        0 => "",
        1 => values[0] is { } value ? "+" + value : "-",
        _ => string.Concat(values.Select(value => value is null ? "-" : $"{value.Length}:{value}")),
    };

    private int Period(DateTimeOffset at)
    {
        var place = _periods.BinarySearch(at);
        return place >= 0 ? place : ~place - 1;
    }
}
