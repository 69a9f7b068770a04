namespace Tollgate.Cli.Import;

/// <summary>An account that a LiteLLM model goes to.</summary>
/// <param name="Kind">The provider as Tollgate's catalogue names it; null for a server of one's own that speaks OpenAI's dialect.</param>
/// <param name="Model">The provider's name of the model.</param>
/// <param name="BaseAddress">Its address; null for the provider's own.</param>
/// <param name="Key">Its key as a variable; null for none.</param>
internal sealed record LiteLlmProvider(string? Kind, string Model, string? BaseAddress, string? Key)
{
    private static readonly Dictionary<string, string?> Kinds = new(StringComparer.Ordinal)
    {
        ["anthropic"] = "anthropic", ["azure"] = "azure", ["cerebras"] = "cerebras", ["cohere"] = "cohere", ["cohere_chat"] = "cohere", ["deepinfra"] = "deepinfra",
        ["deepseek"] = "deepseek", ["fireworks_ai"] = "fireworks", ["gemini"] = "gemini", ["groq"] = "groq", ["hosted_vllm"] = "vllm", ["hyperbolic"] = "hyperbolic",
        ["minimax"] = "minimax", ["mistral"] = "mistral", ["moonshot"] = "moonshot", ["nebius"] = "nebius", ["novita"] = "novita", ["ollama"] = "ollama", ["ollama_chat"] = "ollama",
        ["openai"] = "openai", ["openrouter"] = "openrouter", ["perplexity"] = "perplexity", ["sambanova"] = "sambanova", ["together_ai"] = "together", ["vllm"] = "vllm",
        ["xai"] = "xai", ["zai"] = "zai", ["custom_openai"] = null, ["litellm_proxy"] = null,
    };

    /// <summary>Reads "provider/model" with its address and key; null when Tollgate knows no such provider.</summary>
    public static LiteLlmProvider? Read(string model, string? baseAddress, string? key)
    {
        var slash = model.IndexOf('/', StringComparison.Ordinal);
        var word = slash < 0 ? Guess(model) : model[..slash];
        if (word is null || !Kinds.TryGetValue(word, out var kind))
        {
            return null;
        }

        // An address of one's own under openai/ is a server that speaks its dialect.
        var isOwn = kind == "openai" && baseAddress is not null && !baseAddress.Contains("api.openai.com", StringComparison.Ordinal) && !baseAddress.StartsWith("${", StringComparison.Ordinal);
        return new LiteLlmProvider(isOwn ? null : kind, slash < 0 ? model : model[(slash + 1)..], baseAddress, key);
    }

    /// <summary>The account, apart from the model.</summary>
    public (string?, string?, string?) Account => (Kind, BaseAddress, Key);

    private static string? Guess(string model) =>
        model.StartsWith("gpt-", StringComparison.Ordinal) || model.StartsWith("o1", StringComparison.Ordinal) || model.StartsWith("o3", StringComparison.Ordinal)
            || model.StartsWith("o4", StringComparison.Ordinal) || model.StartsWith("text-embedding-", StringComparison.Ordinal) ? "openai"
        : model.StartsWith("claude-", StringComparison.Ordinal) ? "anthropic"
        : null;
}
