using System.Text.Json.Nodes;
using Tollgate.Cli.Connection;

namespace Tollgate.Cli.Commands;

/// <summary>--target of budgets and limits: the API takes the ids of keys and teams, people know their names.</summary>
internal static class TargetWords
{
    private static readonly ResourceWords Keys = new("keys", "key", "/api/keys", []);
    private static readonly ResourceWords Teams = new("teams", "team", "/api/teams", []);

    /// <summary>What the API takes for a target; null stays null.</summary>
    public static async Task<string?> ResolveAsync(GatewayClient gateway, string scope, string? target, CancellationToken ct) => (scope, target) switch
    {
        (_, null) => null,
        ("key", _) => ResourceCommands.IdOf(await ResourceCommands.FindAsync(gateway, Keys, target, ct)),
        ("team", _) => ResourceCommands.IdOf(await ResourceCommands.FindAsync(gateway, Teams, target, ct)),
        ("template", _) => ResourceCommands.IdOf(await ResourceCommands.FindAsync(gateway, TemplateCommands.Kind, target, ct)),
        _ => target,
    };

    /// <summary>What --and says, as the API takes it; null when it was not given.</summary>
    public static async Task<JsonArray?> PartsAsync(GatewayClient gateway, string[]? parts, CancellationToken ct)
    {
        if (parts is null or [])
        {
            return null;
        }

        var list = new JsonArray();
        foreach (var part in parts)
        {
            var (scope, target) = part.IndexOf('=', StringComparison.Ordinal) is var at and > 0
                ? (part[..at], part[(at + 1)..])
                : throw new CliFault(ExitCode.Usage, $"'{part}' is not of the form scope=target: write, for example, --and model=gpt-5*.");
            list.Add((JsonNode)new JsonObject { ["scope"] = scope, ["target"] = await ResolveAsync(gateway, scope, target, ct) });
        }

        return list;
    }
}
