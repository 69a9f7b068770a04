using System.CommandLine;
using System.Text.Json.Nodes;
using Tollgate.Cli.Output;

namespace Tollgate.Cli.Commands;

/// <summary>`tollgate me`: what the key that signs in may do and has left.</summary>
internal sealed class MeCommand : ICliCommand
{
    private const int MostModels = 12;

    private static readonly Column[] Who =
        [new("Key", "name"), new("Right", "right"), new("Principal", "principal"), new("Team", "team"), new("Organization", "organization"), new("Expires", "expires_at"), new("Models", "models")];

    private static readonly Column[] Budgets =
        [new("Budget", "name"), new("Limit $", "limit", true), new("Settled $", "settled", true), new("Reserved $", "reserved", true), new("Left $", "remaining", true), new("Status", "status"), new("Renews", "resets_at")];

    /// <inheritdoc/>
    public Command Build(CommandContext context)
    {
        var command = new Command("me", "The key that signs in: its budgets left, its limits, its models.");
        command.SetAction(async (words, ct) =>
        {
            using var gateway = context.Connect(words);
            var me = await gateway.GetAsync("/api/me", ct);
            var printer = context.Print(words);
            printer.Item(printer.Form == OutputForm.Table ? Short(me) : me, Who);
            if (printer.Form == OutputForm.Table && (me["budgets"]?["items"] as JsonArray)?.Count > 0)
            {
                printer.List(me["budgets"]!, Budgets);
            }

            return ExitCode.Ok;
        });
        return command;
    }

    /// <summary>A long list of models is a number for people.</summary>
    private static JsonNode Short(JsonNode me)
    {
        var copy = me.DeepClone();
        if (copy["models"] is JsonArray { Count: > MostModels } models)
        {
            copy["models"] = $"{models.Count} models; `{Program.Word} me --json` lists them";
        }

        return copy;
    }
}
