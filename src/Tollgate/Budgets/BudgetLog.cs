using Microsoft.Extensions.Logging;
using Tollgate.Core;

namespace Tollgate.Budgets;

/// <summary>The log lines of budgets: event ids 4000 to 4099.</summary>
internal static partial class BudgetLog
{
    /// <summary>An alert could not be noted; the sweep raises it when the database is back.</summary>
    [LoggerMessage(4001, LogLevel.Warning, "An alert of budget '{Budget}' could not be noted in the database")]
    public static partial void NotWritten(ILogger log, string budget, Exception fault);

    /// <summary>The database is away; windows roll over when it is back.</summary>
    [LoggerMessage(4002, LogLevel.Warning, "Windows could not be rolled over")]
    public static partial void NotRolled(ILogger log, Exception fault);

    /// <summary>A window's money does not add up: a fault of the gateway.</summary>
    [LoggerMessage(4003, LogLevel.Error, "Window {Window} is out of balance by ${Imbalance}")]
    public static partial void Imbalance(ILogger log, Guid window, Money imbalance);

    /// <summary>What a start found of earlier runs.</summary>
    [LoggerMessage(4004, LogLevel.Information, "Budgets: {Budgets} rules, {Slices} slices of earlier runs decided")]
    public static partial void Started(ILogger log, int budgets, int slices);

    /// <summary>A window could not be opened: its budget fails closed, or open if its owner said so.</summary>
    [LoggerMessage(4005, LogLevel.Error, "The window of budget '{Budget}' could not be opened")]
    public static partial void NotOpened(ILogger log, string budget, Exception fault);
}
