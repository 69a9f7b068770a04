using Microsoft.Extensions.Logging;

namespace Tollgate.Hosting;

/// <summary>What the program, not the settings file, decides.</summary>
internal sealed record GatewayHostOptions
{
    /// <summary>The clock.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Environment variables.</summary>
    public Func<string, string?> Environment { get; init; } = System.Environment.GetEnvironmentVariable;

    /// <summary>The least level that is logged.</summary>
    public LogLevel LogLevel { get; init; } = LogLevel.Information;

    /// <summary>Whether log lines go to the console.</summary>
    public bool LogToConsole { get; init; } = true;
}
