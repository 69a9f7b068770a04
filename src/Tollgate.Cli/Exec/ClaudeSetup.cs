using Tollgate.Cli.Connect;

namespace Tollgate.Cli.Exec;

/// <summary>
/// Claude Code. Its settings files may set variables of their own and win over the environment, so this run's go in a settings file too,
/// which its command line names and which wins over the user's. The token variable keeps a stored subscription out of the way.
/// </summary>
internal static class ClaudeSetup
{
    /// <summary>Points it at the gateway.</summary>
    public static AgentSetup For(AgentPlace place)
    {
        (string Name, string? Value)[] variables =
        [
            ("ANTHROPIC_BASE_URL", place.Url), ("ANTHROPIC_AUTH_TOKEN", place.Key), ("ANTHROPIC_API_KEY", null), ("CLAUDE_CODE_OAUTH_TOKEN", null),
            ("CLAUDE_CODE_USE_BEDROCK", null), ("CLAUDE_CODE_USE_VERTEX", null), ("CLAUDE_CODE_USE_FOUNDRY", null), ("CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC", "1"),
        ];
        var file = Path.Combine(place.Scratch, "claude-settings.json");
        File.WriteAllText(file, JsonText.With(string.Empty, [.. variables.Select(one => ((string[])["env", one.Name], one.Value ?? string.Empty))]));
        return AgentSetup.Common(place).With(variables, "--settings", file);
    }
}
