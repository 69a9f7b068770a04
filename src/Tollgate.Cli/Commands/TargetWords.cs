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
}
