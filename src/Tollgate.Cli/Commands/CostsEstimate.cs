using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Nodes;
using Tollgate.Cli.Output;

namespace Tollgate.Cli.Commands;

/// <summary>`tollgate costs estimate MODEL [--input N --output N | --body FILE]`: what a call would cost.</summary>
internal static class CostsEstimate
{
    private static readonly Column[] Columns =
    [
        new("Model", "model"), new("Provider", "provider"), new("Expected $", "expected_usd"), new("At most $", "max_usd"), new("Tokens in", "expected_input_tokens"), new("Tokens out", "expected_output_tokens"), new("Because", "assumptions"),
    ];

    /// <summary>The command.</summary>
    public static Command Build(CommandContext context)
    {
        var model = new Argument<string?>("model") { Description = "The model; with --body it can be left out where the body names one.", Arity = ArgumentArity.ZeroOrOne };
        var input = new Option<long>("--input") { Description = "Input tokens.", DefaultValueFactory = _ => 1000 };
        var output = new Option<long>("--output") { Description = "Output tokens.", DefaultValueFactory = _ => 500 };
        var file = new Option<string?>("--body") { Description = "A request as it would be sent, in a file; - reads standard input. It is not sent." };
        var agent = new Option<string?>("--agent") { Description = "With --body: who would send it; its earlier calls say what is expected." };
        var session = new Option<string?>("--session") { Description = "With --body: the session that it would go on with; its prompt is probably in the cache." };
        var command = new Command("estimate", "What a call is expected to cost, and at most.") { model, input, output, file, agent, session };
        command.SetAction(async (words, ct) =>
        {
            var ask = new JsonObject { ["model"] = words.GetValue(model), ["agent"] = words.GetValue(agent), ["session"] = words.GetValue(session) };
            if (words.GetValue(file) is { } path)
            {
                ask["body"] = Read(path == "-" ? await context.Around.Input().ReadToEndAsync(ct) : File.Exists(path) ? await File.ReadAllTextAsync(path, ct) : throw new CliFault(ExitCode.Usage, $"There is no file '{path}'."));
            }
            else if (words.GetValue(model) is null)
            {
                throw new CliFault(ExitCode.Usage, "Name a model, or a request with --body.");
            }
            else
            {
                (ask["input_tokens"], ask["output_tokens"]) = (words.GetValue(input), words.GetValue(output));
            }

            foreach (var name in ask.Where(member => member.Value is null).Select(member => member.Key).ToList())
            {
                _ = ask.Remove(name);
            }

            using var gateway = context.Connect(words);
            context.Print(words).Item(await gateway.PostAsync("/api/costs/estimate", ask, ct), Columns);
            return ExitCode.Ok;
        });
        return command;
    }

    private static JsonNode Read(string text)
    {
        try
        {
            return JsonNode.Parse(text) ?? throw new CliFault(ExitCode.Usage, "The body is empty.");
        }
        catch (JsonException fault)
        {
            throw new CliFault(ExitCode.Usage, $"The body is not JSON: {fault.Message}");
        }
    }
}
