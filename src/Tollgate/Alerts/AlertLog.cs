using Microsoft.Extensions.Logging;

namespace Tollgate.Alerts;

/// <summary>The log lines of alerts: event ids 8000 to 8099.</summary>
internal static partial class AlertLog
{
    /// <summary>An alert was raised, reminded of, or is over.</summary>
    [LoggerMessage(8000, LogLevel.Warning, "Alert {Alert} ({Kind}) {State}: {Title}")]
    public static partial void Told(ILogger log, Guid? alert, string kind, string state, string title);

    /// <summary>A notice did not reach a channel; it is tried again.</summary>
    [LoggerMessage(8001, LogLevel.Warning, "Notice {Notice} did not reach channel '{Channel}' at attempt {Attempt}: {Reason}. Next attempt in {Delay}.")]
    public static partial void NotDelivered(ILogger log, Guid notice, string channel, int attempt, string reason, TimeSpan delay);

    /// <summary>A notice is given up for a channel.</summary>
    [LoggerMessage(8002, LogLevel.Error, "Notice {Notice} is given up for channel '{Channel}' after {Attempts} attempts: {Reason}")]
    public static partial void GivenUp(ILogger log, Guid notice, string channel, int attempts, string reason);

    /// <summary>The database is away; the outbox waits.</summary>
    [LoggerMessage(8003, LogLevel.Warning, "The outbox of alerts cannot be read or written")]
    public static partial void OutboxAway(ILogger log, Exception fault);

    /// <summary>A round of rules failed; the next one comes.</summary>
    [LoggerMessage(8004, LogLevel.Warning, "Alert rules could not be checked")]
    public static partial void NotChecked(ILogger log, Exception fault);

    /// <summary>A callback threw.</summary>
    [LoggerMessage(8005, LogLevel.Error, "A callback for alerts failed on notice {Notice}")]
    public static partial void CallbackFailed(ILogger log, Guid notice, Exception fault);
}
