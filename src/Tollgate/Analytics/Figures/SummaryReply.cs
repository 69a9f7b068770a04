using Tollgate.Analytics.Usage;
using Tollgate.Core;

namespace Tollgate.Analytics.Figures;

/// <summary>Sums over the times that people ask about.</summary>
/// <param name="TimeZone">Whose calendar counts.</param>
/// <param name="Period">The time asked for.</param>
/// <param name="MeanPerCallUsd">Its cost, by its calls that were not refused; null where there are none.</param>
/// <param name="Today">Today so far.</param>
/// <param name="Yesterday">Yesterday.</param>
/// <param name="ThisWeek">This week, from Monday.</param>
/// <param name="ThisMonth">This month.</param>
/// <param name="LastMonth">The month before.</param>
/// <param name="AllTime">Everything.</param>
internal sealed record SummaryReply(
    string TimeZone, UsageView Period, Money? MeanPerCallUsd, UsageView Today, UsageView Yesterday, UsageView ThisWeek, UsageView ThisMonth, UsageView LastMonth, UsageView AllTime);
