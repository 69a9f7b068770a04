using Microsoft.Extensions.Logging;

namespace Tollgate.Callers.SignIn;

/// <summary>What signing in says in the log.</summary>
internal static partial class SignInWords
{
    [LoggerMessage(4102, LogLevel.Warning, "A row of {Action} could not be written into the audit log; it waits")]
    public static partial void NotWritten(ILogger log, string action, Exception fault);
}
