using System.CommandLine;
using System.Text.Json.Nodes;
using Tollgate.Cli.Output;

namespace Tollgate.Cli.Commands;

/// <summary>`tollgate costs check`: whether the sums are the ledger's, and making them anew.</summary>
internal static class CostsCheck
{
    private static readonly Column[] Columns =
        [new("Day", "date"), new("Sums of", "kept"), new("What", "measure"), new("Kept", "sum", true), new("Ledger", "ledger", true), new("Organization", "organization_id")];

    /// <summary>The command.</summary>
    public static Command Build(CommandContext context)
    {
        var rebuild = new Option<bool>("--rebuild") { Description = "Throw the sums away and make them anew from the ledger first; needs the operator's key." };
        var command = new Command("check", "Compare the sums that questions are answered from with the ledger.") { rebuild };
        command.SetAction(async (words, ct) =>
        {
            using var gateway = context.Connect(words);
            var reply = words.GetValue(rebuild) ? await gateway.PostAsync("/api/analytics/rebuild", new JsonObject(), ct) : await gateway.GetAsync("/api/analytics/check", ct);
            var (printer, isEqual) = (context.Print(words), reply["is_equal"]!.GetValue<bool>());
            if (!isEqual || printer.Form != OutputForm.Table)
            {
                printer.List(reply, Columns);
            }

            printer.Say(isEqual
                ? $"The sums are the ledger's: {reply["calls"]} calls on {reply["days"]} days, ${reply["cost_usd"]}."
                : $"{reply["differences"]} sums are not what the ledger holds. The ledger is right: `tollgate costs check --rebuild` makes them anew.");
            return isEqual ? ExitCode.Ok : ExitCode.Refused;
        });
        return command;
    }
}
