namespace Tollgate.Cli.Connect;

/// <summary>opencode's settings: address and key of the three makers' providers.</summary>
internal static class OpenCodeText
{
    /// <summary>The text with the gateway as their address.</summary>
    public static string With(string text, string url, string key) =>
        JsonText.With(
            text,
            [
                (["provider", "anthropic", "options", "baseURL"], $"{url}/v1"), (["provider", "anthropic", "options", "apiKey"], key),
                (["provider", "google", "options", "baseURL"], $"{url}/v1beta"), (["provider", "google", "options", "apiKey"], key),
                (["provider", "openai", "options", "baseURL"], $"{url}/v1"), (["provider", "openai", "options", "apiKey"], key),
            ]);
}
