using System.CommandLine;
using Tollgate.Cli.Output;

namespace Tollgate.Cli.Commands;

/// <summary>`tollgate costs reprice`: a past period at other prices.</summary>
internal static class CostsReprice
{
    private static readonly Column[] Columns =
    [
        new("Provider", "provider"), new("Model", "model"), new("Lines", "lines", true), new("Cost $", "cost_usd", true), new("Repriced $", "repriced_usd", true),
        new("Difference $", "difference_usd", true), new("By the list $", "repriced_list_usd", true), new("Estimated", "estimated_lines", true), new("Unpriced", "unpriced_lines", true),
    ];

    /// <summary>The command.</summary>
    public static Command Build(CommandContext context)
    {
        Option<string?>[] options =
        [
            new("--from") { Description = "First instant; 30 days ago when left out." },
            new("--to") { Description = "The instant after the last; now when left out." },
            new("--at") { Description = "The day whose prices are taken; each call's own time when left out." },
            new("--model") { Description = "The model that all calls are priced by; each call's own when left out." },
        ];
        var command = new Command("reprice", "What past calls would have cost at other prices; the ledger stays as it is.");
        Array.ForEach(options, command.Options.Add);
        command.SetAction(async (words, ct) =>
        {
            var given = options.Where(option => words.GetValue(option) is not null)
                .Select(option => $"{option.Name.TrimStart('-')}={Uri.EscapeDataString(option.Name == "--model" ? words.GetValue(option)! : Moments.Read(words.GetValue(option)!))}");
            using var gateway = context.Connect(words);
            var report = await gateway.GetAsync($"/api/costs/reprice?{string.Join('&', given)}", ct);
            var printer = context.Print(words);
            printer.List(report, Columns);
            printer.Say($"Total: ${report["total"]?["cost_usd"]} as billed, ${report["total"]?["repriced_usd"]} anew ({report["total"]?["difference_usd"]}).");
            return ExitCode.Ok;
        });
        return command;
    }
}
