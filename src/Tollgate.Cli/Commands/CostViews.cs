using System.Text.Json.Nodes;
using Spectre.Console;
using Tollgate.Cli.Output;

namespace Tollgate.Cli.Commands;

/// <summary>Draws costs for people; programs get the API's own answer.</summary>
internal static class CostViews
{
    private static readonly (string Heading, string Path, bool IsNumber)[] Numbers =
    [
        ("Calls", "calls", true), ("Refused", "refused", true), ("Failed", "failed", true), ("In", "input_tokens", true), ("Out", "output_tokens", true), ("Cost $", "cost_usd", true),
        ("Share %", "share_percent", true), ("Uncertain $", "uncertain_usd", true),
    ];

    /// <summary>A breakdown: a bar for the share of each.</summary>
    public static void Breakdown(Printer printer, JsonNode reply, IReadOnlyList<string> by)
    {
        Column[] columns = [.. by.Select(name => new Column(name, name == "date" ? "date" : $"group.{name}")), .. Numbers.Select(number => new Column(number.Heading, number.Path, number.IsNumber))];
        if (printer.Form != OutputForm.Table)
        {
            printer.List(reply, columns);
            return;
        }

        var items = reply["items"]!.AsArray();
        if (items.Count == 0)
        {
            printer.Say("Nothing was called in this time.");
            return;
        }

        var table = Frame([.. by.Select(name => (name, false)), ("", false), ("Share", true), ("Cost $", true), ("Calls", true), ("Tokens in", true), ("Tokens out", true)]);
        foreach (var item in items)
        {
            var share = item!["share_percent"]?.GetValue<decimal>() ?? 0;
            table.AddRow([.. columns.Take(by.Count).Select(column => Markup.Escape(column.Read(item) is { Length: > 0 } text ? text : "(none)")), Bar.Of(share), Bar.Percent(share), .. Sums(item)]);
        }

        printer.Write(table);
        Total(printer, reply["total"]!);
        if (reply["next"] is not null)
        {
            printer.Say("More follow: --limit shows up to 1000.");
        }
    }

    /// <summary>Days: a bar beside each, the dearest full.</summary>
    public static void Days(Printer printer, JsonNode reply)
    {
        Column[] columns = [new("Day", "date"), .. Numbers.Select(number => new Column(number.Heading, number.Path, number.IsNumber))];
        if (printer.Form != OutputForm.Table)
        {
            printer.List(reply, columns);
            return;
        }

        var items = reply["items"]!.AsArray();
        var most = items.Max(item => Number(item!, "cost_usd"));
        var table = Frame([("Day", false), ("", false), ("Cost $", true), ("Calls", true), ("Tokens in", true), ("Tokens out", true)]);
        foreach (var item in items)
        {
            table.AddRow([item!["date"]!.GetValue<string>(), Bar.Of(most == 0 ? 0 : Number(item, "cost_usd") * 100 / most), .. Sums(item)]);
        }

        printer.Write(table);
        if (reply["total"] is { } total)
        {
            Total(printer, total);
        }
    }

    /// <summary>The sums of several times, one under the other.</summary>
    public static void Times(Printer printer, JsonNode reply, IReadOnlyList<(string Heading, string Path)> times)
    {
        if (printer.Form != OutputForm.Table)
        {
            printer.Item(reply, [.. times.Select(time => new Column(time.Heading, $"{time.Path}.cost_usd"))]);
            return;
        }

        var table = Frame([("", false), ("Cost $", true), ("Calls", true), ("Tokens in", true), ("Tokens out", true)]);
        foreach (var (heading, path) in times)
        {
            table.AddRow([Markup.Escape(heading), .. Sums(reply[path]!)]);
        }

        printer.Write(table);
    }

    /// <summary>A table of numbers without a frame.</summary>
    public static Table Frame(IReadOnlyList<(string Heading, bool IsNumber)> columns)
    {
        var table = new Table { Border = TableBorder.Simple };
        foreach (var (heading, isNumber) in columns)
        {
            var column = new TableColumn($"[grey]{Markup.Escape(heading)}[/]") { NoWrap = true };
            table.AddColumn(isNumber ? column.RightAligned() : column);
        }

        return table;
    }

    /// <summary>An amount or a count of an item.</summary>
    public static decimal Number(JsonNode item, string member) =>
        decimal.Parse(item[member]?.ToString() ?? "0", System.Globalization.NumberStyles.Float, System.Globalization.CultureInfo.InvariantCulture);

    private static string[] Sums(JsonNode item) => [$"[bold]{Bar.Dollars(item["cost_usd"]?.GetValue<string>())}[/]", Count(item, "calls"), Count(item, "input_tokens"), Count(item, "output_tokens")];

    private static string Count(JsonNode item, string member) => Number(item, member).ToString("#,0", System.Globalization.CultureInfo.InvariantCulture);

    private static void Total(Printer printer, JsonNode total) =>
        printer.Say($"Total ${total["cost_usd"]} in {Count(total, "calls")} calls; saved by prompt caches ${total["prompt_cache_saved_usd"]}; not yet certain, on top at most ${total["uncertain_usd"]}.");
}
