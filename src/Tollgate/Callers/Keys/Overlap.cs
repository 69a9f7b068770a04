using System.Globalization;
using Tollgate.Api;
using Tollgate.Core;

namespace Tollgate.Callers.Keys;

/// <summary>Reads how long an old secret still works.</summary>
internal static class Overlap
{
    private const int MostDays = 90;
    private const int LongestDays = 3653;

    /// <summary>Reads a whole number with a unit: s, m, h or d.</summary>
    public static Outcome<TimeSpan> Read(string? text)
    {
        if (text is null)
        {
            return TimeSpan.Zero;
        }

        return TryRead(text, out var time) && time <= TimeSpan.FromDays(MostDays)
            ? time
            : ApiReply.Invalid("overlap", $"'overlap' takes a time such as 90s, 15m, 24h or 7d, of at most {MostDays} days.");
    }

    /// <summary>Reads a time of at most ten years.</summary>
    public static bool TryRead(string text, out TimeSpan time)
    {
        var unit = text.Length > 1 ? SecondsOf(text[^1]) : 0;
        var isNumber = int.TryParse(text.AsSpan(0, Math.Max(0, text.Length - 1)), NumberStyles.None, CultureInfo.InvariantCulture, out var count);
        time = isNumber ? TimeSpan.FromSeconds((long)count * unit) : default;
        return isNumber && unit > 0 && time <= TimeSpan.FromDays(LongestDays);
    }

    private static int SecondsOf(char unit) => unit switch
    {
        's' => 1,
        'm' => 60,
        'h' => 3600,
        'd' => 86_400,
        _ => 0,
    };
}
