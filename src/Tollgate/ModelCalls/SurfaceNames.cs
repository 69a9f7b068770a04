using Tollgate.Core;

namespace Tollgate.ModelCalls;

/// <summary>The names of the surfaces in key rights, request rows and metrics.</summary>
internal static class SurfaceNames
{
    private static readonly string[] Names =
    [
        "passthrough", "chat/completions", "responses", "embeddings", "completions", "moderations", "messages", "messages/count_tokens",
        "generateContent", "countTokens", "embedContent", "batchEmbedContents",
    ];

    /// <summary>For example "chat/completions".</summary>
    public static string Of(Surface surface) => Names[(int)surface];
}
