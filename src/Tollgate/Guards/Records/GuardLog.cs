using Microsoft.Extensions.Logging;

namespace Tollgate.Guards.Records;

/// <summary>What the guards say in the log.</summary>
internal static partial class GuardLog
{
    [LoggerMessage(4501, LogLevel.Error, "Findings of the guards could not be written; they wait")]
    public static partial void NotWritten(ILogger log, Exception fault);

    [LoggerMessage(4503, LogLevel.Warning, "The past of a caller could not be read; it is compared with nothing until the next try")]
    public static partial void PastNotRead(ILogger log, Exception fault);

    [LoggerMessage(4502, LogLevel.Error, "The guards failed on call {RequestId}")]
    public static partial void Failed(ILogger log, Guid requestId, Exception fault);
}
