using System.CommandLine;
using System.Text.Json.Nodes;
using Tollgate.Cli.Output;

namespace Tollgate.Cli.Commands;

/// <summary>`tollgate deployments`: list | add | weigh | delete. Several accounts of a provider share its calls by weight.</summary>
internal sealed class DeploymentsCommand : ICliCommand
{
    private static readonly Column[] Columns =
        [new("Deployment", "name"), new("Address", "base_url"), new("Key ends with", "key_hint"), new("Weight", "weight", true), new("Resting", "resting"), new("Models", "models")];

    /// <inheritdoc/>
    public Command Build(CommandContext context) =>
        new("deployments", "Accounts of a provider, among which calls are shared: list, add, weigh, delete.") { List(context), Add(context), Weigh(context), Delete(context) };

    private static Command List(CommandContext context)
    {
        var provider = Provider();
        var command = new Command("list", "List a provider's accounts.") { provider };
        command.SetAction(async (words, ct) =>
        {
            using var gateway = context.Connect(words);
            Print(context, words, await gateway.GetAsync(Path(words.GetValue(provider)!), ct));
            return ExitCode.Ok;
        });
        return command;
    }

    private static Command Add(CommandContext context)
    {
        var (provider, name) = (Provider(), Name());
        var url = new Option<string?>("--base-url") { Description = "Its address; the provider's when left out." };
        var key = new Option<string?>("--api-key") { Description = "Its key; asked for on standard input when left out." };
        var weight = new Option<int>("--weight") { Description = "Its share of calls among its siblings; 0 rests it.", DefaultValueFactory = _ => 1 };
        var models = new Option<string[]>("--model") { Description = "A model it serves, NAME or NAME=THE-ACCOUNT'S-OWN-NAME; several are allowed. None: all models." };
        var command = new Command("add", "Add an account to a provider; its key is sealed in the database.") { provider, name, url, key, weight, models };
        command.SetAction(async (words, ct) =>
        {
            var body = new JsonObject
            {
                ["name"] = words.GetValue(name),
                ["weight"] = words.GetValue(weight),
                ["api_key"] = words.GetValue(key) ?? await context.AskAsync(words, "The API key", ct),
            };
            if (words.GetValue(url) is { } address)
            {
                body["base_url"] = address;
            }

            if (words.GetValue(models) is { Length: > 0 } served)
            {
                body["models"] = Served(served);
            }

            using var gateway = context.Connect(words);
            Print(context, words, await gateway.PostAsync($"{Path(words.GetValue(provider)!)}/deployments", body, ct));
            return ExitCode.Ok;
        });
        return command;
    }

    private static Command Weigh(CommandContext context)
    {
        var (provider, name) = (Provider(), Name());
        var weight = new Argument<int>("weight") { Description = "Its share of calls among its siblings; 0 rests it." };
        var command = new Command("weigh", "Change an account's share of calls.") { provider, name, weight };
        command.SetAction(async (words, ct) =>
        {
            using var gateway = context.Connect(words);
            Print(context, words, await gateway.SendAsync(HttpMethod.Patch, Path(words.GetValue(provider)!, words.GetValue(name)!), new JsonObject { ["weight"] = words.GetValue(weight) }, ct));
            return ExitCode.Ok;
        });
        return command;
    }

    private static Command Delete(CommandContext context)
    {
        var (provider, name) = (Provider(), Name());
        var command = new Command("delete", "Remove an account and its key.") { provider, name };
        command.SetAction(async (words, ct) =>
        {
            context.Confirm(words, $"Remove deployment '{words.GetValue(name)}' of {words.GetValue(provider)} and its key?");
            using var gateway = context.Connect(words);
            await gateway.DeleteAsync(Path(words.GetValue(provider)!, words.GetValue(name)!), ct);
            context.Print(words).Say($"Removed {words.GetValue(name)}.");
            return ExitCode.Ok;
        });
        return command;
    }

    private static JsonObject Served(IEnumerable<string> models)
    {
        var served = new JsonObject();
        foreach (var model in models)
        {
            var parts = model.Split('=', 2);
            served[parts[0]] = parts[^1];
        }

        return served;
    }

    private static void Print(CommandContext context, ParseResult words, JsonNode provider) =>
        context.Print(words).List(new JsonObject { ["items"] = provider["deployments"]?.DeepClone() ?? new JsonArray() }, Columns);

    private static Argument<string> Provider() => new("provider") { Description = "The provider's name, for example openai." };

    private static Argument<string> Name() => new("name") { Description = "The account's name within the provider." };

    private static string Path(string provider) => $"/api/providers/{Uri.EscapeDataString(provider)}";

    /// <summary>Lists show "openai/second"; both that and "second" name it.</summary>
    private static string Path(string provider, string name)
    {
        var own = name.StartsWith($"{provider}/", StringComparison.Ordinal) ? name[(provider.Length + 1)..] : name;
        return $"{Path(provider)}/deployments/{Uri.EscapeDataString(own)}";
    }
}
