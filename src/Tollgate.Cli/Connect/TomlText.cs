namespace Tollgate.Cli.Connect;

/// <summary>Codex's settings in TOML: one key at the top and one table at the end; everything else stays as it is.</summary>
internal static class TomlText
{
    private const string Table = "[model_providers.tollgate]";

    /// <summary>The text with the gateway as model provider.</summary>
    public static string WithProvider(string text, string url, string key)
    {
        var kept = new List<string> { "model_provider = \"tollgate\"" };
        var isOurs = false;
        var isTop = true;
        foreach (var line in text.ReplaceLineEndings("\n").TrimEnd('\n').Split('\n'))
        {
            var start = line.TrimStart();
            if (start.StartsWith('['))
            {
                isTop = false;
                isOurs = start.StartsWith(Table, StringComparison.Ordinal);
            }

            if (!isOurs && !(isTop && IsProvider(start)))
            {
                kept.Add(line);
            }
        }

        var before = string.Join('\n', kept).TrimEnd('\n');
        return $"{before}\n\n{Table}\nname = \"Tollgate\"\nbase_url = \"{url}/v1\"\nwire_api = \"responses\"\nhttp_headers = {{ Authorization = \"Bearer {key}\" }}\n";
    }

    private static bool IsProvider(string line) =>
        line.StartsWith("model_provider", StringComparison.Ordinal) && line["model_provider".Length..].TrimStart().StartsWith('=');
}
