using System.Globalization;
using System.Text.Json.Nodes;
using Tollgate.Core;

namespace Tollgate.Cli.Commands;

/// <summary>Reads amounts as people write them: "5/day", "100k", "8h".</summary>
internal static class Amounts
{
    private const double LongestDays = 36_500;

    private static readonly string[] Windows = ["hour", "day", "week", "month", "lifetime"];

    private static readonly string[] Counts = ["billed", "notional", "all"];

    /// <summary>"5/day", "20/month", "5" (lifetime) as a budget of the API; "5/day:notional" says besides whose calls it counts, "5/day:soft" that it only warns.</summary>
    public static JsonObject Budget(string text)
    {
        var words = text.Split(':');
        var budget = Cap(words[0], text);
        foreach (var word in words.AsSpan(1))
        {
            if (word == "soft")
            {
                budget["hard"] = false;
                continue;
            }

            budget["counts"] = Counts.Contains(word) && !budget.ContainsKey("counts")
                ? word
                : throw new CliFault(ExitCode.Usage, $"'{text}' is not a budget: after the colon stands soft, or whose calls it counts: {string.Join(", ", Counts)}.");
        }

        return budget;
    }

    /// <summary>"60", "100k", "1.5m" as a whole number.</summary>
    public static long Count(string text)
    {
        var factor = text.Length == 0 ? 1m : char.ToLowerInvariant(text[^1]) switch
        {
            'k' => 1_000m,
            'm' => 1_000_000m,
            'b' => 1_000_000_000m,
            _ => 1m,
        };
        var digits = factor == 1m ? text : text[..^1];
        if (decimal.TryParse(digits, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) && number * factor is > 0 and < long.MaxValue && decimal.IsInteger(number * factor))
        {
            return (long)(number * factor);
        }

        throw new CliFault(ExitCode.Usage, $"'{text}' is not a number above zero. Write, for example, 60, 100k or 1.5m.");
    }

    /// <summary>"90s", "15m", "8h", "30d" as a time.</summary>
    public static TimeSpan Span(string text)
    {
        var perDay = text.Length == 0 ? 0 : char.ToLowerInvariant(text[^1]) switch
        {
            's' => 86_400,
            'm' => 1_440,
            'h' => 24,
            'd' => 1,
            _ => 0,
        };
        if (perDay > 0 && double.TryParse(text[..^1], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) && number > 0 && number / perDay <= LongestDays)
        {
            return TimeSpan.FromSeconds(number * (86_400 / perDay));
        }

        throw new CliFault(ExitCode.Usage, $"'{text}' is not a time. Write, for example, 90s, 15m, 8h or 30d.");
    }

    private static JsonObject Cap(string cap, string text)
    {
        var parts = cap.Split('/');
        var window = parts.Length > 1 ? parts[1] : "lifetime";
        if (parts.Length > 2 || !Money.TryParse(parts[0].TrimStart('$'), out var limit) || limit <= Money.Zero || !Windows.Contains(window))
        {
            throw new CliFault(ExitCode.Usage, $"'{text}' is not a budget. Write dollars and a window, for example 5/day; windows are {string.Join(", ", Windows)}.");
        }

        return new JsonObject { ["limit_usd"] = limit.ToString(), ["window"] = window, ["hard"] = true };
    }
}
