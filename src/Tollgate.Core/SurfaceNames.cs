namespace Tollgate.Core;

/// <summary>The names of the surfaces in the catalogue, in settings, key rights, request rows and metrics.</summary>
public static class SurfaceNames
{
    private static readonly string[] Names =
    [
        "passthrough", "chat/completions", "responses", "embeddings", "completions", "moderations", "messages", "messages/count_tokens",
        "generateContent", "countTokens", "embedContent", "batchEmbedContents",
    ];

    /// <summary>All names, in the order of the enum.</summary>
    public static IReadOnlyList<string> All => Names;

    /// <summary>How many surfaces there are.</summary>
    public static int Count => Names.Length;

    /// <summary>For example "chat/completions".</summary>
    public static string Of(Surface surface) => Names[(int)surface];

    /// <summary>Finds a surface by its name.</summary>
    public static bool TryParse(string name, out Surface surface)
    {
        var index = Array.IndexOf(Names, name);
        surface = index < 0 ? default : (Surface)index;
        return index >= 0;
    }
}
