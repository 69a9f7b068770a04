using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using Spectre.Console;
using Tollgate.Cli.Connection;
using Tollgate.Cli.Output;

namespace Tollgate.Cli.Commands;

/// <summary>`budgets status`: how far each budget is spent, as bars; the windows of one when it is named.</summary>
internal static class BudgetBars
{
    private static readonly Column[] Columns =
    [
        new("Name", "name"), new("Subject", "subject"), new("Window", "window"), new("Limit $", "limit", true), new("Settled $", "settled", true), new("Reserved $", "reserved", true),
        new("Uncertain $", "uncertain", true), new("Left $", "remaining", true), new("%", "percent", true), new("Status", "status"), new("Renews", "resets_at"),
    ];

    /// <summary>The command.</summary>
    public static Command Status(CommandContext context, ResourceWords kind)
    {
        var id = new Argument<string?>("id") { Description = "The budget's id or name; all budgets when left out.", Arity = ArgumentArity.ZeroOrOne };
        var command = new Command("status", "How far budgets are spent.") { id };
        command.SetAction(async (words, ct) =>
        {
            using var gateway = context.Connect(words);
            var page = await ReadAsync(gateway, kind, words.GetValue(id), ct);
            var printer = context.Print(words);
            if (printer.Form == OutputForm.Table && page["items"]!.AsArray().Count > 0)
            {
                Draw(printer, page["items"]!.AsArray());
                return ExitCode.Ok;
            }

            printer.List(page, Columns);
            return ExitCode.Ok;
        });
        return command;
    }

    private static async Task<JsonNode> ReadAsync(GatewayClient gateway, ResourceWords kind, string? id, CancellationToken ct)
    {
        if (id is null)
        {
            return await gateway.ListAsync(kind.Path, int.MaxValue, ct);
        }

        var found = await ResourceCommands.FindAsync(gateway, kind, id, ct);
        return await gateway.GetAsync($"{kind.Path}/{ResourceCommands.IdOf(found)}/status", ct);
    }

    private static void Draw(Printer printer, JsonArray items)
    {
        var table = CostViews.Frame([("Budget", false), ("Window", false), ("", false), ("", true), ("Settled $", true), ("Held $", true), ("Left $", true), ("Limit $", true), ("Renews", false)]);
        foreach (var item in items)
        {
            var percent = item!["percent"] is { } value ? decimal.Parse(value.ToString(), NumberStyles.Float, CultureInfo.InvariantCulture) : 0;
            var held = Amount(item, "reserved") + Amount(item, "suspended");
            var color = percent >= 100 ? "red" : percent >= 80 ? "yellow" : "green";
            table.AddRow(
                Markup.Escape($"{Text(item, "name")}{(item["subject"] is { } subject ? $" {subject}" : "")}"), Markup.Escape(Text(item, "window")), Bar.OfLimit(percent), $"[{color}]{Bar.Percent(percent)}[/]",
                Bar.Dollars(Text(item, "settled")), Bar.Dollars(held.ToString(CultureInfo.InvariantCulture)), $"[bold]{Bar.Dollars(Text(item, "remaining"))}[/]", Bar.Dollars(Limit(item)), Markup.Escape(Renews(item)));
        }

        printer.Write(table);
    }

    /// <summary>The day is enough where it begins with it; so the table has room in 120 columns.</summary>
    private static string Renews(JsonNode item)
    {
        var at = new Column("Renews", "resets_at").Show(item);
        return at.EndsWith(" 00:00:00", StringComparison.Ordinal) ? at[..^" 00:00:00".Length] : at;
    }

    private static string Limit(JsonNode item) => Text(item, "limit") is { Length: > 0 } limit ? limit : Text(item, "limit_usd");

    private static string Text(JsonNode item, string member) => item[member]?.ToString() ?? "";

    private static decimal Amount(JsonNode item, string member) => decimal.TryParse(Text(item, member), NumberStyles.Float, CultureInfo.InvariantCulture, out var amount) ? amount : 0;
}
