namespace Tollgate.Core;

/// <summary>A client's wire format: what its errors look like and how its keys arrive.</summary>
public enum Dialect : byte
{
    /// <summary>OpenAI: chat completions and everything shaped like it.</summary>
    OpenAI,
    /// <summary>OpenAI Responses; differs from <see cref="OpenAI"/> in some statuses.</summary>
    OpenAIResponses,
    /// <summary>Anthropic Messages.</summary>
    Anthropic,
    /// <summary>Google Gemini.</summary>
    Gemini,
}
