using System.Text.Json.Nodes;

namespace Tollgate.Cli.Tests;

/// <summary>How a command ended.</summary>
public sealed record CliRun(int Code, string Output, string Error)
{
    /// <summary>The output as JSON.</summary>
    public JsonNode Json => JsonNode.Parse(Output)!;

    /// <summary>Runs a command.</summary>
    internal static async Task<CliRun> OfAsync(string[] args, Surroundings around, CancellationToken ct)
    {
        using var output = new StringWriter { NewLine = "\n" };
        using var error = new StringWriter { NewLine = "\n" };
        var code = await Program.RunAsync(args, output, error, around, ct);
        return new CliRun(code, output.ToString(), error.ToString());
    }

    /// <summary>Surroundings without variables; nobody answers unless there is something to read.</summary>
    internal static Surroundings Around(string? input = null, string home = "/nowhere", params (string Name, string Value)[] variables) => new(
        name => variables.FirstOrDefault(variable => variable.Name == name).Value,
        home,
        () => new StringReader(input ?? string.Empty),
        input is not null);
}
