using System.CommandLine;
using System.Text.Json.Nodes;
using Tollgate.Cli.Output;

namespace Tollgate.Cli.Commands;

/// <summary>`tollgate providers`: list | get | add | test | rotate | remove.</summary>
internal sealed class ProvidersCommand : ICliCommand
{
    private static readonly Column[] Columns =
        [new("Provider", "name"), new("Kind", "kind"), new("Enabled", "enabled"), new("Why not", "disabled_reason"), new("Key from", "key_source"), new("Origin", "origin"), new("Address", "deployments.base_url")];

    /// <inheritdoc/>
    public Command Build(CommandContext context) =>
        new("providers", "Providers and their keys: list, get, add, test, rotate, remove.") { List(context), Get(context), Add(context), Test(context), Rotate(context), Remove(context) };

    private static Command List(CommandContext context)
    {
        var command = new Command("list", "List the providers.");
        command.SetAction(async (words, ct) =>
        {
            using var gateway = context.Connect(words);
            context.Print(words).List(await gateway.GetAsync("/api/providers", ct), Columns);
            return ExitCode.Ok;
        });
        return command;
    }

    private static Command Get(CommandContext context)
    {
        var name = Name();
        var command = new Command("get", "Show one provider.") { name };
        command.SetAction(async (words, ct) =>
        {
            using var gateway = context.Connect(words);
            context.Print(words).Item(await gateway.GetAsync(Path(words.GetValue(name)!), ct), Columns);
            return ExitCode.Ok;
        });
        return command;
    }

    private static Command Add(CommandContext context)
    {
        var name = Name();
        var kind = new Option<string?>("--kind") { Description = "The catalogue entry it follows; its name when left out." };
        var url = new Option<string?>("--base-url") { Description = "Its address, where it is not the public one." };
        var key = new Option<string?>("--api-key") { Description = "Its key; asked for on standard input when left out." };
        var command = new Command("add", "Add a provider; its key is sealed in the database.") { name, kind, url, key };
        command.SetAction(async (words, ct) =>
        {
            var body = new JsonObject { ["name"] = words.GetValue(name), ["api_key"] = words.GetValue(key) ?? await context.AskAsync(words, "The API key", ct) };
            if (words.GetValue(kind) is { } follows)
            {
                body["kind"] = follows;
            }

            if (words.GetValue(url) is { } address)
            {
                body["base_url"] = address;
            }

            using var gateway = context.Connect(words);
            context.Print(words).Item(await gateway.PostAsync("/api/providers", body, ct), Columns);
            return ExitCode.Ok;
        });
        return command;
    }

    private static Command Test(CommandContext context)
    {
        var name = Name();
        var model = new Option<string?>("--model") { Description = "Also ask whether this model is there." };
        var command = new Command("test", "Say which of name, connection, TLS, key and model fails.") { name, model };
        command.SetAction(async (words, ct) =>
        {
            using var gateway = context.Connect(words);
            var body = new JsonObject();
            if (words.GetValue(model) is { } asked)
            {
                body["model"] = asked;
            }

            var reply = await gateway.PostAsync($"{Path(words.GetValue(name)!)}/test", body, ct);
            var printer = context.Print(words);
            if (printer.Form == OutputForm.Json)
            {
                printer.Json(reply);
            }
            else
            {
                PrintSteps(printer, reply);
            }

            return reply["ok"]?.GetValue<bool>() == true ? ExitCode.Ok : ExitCode.Refused;
        });
        return command;
    }

    private static void PrintSteps(Printer printer, JsonNode reply)
    {
        foreach (var deployment in reply["deployments"] as JsonArray ?? [])
        {
            var steps = new JsonObject { ["items"] = deployment!["steps"]!.DeepClone() };
            printer.Say($"{deployment["name"]}:");
            printer.List(steps, [new Column("Step", "step"), new Column("Ok", "ok"), new Column("", "message")]);
        }
    }

    private static Command Rotate(CommandContext context)
    {
        var name = Name();
        var key = new Option<string?>("--api-key") { Description = "The new key; asked for on standard input when left out." };
        var command = new Command("rotate", "Put a new key in place of the old one.") { name, key };
        command.SetAction(async (words, ct) =>
        {
            using var gateway = context.Connect(words);
            var body = new JsonObject { ["api_key"] = words.GetValue(key) ?? await context.AskAsync(words, "The API key", ct) };
            context.Print(words).Item(await gateway.PostAsync($"{Path(words.GetValue(name)!)}/rotate", body, ct), Columns);
            return ExitCode.Ok;
        });
        return command;
    }

    private static Command Remove(CommandContext context)
    {
        var name = Name();
        var command = new Command("remove", "Remove a provider and its key.") { name };
        command.Aliases.Add("delete");
        command.SetAction(async (words, ct) =>
        {
            context.Confirm(words, $"Remove provider '{words.GetValue(name)}' and its key?");
            using var gateway = context.Connect(words);
            await gateway.DeleteAsync(Path(words.GetValue(name)!), ct);
            context.Print(words).Say($"Removed {words.GetValue(name)}.");
            return ExitCode.Ok;
        });
        return command;
    }

    private static Argument<string> Name() => new("name") { Description = "The provider's name, for example openai." };

    private static string Path(string name) => $"/api/providers/{Uri.EscapeDataString(name)}";
}
