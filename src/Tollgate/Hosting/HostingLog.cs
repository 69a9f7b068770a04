using Microsoft.Extensions.Logging;

namespace Tollgate.Hosting;

/// <summary>Hosting's log lines; event ids 100 to 199.</summary>
internal static partial class HostingLog
{
    [LoggerMessage(100, LogLevel.Information, "The settings file was read again; {Change}.")]
    public static partial void SettingsChanged(ILogger log, string change);

    [LoggerMessage(101, LogLevel.Error, "The settings file cannot be used: {Fault} The running settings stay.")]
    public static partial void SettingsFaulty(ILogger log, string fault);

    [LoggerMessage(102, LogLevel.Warning, "The settings file: {Finding}")]
    public static partial void SettingsDoubtful(ILogger log, string finding);

    [LoggerMessage(103, LogLevel.Warning, "{Key} of the settings file (line {Line}): {Fault}")]
    public static partial void DeclaredDoubtful(ILogger log, string key, int line, string fault);

    [LoggerMessage(104, LogLevel.Information, "The team '{Team}' of the settings file is new and was made.")]
    public static partial void TeamDeclared(ILogger log, string team);

    [LoggerMessage(105, LogLevel.Debug, "The managed heap held {Before} MB with little to do; it holds {After} MB.")]
    public static partial void HeapGivenBack(ILogger log, long before, long after);
}
