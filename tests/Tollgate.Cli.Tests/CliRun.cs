using System.Text.Json.Nodes;

namespace Tollgate.Cli.Tests;

/// <summary>How a command ended.</summary>
public sealed record CliRun(int Code, string Output, string Error)
{
    /// <summary>The output as JSON.</summary>
    public JsonNode Json => JsonNode.Parse(Output)!;
}
