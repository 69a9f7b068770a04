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

        var decimals = Decimals(items);
        var table = Frame([.. by.Select(name => (Heading(name), false)), ("", false), ("Share", true), ("Cost $", true), ("Calls", true), ("Tokens in", true), ("Tokens out", true)]);
        foreach (var item in items)
        {
            var share = item!["share_percent"]?.GetValue<decimal>() ?? 0;
            table.AddRow([.. columns.Take(by.Count).Select(column => Markup.Escape(column.Read(item) is { Length: > 0 } text ? text : "(none)")), Bar.Of(share), Bar.Percent(share), .. Sums(item, decimals)]);
        }

        printer.Write(table);
        if (reply["total"] is { } total)
        {
            Total(printer, total);
        }

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

        List<JsonNode> items = [.. reply["items"]!.AsArray().Select(item => item!), .. Today(reply)];
        var quiet = items.TakeWhile(item => Number(item, "calls") == 0).Count();
        if (quiet == items.Count)
        {
            printer.Say("Nothing was called in this time.");
            return;
        }

        var (most, decimals) = (items.Max(item => Number(item, "cost_usd")), Decimals(items));
        var table = Frame([("Day", false), ("", false), ("Cost $", true), ("Calls", true), ("Tokens in", true), ("Tokens out", true)]);
        if (quiet > 1)
        {
            table.AddRow($"[grey]{Markup.Escape(Date(items[0]))} – {Markup.Escape(Date(items[quiet - 1]))}[/]", "[grey]nothing was called[/]", "", "", "", "");
        }

        foreach (var item in items.Skip(quiet > 1 ? quiet : 0))
        {
            table.AddRow([Markup.Escape(Date(item)), Bar.Of(most == 0 ? 0 : Number(item, "cost_usd") * 100 / most), .. Sums(item, decimals)]);
        }

        printer.Write(table);
        if (reply["total"] is { } total)
        {
            Total(printer, total);
        }
    }

    /// <summary>What spending comes to, in a few lines and a sentence on what it rests on.</summary>
    public static void Projection(Printer printer, JsonNode reply)
    {
        if (printer.Form != OutputForm.Table)
        {
            printer.Item(
                reply,
                [
                    new("Next 30 days $", "next_thirty_days_usd"), new("At least $", "low_usd"), new("At most $", "high_usd"), new("This month so far $", "this_month_so_far_usd"), new("This month in the end $", "this_month_usd"),
                    new("A day, on average $", "mean_per_day_usd"), new("From", "basis"), new("Direction", "direction"),
                ]);
            return;
        }

        (string Heading, string Path)[] rows = [("A day, on average", "mean_per_day_usd"), ("Next 30 days", "next_thirty_days_usd"), ("This month so far", "this_month_so_far_usd"), ("This month in the end", "this_month_usd")];
        var decimals = Bar.Decimals(rows.Select(row => Number(reply, row.Path)));
        var table = Frame([("", false), ("Cost $", true), ("", false)]);
        foreach (var (heading, path) in rows)
        {
            var interval = path == "next_thirty_days_usd" && reply["low_usd"] is not null ? $"[grey]{Bar.Dollars(Number(reply, "low_usd"), decimals)} to {Bar.Dollars(Number(reply, "high_usd"), decimals)} in 95 of 100 cases[/]" : "";
            table.AddRow(heading, $"[bold]{Bar.Dollars(Number(reply, path), decimals)}[/]", interval);
        }

        printer.Write(table);
        printer.Say($"From {reply["basis"]}; spending is {Direction(reply)}.{(reply["low_usd"] is null ? " That is too little to say how far off it may be." : "")}");
    }

    /// <summary>Where spending goes, in words.</summary>
    public static string Direction(JsonNode reply) => reply["direction"]?.GetValue<string>() switch { "up" => "going up", "down" => "going down", _ => "stable" };

    /// <summary>The sums of several times, one under the other.</summary>
    public static void Times(Printer printer, JsonNode reply, IReadOnlyList<(string Heading, string Path)> times)
    {
        if (printer.Form == OutputForm.Json)
        {
            printer.Json(reply);
            return;
        }

        List<JsonNode> items = [.. times.Select(time => reply[time.Path]!)];
        if (printer.Form == OutputForm.Csv)
        {
            printer.List(new JsonObject { ["items"] = new JsonArray([.. times.Zip(items, Named)]) }, [new("Time", "time"), .. Numbers.Select(number => new Column(number.Heading, number.Path, number.IsNumber))]);
            return;
        }

        var decimals = Decimals(items);
        var table = Frame([("", false), ("Cost $", true), ("Calls", true), ("Tokens in", true), ("Tokens out", true)]);
        foreach (var ((heading, _), item) in times.Zip(items))
        {
            table.AddRow([Markup.Escape(heading), .. Sums(item, decimals)]);
        }

        printer.Write(table);
    }

    /// <summary>What all of it comes to; what is nothing is not mentioned.</summary>
    public static void Total(Printer printer, JsonNode total)
    {
        var saved = Number(total, "prompt_cache_saved_usd") == 0 ? "" : $" Prompt caches saved ${total["prompt_cache_saved_usd"]}.";
        var open = Number(total, "uncertain_usd") == 0 ? "" : $" Not yet certain, on top at most: ${total["uncertain_usd"]}.";
        printer.Say($"Total ${total["cost_usd"]} in {Count(total, "calls")} {(Number(total, "calls") == 1 ? "call" : "calls")}.{saved}{open}");
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

    private static string[] Sums(JsonNode item, int decimals) => [$"[bold]{Bar.Dollars(Number(item, "cost_usd"), decimals)}[/]", Count(item, "calls"), Count(item, "input_tokens"), Count(item, "output_tokens")];

    private static int Decimals(IEnumerable<JsonNode?> items) => Bar.Decimals(items.Select(item => Number(item!, "cost_usd")));

    private static string Count(JsonNode item, string member) => Number(item, member).ToString("#,0", System.Globalization.CultureInfo.InvariantCulture);

    private static string Date(JsonNode item) => item["date"]!.GetValue<string>();

    private static string Heading(string name) => string.Concat(name[..1].ToUpperInvariant(), name.AsSpan(1));

    /// <summary>The day that is not over yet, where the answer keeps it apart.</summary>
    private static IEnumerable<JsonNode> Today(JsonNode reply)
    {
        if (reply["today"] is not JsonObject today)
        {
            yield break;
        }

        var row = (JsonObject)today.DeepClone();
        row["date"] = $"{today["date"] ?? "today"} so far";
        yield return row;
    }

    private static JsonNode Named((string Heading, string Path) time, JsonNode sums)
    {
        var row = (JsonObject)sums.DeepClone();
        row["time"] = time.Path;
        return row;
    }
}
