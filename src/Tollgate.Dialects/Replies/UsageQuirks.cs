namespace Tollgate.Dialects.Replies;

/// <summary>What a provider's usage report means where it differs from what its wire format usually means.</summary>
[Flags]
public enum UsageQuirks
{
    /// <summary>As the surface says: cache inside the prompt (Messages: beside it), reasoning inside the completion (Gemini: beside it).</summary>
    None = 0,
    /// <summary>`reasoning_outside`: completion tokens leave the reasoning tokens out.</summary>
    ReasoningOutside = 1 << 0,
    /// <summary>`cache_outside`: input tokens leave cache reads and writes out.</summary>
    CacheOutside = 1 << 1,
    /// <summary>`cache_inside`: input tokens hold cache reads and writes although the surface says otherwise.</summary>
    CacheInside = 1 << 2,
    /// <summary>`audio_outside`: prompt and completion tokens leave audio tokens out.</summary>
    AudioOutside = 1 << 3,
    /// <summary>`total_without_reasoning`: the total leaves out reasoning tokens that are billed beside the completion.</summary>
    TotalWithoutReasoning = 1 << 4,
    /// <summary>`hidden_output_in_total`: thoughts are neither in the completion nor in a field of their own, only in the total.</summary>
    HiddenOutputInTotal = 1 << 5,
    /// <summary>`web_search_per_call`: a web search call is billed once, however many queries it made.</summary>
    WebSearchPerCall = 1 << 6,
    /// <summary>`grounding_per_prompt`: a grounded prompt is billed once, however many queries it made.</summary>
    GroundingPerPrompt = 1 << 7,
}
