using System.CommandLine;
using System.Text.Json.Nodes;

namespace Tollgate.Cli.Commands;

/// <summary>`tollgate discounts`: list | create | delete.</summary>
internal sealed class DiscountsCommand : ICliCommand
{
    private static readonly ResourceWords Kind = new("discounts", "discount", "/api/discounts",
        [
            new("Name", "name"), new("Provider", "provider"), new("Account", "account"), new("Model", "model"), new("%", "percent", true),
            new("From", "from"), new("To", "to"), new("Origin", "origin"), new("Id", "id"),
        ])
    {
        DeleteVerb = "end",
    };

    /// <inheritdoc/>
    public Command Build(CommandContext context) =>
        new("discounts", "Discounts agreed with providers: list, create, delete.") { ResourceCommands.List(context, Kind), Create(context), Delete(context) };

    private static Command Create(CommandContext context)
    {
        var percent = new Argument<string>("percent") { Description = "What is taken off the list price, in percent, for example 12.5." };
        var provider = new Option<string>("--provider") { Description = "The provider.", Required = true };
        Option<string?>[] more =
        [
            new("--account") { Description = "The account (deployment) it is on; all when left out." },
            new("--model") { Description = "The model, or a prefix with an asterisk; all when left out." },
            new("--name") { Description = "Its name." },
            new("--from") { Description = "First instant, for example 2026-09-01; now when left out." },
            new("--to") { Description = "The instant after the last one." },
        ];
        var command = new Command("create", "Record a discount; calls from then on cost less, what is in the ledger stays.") { percent, provider };
        Array.ForEach(more, command.Options.Add);
        command.SetAction(async (words, ct) =>
        {
            var body = new JsonObject { ["percent"] = words.GetValue(percent)!.TrimEnd('%'), ["provider"] = words.GetValue(provider) };
            foreach (var option in more)
            {
                if (words.GetValue(option) is { } value)
                {
                    body[option.Name.TrimStart('-')] = option.Name is "--from" or "--to" ? Moments.Read(value) : value;
                }
            }

            using var gateway = context.Connect(words);
            context.Print(words).Item(await gateway.PostAsync(Kind.Path, body, ct), Kind.Columns);
            return ExitCode.Ok;
        });
        return command;
    }

    private static Command Delete(CommandContext context)
    {
        var id = new Argument<string>("id") { Description = "The discount's id or name." };
        var command = new Command("delete", "End a discount now; it stays in the list with its dates.") { id };
        command.SetAction(async (words, ct) =>
        {
            using var gateway = context.Connect(words);
            var found = await ResourceCommands.FindAsync(gateway, Kind, words.GetValue(id)!, ct);
            context.Confirm(words, $"End the discount '{words.GetValue(id)}'?");
            await gateway.DeleteAsync($"{Kind.Path}/{(found["id"] ?? throw new CliFault(ExitCode.Conflict, "That discount belongs to the settings file."))}", ct);
            context.Print(words).Say($"The discount {words.GetValue(id)} ended.");
            return ExitCode.Ok;
        });
        return command;
    }
}
