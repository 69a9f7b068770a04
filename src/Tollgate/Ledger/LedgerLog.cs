using Microsoft.Extensions.Logging;

namespace Tollgate.Ledger;

/// <summary>Log lines of the ledger: event ids 3000 to 3099.</summary>
internal static partial class LedgerLog
{
    [LoggerMessage(3000, LogLevel.Information, "Replayed {Records} journal records: {Lines} new ledger lines, {Unsettled} calls without an end.")]
    public static partial void Replayed(this ILogger log, long records, long lines, int unsettled);

    [LoggerMessage(3001, LogLevel.Warning, "A torn end of {Bytes} bytes was cut off the journal.")]
    public static partial void Truncated(this ILogger log, long bytes);

    [LoggerMessage(3002, LogLevel.Error, "Journal segment {Number} is damaged; its sound records were replayed and the file was set aside.")]
    public static partial void Quarantined(this ILogger log, long number);

    [LoggerMessage(3003, LogLevel.Error, "The database does not take the ledger; the journal keeps it. Next try in {Delay}.")]
    public static partial void DatabaseAway(this ILogger log, TimeSpan delay, Exception fault);

    [LoggerMessage(3004, LogLevel.Information, "The database takes the ledger again.")]
    public static partial void DatabaseBack(this ILogger log);

    [LoggerMessage(3005, LogLevel.Error, "The database rejects the records of call {RequestId}; they stay in the journal.")]
    public static partial void Rejected(this ILogger log, Guid requestId, Exception fault);
}
