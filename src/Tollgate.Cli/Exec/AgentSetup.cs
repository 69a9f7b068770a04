namespace Tollgate.Cli.Exec;

/// <summary>How a program is pointed at the gateway.</summary>
/// <param name="Variables">Environment variables; null takes one away that would lead past the gateway.</param>
/// <param name="Arguments">Words put behind the program's name.</param>
internal sealed record AgentSetup(IReadOnlyList<(string Name, string? Value)> Variables, IReadOnlyList<string> Arguments)
{
    /// <summary>What every program gets: the variables of the official SDKs, and none of another account.</summary>
    public static AgentSetup Common(AgentPlace place) => new(
        [
            ("OPENAI_BASE_URL", $"{place.Url}/v1"),
            ("OPENAI_API_BASE", $"{place.Url}/v1"),
            ("OPENAI_API_KEY", place.Key),
            ("OPENAI_ORG_ID", null),
            ("OPENAI_ORGANIZATION", null),
            ("OPENAI_PROJECT_ID", null),
            ("ANTHROPIC_BASE_URL", place.Url),
            ("ANTHROPIC_API_KEY", place.Key),
            ("ANTHROPIC_AUTH_TOKEN", null),
            ("GOOGLE_GEMINI_BASE_URL", place.Url),
            ("GEMINI_API_KEY", place.Key),
            ("GOOGLE_API_KEY", null),
            ("GOOGLE_GENAI_USE_VERTEXAI", null),
            ("TOLLGATE_URL", place.Url),
            ("TOLLGATE_KEY", place.Key),
        ],
        []);

    /// <summary>These and more; of one name the last value counts.</summary>
    public AgentSetup With(IEnumerable<(string Name, string? Value)> variables, params string[] arguments) =>
        new([.. Variables, .. variables], [.. Arguments, .. arguments]);
}
