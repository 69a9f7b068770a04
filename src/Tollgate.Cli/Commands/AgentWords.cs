namespace Tollgate.Cli.Commands;

/// <summary>How a coding agent or SDK is pointed at the gateway: variables, and extra words on its command line.</summary>
/// <param name="Name">The program's name.</param>
/// <param name="Variables">Environment variables for an address and a key.</param>
/// <param name="Arguments">Words put behind the program's name.</param>
internal sealed record AgentWords(string Name, Func<string, string, IReadOnlyList<(string Name, string Value)>> Variables, Func<string, IReadOnlyList<string>> Arguments)
{
    /// <summary>What every program gets: the variables of the official SDKs.</summary>
    public static AgentWords Any { get; } = new("any", Common, _ => []);

    /// <summary>The agents that need more than the SDKs' variables.</summary>
    public static IReadOnlyList<AgentWords> Known { get; } =
    [
        new("claude", Claude, _ => []),
        new("codex", Common, Codex),
        new("opencode", Common, _ => []),
        new("gemini", Gemini, _ => []),
    ];

    /// <summary>The words of a program, by the last part of its path.</summary>
    public static AgentWords For(string program) =>
        Known.FirstOrDefault(agent => agent.Name.Equals(Path.GetFileNameWithoutExtension(program), StringComparison.OrdinalIgnoreCase)) ?? Any;

    private static IReadOnlyList<(string, string)> Common(string url, string key) =>
    [
        ("OPENAI_BASE_URL", $"{url}/v1"),
        ("OPENAI_API_KEY", key),
        ("ANTHROPIC_BASE_URL", url),
        ("ANTHROPIC_API_KEY", key),
        ("GOOGLE_GEMINI_BASE_URL", url),
        ("GEMINI_API_KEY", key),
        ("TOLLGATE_URL", url),
        ("TOLLGATE_KEY", key),
    ];

    /// <summary>Claude Code: the token variable keeps a stored subscription out of the way, and its side traffic stays quiet.</summary>
    private static IReadOnlyList<(string, string)> Claude(string url, string key) =>
        [.. Common(url, key).Where(pair => pair.Item1 != "ANTHROPIC_API_KEY"), ("ANTHROPIC_AUTH_TOKEN", key), ("CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC", "1")];

    private static IReadOnlyList<(string, string)> Gemini(string url, string key) => [.. Common(url, key), ("GEMINI_API_KEY_AUTH_MECHANISM", "x-goog-api-key")];

    /// <summary>Codex takes its provider from settings, which its command line can set.</summary>
    private static IReadOnlyList<string> Codex(string url) =>
    [
        "-c", "model_provider=\"tollgate\"",
        "-c", "model_providers.tollgate.name=\"Tollgate\"",
        "-c", $"model_providers.tollgate.base_url=\"{url}/v1\"",
        "-c", "model_providers.tollgate.wire_api=\"responses\"",
        "-c", "model_providers.tollgate.env_key=\"OPENAI_API_KEY\"",
    ];
}
