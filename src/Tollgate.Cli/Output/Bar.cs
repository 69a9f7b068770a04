using System.Globalization;
using Spectre.Console;

namespace Tollgate.Cli.Output;

/// <summary>Bars for people: parts of a whole, and how far a budget is spent.</summary>
internal static class Bar
{
    private const int Width = 24;
    private const decimal Full = 100m;

    /// <summary>A bar of a percentage as markup, in one colour.</summary>
    public static string Of(decimal percent, string color = "dodgerblue1")
    {
        var cells = Math.Clamp(percent, 0, Full) / Full * Width;
        var whole = (int)cells;
        var part = (int)((cells - whole) * 8);
        var text = new string('█', whole) + (part > 0 ? ((char)('█' + 8 - part)).ToString() : "");
        return $"[{color}]{text}[/][grey35]{new string('·', Math.Max(0, Width - text.Length))}[/]";
    }

    /// <summary>A bar in the colour of how near a limit is.</summary>
    public static string OfLimit(decimal percent) => Of(percent, percent >= Full ? "red" : percent >= 80 ? "yellow" : "green");

    /// <summary>A percentage for people.</summary>
    public static string Percent(decimal percent) => string.Create(CultureInfo.InvariantCulture, $"{percent:0.0} %");

    /// <summary>Dollars for people: cents, more decimals where cents would say nothing.</summary>
    public static string Dollars(string? amount)
    {
        if (!decimal.TryParse(amount, NumberStyles.Float, CultureInfo.InvariantCulture, out var dollars))
        {
            return "";
        }

        return dollars is 0 or >= 0.1m or <= -0.1m ? dollars.ToString("#,0.00", CultureInfo.InvariantCulture) : dollars.ToString("0.00####", CultureInfo.InvariantCulture);
    }

    /// <summary>Dollars with so many decimals, as all of a column have them: their points stand under each other. Nothing that cost something is shown as nothing.</summary>
    public static string Dollars(decimal amount, int decimals)
    {
        var least = new decimal(1, 0, 0, false, (byte)decimals);
        return amount != 0 && Math.Abs(amount) < least / 2 ? $"< {least.ToString(CultureInfo.InvariantCulture)}" : amount.ToString("#,0." + new string('0', decimals), CultureInfo.InvariantCulture);
    }

    /// <summary>How many decimals tell amounts apart: cents for what costs dollars, millionths for what costs less than ten cents.</summary>
    public static int Decimals(IEnumerable<decimal> amounts) => amounts.Select(Math.Abs).DefaultIfEmpty().Max() switch
    {
        0 or >= 10 => 2,
        >= 0.1m => 4,
        _ => 6,
    };

    /// <summary>A row of a table of bars.</summary>
    public static string[] Row(string name, string cells, params string[] numbers) => [Markup.Escape(name), cells, .. numbers];
}
