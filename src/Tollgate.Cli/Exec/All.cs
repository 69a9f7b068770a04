namespace Tollgate.Cli.Exec;

/// <summary>Every agent that `exec` knows, in alphabetical order.</summary>
internal static class All
{
    /// <summary>The agents.</summary>
    public static IReadOnlyList<KnownAgent> Agents { get; } =
    [
        new("claude", ["claude", "claude-code"], ClaudeSetup.For),
        new("codex", ["codex"], CodexSetup.For),
        new("gemini", ["gemini", "gemini-cli"], GeminiSetup.For),
        new("opencode", ["opencode", "opencode-ai"], OpenCodeSetup.For),
    ];
}
