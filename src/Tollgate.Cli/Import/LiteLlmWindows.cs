using System.Globalization;

namespace Tollgate.Cli.Import;

/// <summary>LiteLLM's rolling durations ("30d", "1h") as calendar windows.</summary>
internal static class LiteLlmWindows
{
    private static readonly (string Window, long Seconds)[] Windows = [("hour", 3600), ("day", 86_400), ("week", 604_800), ("month", 2_678_400)];

    /// <summary>The shortest window that is not shorter than the duration: never more money than before. Nothing is a lifetime.</summary>
    public static (string Window, bool IsSame) Of(string? duration)
    {
        if (string.IsNullOrEmpty(duration))
        {
            return ("lifetime", true);
        }

        if (duration is "1mo" or "30d" or "31d")
        {
            return ("month", true);
        }

        var seconds = Seconds(duration);
        foreach (var (window, most) in Windows)
        {
            if (seconds > 0 && seconds <= most)
            {
                return (window, seconds == most);
            }
        }

        return ("lifetime", false);
    }

    private static long Seconds(string duration)
    {
        long unit = duration[^1] switch { 's' => 1, 'm' => 60, 'h' => 3600, 'd' => 86_400, 'w' => 604_800, _ => 0 };
        return long.TryParse(duration[..^1], NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number < 100_000 ? number * unit : 0;
    }
}
