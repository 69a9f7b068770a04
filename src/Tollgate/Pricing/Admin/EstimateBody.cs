using System.Text.Json;

namespace Tollgate.Pricing.Admin;

/// <summary>What to quote: a request body, or numbers of tokens.</summary>
internal sealed record EstimateBody
{
    /// <summary>The provider; null when the model's name decides.</summary>
    public string? Provider { get; init; }

    /// <summary>The provider's account that will serve; its discount counts. Without it, the least discount of any account.</summary>
    public string? Account { get; init; }

    /// <summary>The model; the body's own when absent.</summary>
    public string? Model { get; init; }

    /// <summary>chat/completions, responses, messages, generateContent, embeddings, completions; by the body's shape when absent.</summary>
    public string? Surface { get; init; }

    /// <summary>The agent that would send it: what its calls used before is what is expected.</summary>
    public string? Agent { get; init; }

    /// <summary>The session that it would go on with: its earlier prompt is probably in the prompt cache.</summary>
    public string? Session { get; init; }

    /// <summary>The request as it would be sent.</summary>
    public JsonElement? Body { get; init; }

    /// <summary>Tokens of input, where there is no body.</summary>
    public long? InputTokens { get; init; }

    /// <summary>Tokens of output, where there is no body.</summary>
    public long? OutputTokens { get; init; }

    /// <summary>A usage to price exactly, by unit.</summary>
    public Dictionary<string, long>? Usage { get; init; }

    /// <summary>The service tier that serves.</summary>
    public string? ServiceTier { get; init; }
}
