using Microsoft.Extensions.Logging;

namespace Tollgate.Guards.Records;

/// <summary>What the guards say in the log.</summary>
internal static partial class GuardLog
{
    [LoggerMessage(4501, LogLevel.Error, "Findings of the guards could not be written; they wait")]
    public static partial void NotWritten(ILogger log, Exception fault);

    [LoggerMessage(4502, LogLevel.Error, "The guards failed on call {RequestId}")]
    public static partial void Failed(ILogger log, Guid requestId, Exception fault);
}
