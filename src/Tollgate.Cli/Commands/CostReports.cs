using System.CommandLine;
using System.Text.Json.Nodes;
using Tollgate.Cli.Connection;
using Tollgate.Cli.Output;

namespace Tollgate.Cli.Commands;

/// <summary>`tollgate costs report | chargeback | reconcile | export`: what goes to other people and programs.</summary>
internal static class CostReports
{
    private static readonly Column[] Charges =
    [
        new("Team", "team"), new("Calls", "calls", true), new("Direct $", "direct_usd", true), new("Cost with shared $", "cost_usd", true), new("Margin $", "margin_usd", true), new("Charge $", "charge_usd", true),
    ];

    private static readonly Column[] Differences =
    [
        new("From", "from"), new("Model", "model"), new("Lines", "lines", true), new("Open", "open_lines", true), new("Ledger $", "ledger_usd", true), new("Bill $", "bill_usd", true), new("Difference $", "difference_usd", true),
        new("Reason", "reasons.reason"), new("Why", "reasons.sentence"),
    ];

    /// <summary>`report`: the statement of a month.</summary>
    public static Command Report(CommandContext context)
    {
        var file = new Option<string?>("--file") { Description = "Where to write it: .pdf, .csv or .json by its name." };
        var period = new CostPeriod();
        var command = period.AddTo(new Command("report", "The statement of a month on one page: PDF, CSV or JSON; this month by default.") { file });
        command.SetAction(async (words, ct) =>
        {
            using var gateway = context.Connect(words);
            if (words.GetValue(file) is { } path)
            {
                var form = Path.GetExtension(path).TrimStart('.') is "pdf" or "csv" or "json" ? Path.GetExtension(path).TrimStart('.') : throw new CliFault(ExitCode.Usage, "--file takes a name that ends with .pdf, .csv or .json.");
                await SaveAsync(gateway, "/api/reports/statement" + period.Query(words, ("format", form)), path, ct);
                context.Print(words).Say($"Written to {path}.");
                return ExitCode.Ok;
            }

            if (context.Print(words).Form == OutputForm.Csv)
            {
                await WriteAsync(gateway, "/api/reports/statement" + period.Query(words, ("format", "csv")), words, ct);
                return ExitCode.Ok;
            }

            Print(context.Print(words), await gateway.GetAsync("/api/reports/statement" + period.Query(words), ct));
            return ExitCode.Ok;
        });
        return command;
    }

    /// <summary>`chargeback`: what teams are charged.</summary>
    public static Command Chargeback(CommandContext context)
    {
        var from = new Option<string>("--from") { Description = "First day.", Required = true };
        var to = new Option<string>("--to") { Description = "The day after the last.", Required = true };
        var margin = new Option<decimal>("--margin") { Description = "What is put on top, in percent." };
        var shared = new Option<string[]>("--shared") { Description = "A cost that teams bear together: NAME=AMOUNT[:spend|calls|even], for example platform=500:even. Can be given again." };
        var zone = new Option<string?>("--time-zone") { Description = "Whose calendar counts: an IANA name; UTC by default." };
        var command = new Command("chargeback", "What teams are charged: their own spending, their part of shared costs, a margin.") { from, to, margin, shared, zone };
        command.SetAction(async (words, ct) =>
        {
            var body = new JsonObject { ["from"] = words.GetValue(from), ["to"] = words.GetValue(to), ["margin_percent"] = words.GetValue(margin) };
            if (words.GetValue(zone) is { } name)
            {
                body["time_zone"] = name;
            }

            body["shared"] = new JsonArray([.. (words.GetValue(shared) ?? []).Select(Shared)]);
            using var gateway = context.Connect(words);
            var reply = await gateway.PostAsync("/api/reports/chargeback", body, ct);
            var printer = context.Print(words);
            printer.List(reply, Charges);
            printer.Say($"Spent ${reply["spent_usd"]}, shared ${reply["shared_usd"]}, margin ${reply["margin_usd"]}: charged ${reply["charge_usd"]}.");
            return ExitCode.Ok;
        });
        return command;
    }

    /// <summary>`reconcile`: a provider's export beside the ledger.</summary>
    public static Command Reconcile(CommandContext context)
    {
        var file = new Argument<string>("file") { Description = "The export: OpenAI's organization usage or costs, Anthropic's usage_report or cost_report; - reads standard input." };
        var apply = new Option<bool>("--apply") { Description = "Write what the export proves about uncertain lines as adjustments." };
        var provider = new Option<string?>("--provider") { Description = "The provider as it is named here." };
        var everybody = new Option<bool>("--all-organizations") { Description = "All organizations, for they share the provider's account (operator only)." };
        var command = new Command("reconcile", "Lay a provider's bill beside the ledger: every difference with its reason.") { file, apply, provider, everybody };
        command.SetAction(async (words, ct) =>
        {
            var path = words.GetValue(file)!;
            var export = path == "-" ? await context.Around.Input().ReadToEndAsync(ct) : File.Exists(path) ? await File.ReadAllTextAsync(path, ct) : throw new CliFault(ExitCode.Usage, $"There is no file '{path}'.");
            if (words.GetValue(apply))
            {
                context.Confirm(words, "Write what the export proves as adjustments of the ledger?");
            }

            using var gateway = context.Connect(words);
            var query = $"?all={(words.GetValue(everybody) ? "true" : "false")}{(words.GetValue(provider) is { } name ? $"&provider={Uri.EscapeDataString(name)}" : "")}";
            using var reply = await gateway.SendRawAsync(HttpMethod.Post, $"/api/reports/reconcile{(words.GetValue(apply) ? "/apply" : "")}{query}", export, ct);
            var json = JsonNode.Parse(await reply.Content.ReadAsStringAsync(ct))!;
            var printer = context.Print(words);
            printer.List(json, Differences);
            printer.Say($"Ledger ${json["ledger_usd"]}, bill ${json["bill_usd"]}: a difference of ${json["difference_usd"]}, of which ${json["unexplained_usd"]} has no reason. {json["proven_lines"]} lines proven, {json["adjusted_lines"]} adjusted.");
            return ExitCode.Ok;
        });
        return command;
    }

    /// <summary>`export`: every line, or FOCUS.</summary>
    public static Command Export(CommandContext context)
    {
        var focus = new Option<bool>("--focus") { Description = "In the columns of FOCUS 1.0 instead of every ledger line." };
        var file = new Option<string?>("--file") { Description = "Where to write it; standard output when left out." };
        var period = new CostPeriod();
        var command = period.AddTo(new Command("export", "Every ledger line of a month as CSV, or its costs in the columns of FOCUS; this month by default.") { focus, file });
        command.SetAction(async (words, ct) =>
        {
            if (context.Print(words).Form == OutputForm.Json)
            {
                throw new CliFault(ExitCode.Usage, "`costs export` writes CSV, which reads back without loss. `costs report --json` and `calls --all --json` print JSON.");
            }

            using var gateway = context.Connect(words);
            var path = (words.GetValue(focus) ? "/api/reports/focus" : "/api/reports/lines") + period.Query(words);
            if (words.GetValue(file) is { } target)
            {
                await SaveAsync(gateway, path, target, ct);
                context.Print(words).Say($"Written to {target}.");
                return ExitCode.Ok;
            }

            await WriteAsync(gateway, path, words, ct);
            return ExitCode.Ok;
        });
        return command;
    }

    private static async Task WriteAsync(GatewayClient gateway, string path, ParseResult words, CancellationToken ct)
    {
        using var reply = await gateway.SendRawAsync(HttpMethod.Get, path, null, ct);
        await words.InvocationConfiguration.Output.WriteAsync(await reply.Content.ReadAsStringAsync(ct));
    }

    private static async Task SaveAsync(GatewayClient gateway, string path, string file, CancellationToken ct)
    {
        using var reply = await gateway.SendRawAsync(HttpMethod.Get, path, null, ct);
        try
        {
            await using var target = File.Create(file);
            await reply.Content.CopyToAsync(target, ct);
        }
        catch (Exception fault) when (fault is UnauthorizedAccessException or DirectoryNotFoundException or PathTooLongException)
        {
            throw new CliFault(ExitCode.Usage, $"'{file}' cannot be written: {fault.Message}");
        }
    }

    private static void Print(Printer printer, JsonNode statement)
    {
        if (printer.Form == OutputForm.Json)
        {
            printer.Json(statement);
            return;
        }

        printer.Say($"Statement of {statement["organization"]}, {statement["first_day"]} to {statement["last_day"]}, days of {statement["time_zone"]}.");
        foreach (var (part, name) in ((string, string)[])[("teams", "team"), ("models", "model"), ("keys", "key")])
        {
            CostViews.Breakdown(printer, new JsonObject { ["items"] = statement[part]!.DeepClone() }, [name]);
        }

        CostViews.Total(printer, statement["total"]!);
    }

    private static JsonObject Shared(string text)
    {
        var named = text.Split('=', 2);
        var rule = named.Length == 2 ? named[1].Split(':', 2) : [];
        return named.Length == 2
            ? new JsonObject { ["name"] = named[0], ["amount_usd"] = rule[0], ["by"] = rule.Length == 2 ? rule[1] : "spend" }
            : throw new CliFault(ExitCode.Usage, $"'{text}' is not a shared cost. Write NAME=AMOUNT or NAME=AMOUNT:even.");
    }
}
