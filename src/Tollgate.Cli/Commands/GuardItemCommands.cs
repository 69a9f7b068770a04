using System.CommandLine;
using System.Text.Json.Nodes;

namespace Tollgate.Cli.Commands;

/// <summary>What guards are given to look for: `tollgate guards canaries | custom | indicators`.</summary>
internal static class GuardItemCommands
{
    private static readonly ResourceWords CanaryKind = new("canaries", "canary", "/api/guards/canaries", [new("Name", "name"), new("Bytes", "length", true), new("Made", "created_at"), new("Value", "value"), new("Id", "id")])
    {
        Command = "guards canaries",
    };

    private static readonly ResourceWords CustomKind = new("custom rules", "custom rule", "/api/guards/custom",
        [new("Name", "name"), new("Keywords", "keywords"), new("Patterns", "patterns"), new("Match", "match"), new("Severity", "severity"), new("Level", "level"), new("Action", "action"), new("Id", "id")])
    {
        Command = "guards custom",
    };

    private static readonly ResourceWords IndicatorKind = new("lists of indicators", "list", "/api/guards/indicators",
        [new("Name", "name"), new("Hosts", "domains", true), new("Addresses", "addresses", true), new("Pages", "urls", true), new("Hashes", "hashes", true), new("Skipped", "skipped", true), new("Severity", "severity"), new("Id", "id")])
    {
        Command = "guards indicators",
    };

    /// <summary>`guards custom`: list | create | get | delete.</summary>
    public static Command Custom(CommandContext context) => new("custom", "Rules of your own: words and patterns, in whose texts and calls, checked against your own examples.")
    {
        ResourceCommands.List(context, CustomKind),
        CreateCustom(context),
        ResourceCommands.Get(context, CustomKind),
        ResourceCommands.Delete(context, CustomKind),
    };

    /// <summary>`guards indicators`: list | import | get | delete.</summary>
    public static Command Indicators(CommandContext context) => new("indicators", "Lists of hosts, addresses, pages and hashes that are known to be used in attacks.")
    {
        ResourceCommands.List(context, IndicatorKind),
        ImportIndicators(context),
        ResourceCommands.Get(context, IndicatorKind),
        ResourceCommands.Delete(context, IndicatorKind),
    };

    private static Command CreateCustom(CommandContext context)
    {
        var name = new Argument<string>("name") { Description = "The new rule's name, which refusals show." };
        (string Member, Option<string[]> Option)[] lists =
        [
            ("keywords", new("--keyword") { Description = "A word to look for, in either case." }),
            ("patterns", new("--pattern") { Description = "A pattern to look for, without look-around and back-references." }),
            ("unless", new("--unless") { Description = "A word that must not be there." }),
            ("sources", new("--source") { Description = "In texts of: user, tool, system, file, model; all without any." }),
            ("models", new("--model") { Description = "In calls of this model, with stars; all without any." }),
            ("teams", new("--team") { Description = "In calls of this team; all without any." }),
            ("matches", new("--finds") { Description = "A text that the rule must find; one at least." }),
            ("non_matches", new("--leaves") { Description = "A text that it must leave; one at least." }),
        ];
        var all = new Option<bool>("--all-of") { Description = "All words and patterns must be there, not just one." };
        var severity = new Option<string>("--severity") { Description = "How grave it is.", DefaultValueFactory = _ => "high" }.Among("info", "low", "medium", "high", "critical");
        var level = new Option<string?>("--level") { Description = "off, monitor, warn or enforce; without it what holds for the threat custom_rule." };
        var action = new Option<string?>("--action") { Description = "log, alert, warn, redact, block, quarantine or kill." };
        var command = new Command("create", "Make a rule of your own; it must do what its examples say.") { name, all, severity, level, action };
        foreach (var (_, option) in lists)
        {
            command.Options.Add(option);
        }

        command.SetAction(async (words, ct) =>
        {
            var body = new JsonObject { ["name"] = words.GetValue(name), ["match"] = words.GetValue(all) ? "all" : "any", ["severity"] = words.GetValue(severity) };
            foreach (var (member, option) in lists)
            {
                body[member] = new JsonArray([.. (words.GetValue(option) ?? []).Select(value => JsonValue.Create(value))]);
            }

            body.Put("level", words.GetValue(level));
            body.Put("action", words.GetValue(action));
            using var gateway = context.Connect(words);
            context.Print(words).Item(await gateway.PostAsync(CustomKind.Path, body, ct), CustomKind.Columns);
            return ExitCode.Ok;
        });
        return command;
    }

    private static Command ImportIndicators(CommandContext context)
    {
        var name = new Argument<string>("name") { Description = "The new list's name, which findings show." };
        var file = new Argument<string>("file") { Description = "A STIX bundle, or a file with one in each line; `-` reads standard input." };
        var severity = new Option<string>("--severity") { Description = "How grave a sight of one is.", DefaultValueFactory = _ => "high" }.Among("info", "low", "medium", "high", "critical");
        var command = new Command("import", "Read a list; it is in force at once.") { name, file, severity };
        command.SetAction(async (words, ct) =>
        {
            var path = words.GetValue(file)!;
            if (path != "-" && !File.Exists(path))
            {
                throw new CliFault(ExitCode.Usage, $"There is no file '{path}'.");
            }

            var text = path == "-" ? await context.Around.Input().ReadToEndAsync(ct) : await File.ReadAllTextAsync(path, ct);
            var body = new JsonObject { ["name"] = words.GetValue(name), ["severity"] = words.GetValue(severity), ["text"] = text };
            using var gateway = context.Connect(words);
            context.Print(words).Item(await gateway.PostAsync(IndicatorKind.Path, body, ct), IndicatorKind.Columns);
            return ExitCode.Ok;
        });
        return command;
    }

    /// <summary>`guards canaries`: list | create | get | delete.</summary>
    public static Command Canaries(CommandContext context) => new("canaries", "Values that are planted to be noticed: seen in any call, they are found.")
    {
        ResourceCommands.List(context, CanaryKind),
        CreateCanary(context),
        ResourceCommands.Get(context, CanaryKind),
        ResourceCommands.Delete(context, CanaryKind),
    };

    private static Command CreateCanary(CommandContext context)
    {
        var name = new Argument<string>("name") { Description = "The new canary's name, which findings show." };
        var value = new Option<string?>("--value") { Description = "The value to notice; `-` reads it from standard input; one is made without it, and shown this once." };
        var command = new Command("create", "Register a canary; only keyed hashes of its value are kept.") { name, value };
        command.SetAction(async (words, ct) =>
        {
            var body = new JsonObject { ["name"] = words.GetValue(name) };
            if (words.GetValue(value) is { } given)
            {
                body["value"] = given == "-" ? (await context.Around.Input().ReadToEndAsync(ct)).Trim() : given;
            }

            using var gateway = context.Connect(words);
            context.Print(words).Item(await gateway.PostAsync(CanaryKind.Path, body, ct), CanaryKind.Columns);
            return ExitCode.Ok;
        });
        return command;
    }
}
