namespace Tollgate.Dialects.Requests;

/// <summary>The field that carries a call's output limit. Which one a provider enforces is catalogue data.</summary>
public enum OutputLimitField : byte
{
    /// <summary>No field: the surface writes nothing, or the request sets no limit.</summary>
    None,
    /// <summary>`max_tokens`: Messages, Completions, and Chat Completions of most providers.</summary>
    MaxTokens,
    /// <summary>`max_completion_tokens`: Chat Completions of OpenAI.</summary>
    MaxCompletionTokens,
    /// <summary>`max_output_tokens`: Responses.</summary>
    MaxOutputTokens,
    /// <summary>`generationConfig.maxOutputTokens`: Gemini.</summary>
    GenerationConfig,
}
