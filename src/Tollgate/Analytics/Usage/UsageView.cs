using Tollgate.Analytics.Rollups;
using Tollgate.Core;

namespace Tollgate.Analytics.Usage;

/// <summary>The sums of one group as the admin API shows them.</summary>
internal sealed record UsageView
{
    /// <summary>When the period begins.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>The day, in the zone's calendar; only where time is cut into days.</summary>
    public string? Date { get; init; }

    /// <summary>The value of each dimension, a name where there is one; null when the calls have none.</summary>
    public IReadOnlyDictionary<string, string?>? Group { get; init; }

    /// <summary>The id behind a name.</summary>
    public IReadOnlyDictionary<string, string>? Ids { get; init; }

    public required long Calls { get; init; }

    public required long Refused { get; init; }

    public required long Failed { get; init; }

    public required long CacheHits { get; init; }

    public required Money CostUsd { get; init; }

    /// <summary>Its part of the total, in percent with two decimals.</summary>
    public decimal? SharePercent { get; init; }

    public required Money UncertainUsd { get; init; }

    public required Money ListCostUsd { get; init; }

    /// <summary>What cache hits did not cost.</summary>
    public required Money SavedUsd { get; init; }

    /// <summary>What the provider's prompt cache saved.</summary>
    public required Money PromptCacheSavedUsd { get; init; }

    public required long InputTokens { get; init; }

    public required long CacheReadTokens { get; init; }

    public required long CacheWriteTokens { get; init; }

    public required long OutputTokens { get; init; }

    public required long ReasoningTokens { get; init; }

    /// <summary>How long calls took that were not refused, on average.</summary>
    public decimal? MeanMs { get; init; }

    /// <summary>The view of a row.</summary>
    public static UsageView Of(UsageRow row, UsageQuestion question, Money total) => Of(row.Sums) with
    {
        From = row.At,
        Date = row.At is { } at && question.Step == TimeStep.Day ? Text(ZoneCalendar.Day(question.Zone, at)) : null,
        Group = question.By.Count == 0 ? null : question.By.Select((dimension, i) => KeyValuePair.Create(dimension.Name, row.Texts[i])).ToDictionary(),
        Ids = IdsOf(row, question),
        SharePercent = Percent(row.Sums.Cost, total),
    };

    /// <summary>The view of sums alone.</summary>
    public static UsageView Of(UsageSums sums) => new()
    {
        Calls = sums[Measure.Calls],
        Refused = sums[Measure.Refused],
        Failed = sums[Measure.Failed],
        CacheHits = sums[Measure.Cached],
        CostUsd = sums.Cost,
        UncertainUsd = new Money(sums[Measure.Uncertain]),
        ListCostUsd = new Money(sums[Measure.ListCost]),
        SavedUsd = new Money(sums[Measure.Saved]),
        PromptCacheSavedUsd = new Money(sums[Measure.CacheSaved]),
        InputTokens = sums[Measure.InputTokens],
        CacheReadTokens = sums[Measure.CacheReadTokens],
        CacheWriteTokens = sums[Measure.CacheWriteTokens],
        OutputTokens = sums[Measure.OutputTokens],
        ReasoningTokens = sums[Measure.ReasoningTokens],
        MeanMs = sums[Measure.Answered] == 0 ? null : decimal.Round(sums[Measure.AnswerMicros] / 1000m / sums[Measure.Answered], 1),
    };

    /// <summary>A part of a whole in percent; null when there is no whole.</summary>
    public static decimal? Percent(Money part, Money whole) => whole.Nanos == 0 ? null : decimal.Round(100m * part.Nanos / whole.Nanos, 2);

    /// <summary>A day as text.</summary>
    public static string Text(DateOnly day) => day.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);

    private static Dictionary<string, string>? IdsOf(UsageRow row, UsageQuestion question)
    {
        var ids = new Dictionary<string, string>();
        for (var i = 0; i < question.By.Count; i++)
        {
            if (question.By[i].Label is not null && row.Values[i] is { } id)
            {
                ids.Add(question.By[i].Name, id);
            }
        }

        return ids.Count == 0 ? null : ids;
    }
}
