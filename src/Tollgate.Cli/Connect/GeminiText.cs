namespace Tollgate.Cli.Connect;

/// <summary>Gemini CLI's settings: variables in its .env, and the choice to sign in with a key in its settings file.</summary>
internal static class GeminiText
{
    /// <summary>The variables.</summary>
    public static string WithVariables(string text, string url, string key) =>
        VariableText.With(text, [("GOOGLE_GEMINI_BASE_URL", url), ("GEMINI_API_KEY", key)]);

    /// <summary>The choice: without it an address in the variables is "no valid way to sign in", and a Google account goes past the gateway.</summary>
    public static string WithKeySignIn(string text) => JsonText.With(text, [(["security", "auth", "selectedType"], "gemini-api-key")]);
}
