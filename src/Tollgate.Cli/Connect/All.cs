namespace Tollgate.Cli.Connect;

/// <summary>Every program that `connect` knows, in alphabetical order.</summary>
internal static class All
{
    /// <summary>The programs, with their files below a home folder; the variables that move those files are honoured.</summary>
    public static IReadOnlyList<ConnectTarget> Targets(string home, Func<string, string?> variable) =>
    [
        new("claude", new ConnectFile(Path.Combine(variable("CLAUDE_CONFIG_DIR") ?? Path.Combine(home, ".claude"), "settings.json"), Claude)),
        new("codex", new ConnectFile(Path.Combine(variable("CODEX_HOME") ?? Path.Combine(home, ".codex"), "config.toml"), TomlText.WithProvider)),
        new("dotnet", new ConnectFile(null, Dotnet)),
        new(
            "gemini",
            new ConnectFile(Path.Combine(variable("GEMINI_CLI_HOME") ?? home, ".gemini", ".env"), GeminiText.WithVariables),
            new ConnectFile(Path.Combine(variable("GEMINI_CLI_HOME") ?? home, ".gemini", "settings.json"), (text, _, _) => GeminiText.WithKeySignIn(text)))
        {
            Note = "Gemini CLI reads its .env only in folders that you trust.",
        },
        new("opencode", new ConnectFile(Path.Combine(variable("XDG_CONFIG_HOME") ?? Path.Combine(home, ".config"), "opencode", "opencode.json"), OpenCodeText.With)),
    ];

    private static string Claude(string text, string url, string key) =>
        JsonText.With(text, [(["env", "ANTHROPIC_BASE_URL"], url), (["env", "ANTHROPIC_AUTH_TOKEN"], key)]);

    private static string Dotnet(string text, string url, string key) => $$"""
        // OpenAI (package OpenAI)
        var chat = new OpenAI.Chat.ChatClient("gpt-5-mini", new System.ClientModel.ApiKeyCredential("{{key}}"),
            new OpenAI.OpenAIClientOptions { Endpoint = new Uri("{{url}}/v1") });

        // Anthropic (package Anthropic)
        var anthropic = new Anthropic.AnthropicClient { BaseUrl = "{{url}}", ApiKey = "{{key}}" };

        """;
}
