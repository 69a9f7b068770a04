using System.Globalization;
using Tollgate.Api;
using Tollgate.Core;

namespace Tollgate.Callers.Keys;

/// <summary>Reads how long an old secret still works.</summary>
internal static class Overlap
{
    private const int MostDays = 90;

    /// <summary>Reads a whole number with a unit: s, m, h or d.</summary>
    public static Outcome<TimeSpan> Read(string? text)
    {
        if (text is null)
        {
            return TimeSpan.Zero;
        }

        var unit = text.Length > 1 ? SecondsOf(text[^1]) : 0;
        if (unit > 0 && int.TryParse(text.AsSpan(0, text.Length - 1), NumberStyles.None, CultureInfo.InvariantCulture, out var count)
            && (long)count * unit <= TimeSpan.FromDays(MostDays).TotalSeconds)
        {
            return TimeSpan.FromSeconds((long)count * unit);
        }

        return ApiReply.Invalid("overlap", $"'overlap' takes a time such as 90s, 15m, 24h or 7d, of at most {MostDays} days.");
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
