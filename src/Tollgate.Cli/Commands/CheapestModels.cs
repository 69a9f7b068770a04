using System.CommandLine;
using Tollgate.Cli.Output;

namespace Tollgate.Cli.Commands;

/// <summary>`tollgate models cheapest`.</summary>
internal static class CheapestModels
{
    private static readonly Column[] Columns =
    [
        new("Provider", "provider"), new("Model", "id"), new("Cost $", "cost_usd", true), new("Input $/M", "prices.per_million.input", true),
        new("Output $/M", "prices.per_million.output", true), new("Context", "context_window", true),
    ];

    /// <summary>The command.</summary>
    public static Command Build(CommandContext context)
    {
        var input = new Option<string>("--input") { Description = "Tokens of input.", DefaultValueFactory = _ => "1000" };
        var output = new Option<string>("--output-tokens") { Description = "Tokens of output.", DefaultValueFactory = _ => "500" };
        var cached = new Option<string?>("--cached") { Description = "Tokens of input read from the prompt cache, besides." };
        var window = new Option<string?>("--context") { Description = "The least context window, for example 200k." };
        Option<string?>[] words = [new("--provider") { Description = "Only this provider's." }, new("--mode") { Description = "chat, embedding, rerank, …" }, new("--capability") { Description = "What it must be able to do: tools,vision." }];
        var limit = new Option<int>("--limit") { Description = "How many.", DefaultValueFactory = _ => 10 };
        var command = new Command("cheapest", "The models that would do a piece of work for the least, by the list.") { input, output, cached, window, words[0], words[1], words[2], limit };
        command.SetAction(async (read, ct) =>
        {
            var query = $"?input={Amounts.Count(read.GetValue(input)!)}&output={Amounts.Count(read.GetValue(output)!)}&limit={read.GetValue(limit)}";
            query += read.GetValue(cached) is { } some ? $"&cache_read={Amounts.Count(some)}" : "";
            query += read.GetValue(window) is { } least ? $"&context={Amounts.Count(least)}" : "";
            query += string.Concat(words.Where(option => read.GetValue(option) is not null).Select(option => $"&{option.Name.TrimStart('-')}={Uri.EscapeDataString(read.GetValue(option)!)}"));
            using var gateway = context.Connect(read);
            context.Print(read).List(await gateway.GetAsync($"/api/models/cheapest{query}", ct), Columns);
            return ExitCode.Ok;
        });
        return command;
    }
}
