using Tollgate.TestKit.Wire;

namespace Tollgate.TestKit.Provider;

/// <summary>Which operation a path means.</summary>
internal sealed record FakeRoute(string Surface, string Dialect, IWire Wire, string IdPrefix)
{
    private static readonly (string Suffix, FakeRoute Route)[] Suffixes =
    [
        ("/chat/completions", new("chat", "openai", new ChatWire(), "chatcmpl-")),
        ("/completions", new("completions", "openai", new CompletionsWire(), "cmpl-")),
        ("/responses", new("responses", "openai", new ResponsesWire(), "resp_")),
        ("/embeddings", new("embeddings", "openai", new EmbeddingsWire(), "emb-")),
        ("/moderations", new("moderations", "openai", new ModerationsWire(), "modr-")),
        ("/messages", new("messages", "anthropic", new MessagesWire(), "msg_")),
        ("/messages/count_tokens", new("count", "anthropic", new CountWire(isGemini: false), "cnt_")),
        (":generateContent", new("gemini", "gemini", new GeminiWire(), "")),
        (":streamGenerateContent", new("gemini", "gemini", new GeminiWire(), "")),
        (":countTokens", new("count", "gemini", new CountWire(isGemini: true), "")),
        (":embedContent", new("embeddings", "gemini", new GeminiEmbedWire(isBatch: false), "")),
        (":batchEmbedContents", new("embeddings", "gemini", new GeminiEmbedWire(isBatch: true), "")),
    ];

    /// <summary>The route of a path; null when there is none.</summary>
    public static FakeRoute? Find(string path)
    {
        foreach (var (suffix, route) in Suffixes)
        {
            if (path.EndsWith(suffix, StringComparison.Ordinal))
            {
                return route;
            }
        }

        return null;
    }

    /// <summary>The model that stands in a path; null when none does.</summary>
    public static string? ModelIn(string path)
    {
        var colon = path.LastIndexOf(':');
        var models = path.LastIndexOf("/models/", StringComparison.Ordinal);
        if (models >= 0 && colon > models)
        {
            return Uri.UnescapeDataString(path[(models + 8)..colon]);
        }

        var deployments = path.LastIndexOf("/deployments/", StringComparison.Ordinal);
        return deployments < 0 ? null : path[(deployments + 13)..].Split('/')[0];
    }
}
