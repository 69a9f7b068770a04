using Tollgate.Core;

namespace Tollgate.Ledger;

/// <summary>Names of surfaces and dialects in the database and in the admin API.</summary>
internal static class SurfaceNames
{
    private static readonly string[] Surfaces =
    [
        "pass_through", "chat_completions", "responses", "embeddings", "completions", "moderations", "messages", "count_tokens",
        "generate_content", "gemini_count_tokens", "embed_content", "batch_embed_contents",
    ];

    private static readonly string[] Dialects = ["openai", "openai_responses", "anthropic", "gemini"];

    public static string Name(Surface surface) => Surfaces[(int)surface];

    public static string Name(Dialect dialect) => Dialects[(int)dialect];
}
