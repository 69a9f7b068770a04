using System.CommandLine;
using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Tollgate.Cli.Connect;

namespace Tollgate.Cli.Commands;

/// <summary>`tollgate connect claude|codex|dotnet|gemini|opencode [--write|--undo]`: a program's settings that point at the gateway.</summary>
internal sealed class ConnectCommand : ICliCommand
{
    private const string Placeholder = "tg-YOUR-KEY";

    /// <inheritdoc/>
    public Command Build(CommandContext context)
    {
        var program = new Argument<string>("program") { Description = "claude, codex, dotnet, gemini or opencode." };
        var write = new Option<bool>("--write") { Description = "Write them; what was there is kept beside the file." };
        var undo = new Option<bool>("--undo") { Description = "Put back what was there before --write." };
        var caller = new Option<string?>("--caller-key") { Description = "The key the program shall use; --write makes one when left out." };
        var budget = new Option<string?>("--budget") { Description = "The hard budget of the key that --write makes, for example 5/day." };
        var command = new Command("connect", "Print or write the settings that point a program at the gateway.") { program, write, undo, caller, budget };
        command.SetAction(async (words, ct) =>
        {
            var target = Find(context, words.GetValue(program)!);
            var output = words.InvocationConfiguration.Output;
            if (words.GetValue(undo))
            {
                var written = WrittenKeys.In(FilesOf(target));
                await output.WriteLineAsync(Undo(target));
                await RevokeAsync(context, words, target, written, ct);
                return ExitCode.Ok;
            }

            var address = context.Address(words);
            var url = address.Url.ToString().TrimEnd('/');
            if (!words.GetValue(write))
            {
                await output.WriteAsync(Text(target, url, words.GetValue(caller) ?? Placeholder));
                return ExitCode.Ok;
            }

            var places = FilesOf(target);
            var before = places.Select(SettingsBackup.Read).ToList();
            Edited(target, before, url, Placeholder);
            var key = words.GetValue(caller) ?? await MakeKeyAsync(context, words, target, words.GetValue(budget), ct);
            foreach (var (place, text) in places.Zip(Edited(target, before, url, key)))
            {
                SettingsBackup.Write(place, text);
            }

            await output.WriteLineAsync($"Wrote {string.Join(" and ", places)}. `{Program.Word} connect {target.Name} --undo` puts back what was there.{(target.Note.Length > 0 ? " " : string.Empty)}{target.Note}");
            return ExitCode.Ok;
        });
        return command;
    }

    private static string Text(ConnectTarget target, string url, string key) =>
        string.Join('\n', target.Files.Select(file => $"{(file.Path is { } place ? $"# {place}" : "// Your program")}\n{file.Edit(string.Empty, url, key)}"));

    /// <summary>All texts before the first is written: one that cannot be read stops all.</summary>
    private static List<string> Edited(ConnectTarget target, IReadOnlyList<string> before, string url, string key) =>
        [.. target.Files.Zip(before, (file, text) => file.Edit(text, url, key))];

    private static ConnectTarget Find(CommandContext context, string name)
    {
        var targets = Connect.All.Targets(context.Around.Home, context.Around.Variable);
        return targets.FirstOrDefault(target => target.Name == name)
            ?? throw new CliFault(ExitCode.Usage, $"'{name}' is not known. Known are {string.Join(", ", targets.Select(target => target.Name))}; `{Program.Word} exec` runs any program.");
    }

    private static List<string> FilesOf(ConnectTarget target) =>
        target.Files.All(file => file.Path is not null)
            ? [.. target.Files.Select(file => file.Path!)]
            : throw new CliFault(ExitCode.Usage, $"{target.Name} has no settings file. Without --write the lines for your program are printed.");

    private static string Undo(ConnectTarget target)
    {
        var undone = FilesOf(target).Where(SettingsBackup.Undo).ToList();
        return undone.Count > 0
            ? $"{string.Join(" and ", undone)} {(undone.Count > 1 ? "are as they were" : "is as it was")} before."
            : throw new CliFault(ExitCode.NotFound, $"Nothing to undo: there is no {SettingsBackup.PathOf(FilesOf(target)[0])}.");
    }

    /// <summary>Revokes the keys that --write made; one that the user brought stays.</summary>
    private static async Task RevokeAsync(CommandContext context, ParseResult words, ConnectTarget target, IReadOnlySet<string> written, CancellationToken ct)
    {
        if (written.Count == 0)
        {
            return;
        }

        var error = words.InvocationConfiguration.Error;
        try
        {
            using var gateway = context.Connect(words);
            foreach (var key in (await gateway.ListAsync("/api/keys", int.MaxValue, ct))["items"]!.AsArray())
            {
                var name = key!["name"]!.GetValue<string>();
                if (name.StartsWith(NameOf(target), StringComparison.Ordinal) && written.Contains(key["label"]?.GetValue<string>() ?? string.Empty))
                {
                    await gateway.DeleteAsync($"/api/keys/{key["id"]!.GetValue<string>()}", ct);
                    await error.WriteLineAsync($"Revoked the key '{name}', which --write had made.");
                }
            }
        }
        catch (CliFault fault)
        {
            await error.WriteLineAsync($"A key that --write made may still be alive: {fault.Message} `{Program.Word} keys list` shows it.");
        }
    }

    private static string NameOf(ConnectTarget target) => $"connect-{target.Name}-";

    private static async Task<string> MakeKeyAsync(CommandContext context, ParseResult words, ConnectTarget target, string? budget, CancellationToken ct)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"{NameOf(target)}{TimeProvider.System.GetUtcNow():yyyyMMdd-HHmmss}-{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(3))}");
        var body = new JsonObject { ["name"] = name, ["principal"] = target.Name };
        if (budget is not null)
        {
            body["budgets"] = new JsonArray(Amounts.Budget(budget));
        }

        using var gateway = context.Connect(words);
        var made = await gateway.PostAsync("/api/keys", body, ct);
        var cap = budget is null ? "It has no budget: it may spend without limit. --budget 5/day would have capped it." : $"It may spend ${budget.TrimStart('$')}.";
        await words.InvocationConfiguration.Error.WriteLineAsync($"Made the key '{name}'. {cap} `{Program.Word} connect {target.Name} --undo` revokes it.");
        return made["key"]!.GetValue<string>();
    }
}
