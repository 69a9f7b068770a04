using System.CommandLine;
using System.Text.Json.Nodes;
using Tollgate.Cli.Output;

namespace Tollgate.Cli.Commands;

/// <summary>`tollgate costs`: summary | estimate.</summary>
internal sealed class CostsCommand : ICliCommand
{
    /// <inheritdoc/>
    public Command Build(CommandContext context) => new("costs", "What was spent, and what a call would cost.") { Summary(context), Estimate(context), CostsReprice.Build(context) };

    private static Command Summary(CommandContext context)
    {
        var by = new Option<string>("--by") { Description = "One or two of organization, team, principal, agent, session, key, model, provider, tag, route, status; with a comma between.", DefaultValueFactory = _ => "model" };
        var from = new Option<string?>("--from") { Description = "First instant, for example 2026-11-01." };
        var to = new Option<string?>("--to") { Description = "The instant after the last." };
        var command = new Command("summary", "Sums of calls, cost and tokens.") { by, from, to };
        command.SetAction(async (words, ct) =>
        {
            using var gateway = context.Connect(words);
            var query = $"?group_by={Uri.EscapeDataString(words.GetValue(by)!)}{Part("from", words.GetValue(from))}{Part("to", words.GetValue(to))}";
            Column[] columns =
            [
                .. words.GetValue(by)!.Split(',').Select(name => new Column(name.Trim(), $"group.{name.Trim()}")),
                new("Calls", "calls", true), new("Refused", "refused", true), new("In", "input_tokens", true), new("Out", "output_tokens", true), new("Cost $", "cost_usd", true), new("Uncertain $", "uncertain_usd", true),
            ];
            var sums = await gateway.GetAsync($"/api/ledger/summary{query}", ct);
            var printer = context.Print(words);
            printer.List(sums, columns);
            printer.Say($"Total: ${sums["total"]?["cost_usd"]} in {sums["total"]?["calls"]} calls.");
            return ExitCode.Ok;
        });
        return command;
    }

    private static Command Estimate(CommandContext context)
    {
        var model = new Argument<string>("model") { Description = "The model." };
        var input = new Option<long>("--input") { Description = "Input tokens.", DefaultValueFactory = _ => 1000 };
        var output = new Option<long>("--output") { Description = "Output tokens.", DefaultValueFactory = _ => 500 };
        var command = new Command("estimate", "What a call is expected to cost, and at most.") { model, input, output };
        command.SetAction(async (words, ct) =>
        {
            using var gateway = context.Connect(words);
            var body = new JsonObject { ["model"] = words.GetValue(model), ["input_tokens"] = words.GetValue(input), ["output_tokens"] = words.GetValue(output) };
            context.Print(words).Item(
                await gateway.PostAsync("/api/costs/estimate", body, ct),
                [new Column("Expected $", "expected_usd"), new Column("At most $", "max_usd"), new Column("Assumptions", "assumptions")]);
            return ExitCode.Ok;
        });
        return command;
    }

    private static string Part(string name, string? value) => value is null ? string.Empty : $"&{name}={Uri.EscapeDataString(value)}";
}
