using System.CommandLine;
using System.Text.Json.Nodes;
using Tollgate.Cli.Output;

namespace Tollgate.Cli.Commands;

/// <summary>`tollgate me`: what the key that signs in may do and has left.</summary>
internal sealed class MeCommand : ICliCommand
{
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
            printer.Item(me, Who);
            if (printer.Form == OutputForm.Table && (me["budgets"]?["items"] as JsonArray)?.Count > 0)
            {
                printer.List(me["budgets"]!, Budgets);
            }

            return ExitCode.Ok;
        });
        return command;
    }
}
