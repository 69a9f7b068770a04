using Microsoft.Extensions.Logging;

namespace Tollgate.ModelCalls;

/// <summary>The line's log lines; event ids 1000 to 1099.</summary>
internal static partial class ModelCallLog
{
    [LoggerMessage(1000, LogLevel.Error, "Call {RequestId} failed in the gateway.")]
    public static partial void Failed(ILogger log, Guid requestId, Exception fault);
}
