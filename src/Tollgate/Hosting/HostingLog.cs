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
}
