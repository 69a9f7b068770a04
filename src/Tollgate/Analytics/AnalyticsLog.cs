using Microsoft.Extensions.Logging;

namespace Tollgate.Analytics;

/// <summary>The log lines of analytics: event ids 9000 to 9099.</summary>
internal static partial class AnalyticsLog
{
    /// <summary>The sums are behind; the next round takes what this one left.</summary>
    [LoggerMessage(9000, LogLevel.Warning, "The sums of hours and days could not follow the ledger")]
    public static partial void NotFollowed(ILogger log, Exception fault);

    /// <summary>The database was copied or packed, and rows are numbered anew.</summary>
    [LoggerMessage(9001, LogLevel.Information, "The sums of hours and days are built again from the ledger")]
    public static partial void BuiltAnew(ILogger log);
}
