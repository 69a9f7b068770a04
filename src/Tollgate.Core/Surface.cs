namespace Tollgate.Core;

/// <summary>One operation a client can call on the line.</summary>
public enum Surface : byte
{
    /// <summary>A pass-through route that the catalogue knows by method and path only.</summary>
    PassThrough,
    /// <summary>POST /v1/chat/completions.</summary>
    ChatCompletions,
    /// <summary>POST /v1/responses.</summary>
    Responses,
    /// <summary>POST /v1/embeddings.</summary>
    Embeddings,
    /// <summary>POST /v1/completions.</summary>
    Completions,
    /// <summary>POST /v1/moderations.</summary>
    Moderations,
    /// <summary>POST /v1/messages.</summary>
    Messages,
    /// <summary>POST /v1/messages/count_tokens.</summary>
    CountTokens,
    /// <summary>POST models/{model}:generateContent and :streamGenerateContent.</summary>
    GenerateContent,
    /// <summary>POST models/{model}:countTokens.</summary>
    GeminiCountTokens,
    /// <summary>POST models/{model}:embedContent.</summary>
    EmbedContent,
    /// <summary>POST models/{model}:batchEmbedContents.</summary>
    BatchEmbedContents,
}
