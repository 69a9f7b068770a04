using System.Globalization;

namespace Tollgate.Cli.Commands;

/// <summary>Reads days and times as people write them.</summary>
internal static class Moments
{
    /// <summary>A day is its first instant in UTC.</summary>
    public static string Read(string text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time)
            ? time.ToString("O", CultureInfo.InvariantCulture)
            : throw new CliFault(ExitCode.Usage, $"'{text}' is not a time. Write 2026-11-30 or 2026-11-30T18:00:00Z.");
}
