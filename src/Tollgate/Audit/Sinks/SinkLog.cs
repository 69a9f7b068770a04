using Microsoft.Extensions.Logging;

namespace Tollgate.Audit.Sinks;

/// <summary>What followers of the audit log say.</summary>
internal static partial class SinkLog
{
    [LoggerMessage(4601, LogLevel.Warning, "The audit sink '{Sink}' does not take rows: {Error} They wait in the log")]
    public static partial void Away(ILogger log, string sink, string error);

    [LoggerMessage(4602, LogLevel.Information, "The audit sink '{Sink}' takes rows again")]
    public static partial void Back(ILogger log, string sink);

    [LoggerMessage(4603, LogLevel.Warning, "The audit log cannot be read for '{Sink}' now")]
    public static partial void LogAway(ILogger log, string sink, Exception fault);

    [LoggerMessage(4604, LogLevel.Warning, "The audit log's head could not be anchored: {Error} It is tried again")]
    public static partial void NotAnchored(ILogger log, string error);
}
