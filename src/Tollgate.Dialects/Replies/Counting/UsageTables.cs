namespace Tollgate.Dialects.Replies.Counting;

/// <summary>
/// Every name under which a provider reports usage. One table serves OpenAI, Anthropic and everything shaped like them:
/// the same name never means two different counts, only its containment differs.
/// </summary>
internal static class UsageTables
{
    private static readonly UsageTable CachedDetails = new(
    [
        UsageRow.Of("audio_tokens", UsageField.CachedAudio),
        UsageRow.Of("image_tokens", UsageField.CachedImage),
        UsageRow.Of("video_tokens", UsageField.CachedVideo),
    ]);

    private static readonly UsageTable InputDetails = new(
    [
        UsageRow.Of("cached_tokens", UsageField.CacheRead),
        UsageRow.Of("cache_write_tokens", UsageField.CacheWrite),
        UsageRow.Of("cache_creation_tokens", UsageField.CacheWrite),
        UsageRow.Of("audio_tokens", UsageField.PromptAudio),
        UsageRow.Of("image_tokens", UsageField.PromptImage),
        UsageRow.Of("video_tokens", UsageField.PromptVideo),
        UsageRow.Of("cached_tokens_details", CachedDetails),
    ]);

    private static readonly UsageTable OutputDetails = new(
    [
        UsageRow.Of("reasoning_tokens", UsageField.Reasoning),
        UsageRow.Of("thinking_tokens", UsageField.Reasoning),
        UsageRow.Of("audio_tokens", UsageField.CompletionAudio),
        UsageRow.Of("image_tokens", UsageField.CompletionImage),
    ]);

    private static readonly UsageTable CacheCreation = new(
    [
        UsageRow.Of("ephemeral_5m_input_tokens", UsageField.CacheWrite5m),
        UsageRow.Of("ephemeral_1h_input_tokens", UsageField.CacheWrite1h),
    ]);

    private static readonly UsageTable ServerTools = new(
    [
        UsageRow.Of("web_search_requests", UsageField.WebSearch),
        UsageRow.Of("web_search_calls", UsageField.WebSearch),
        UsageRow.Of("x_search_calls", UsageField.SocialSearch),
        UsageRow.Of("file_search_calls", UsageField.FileSearch),
        UsageRow.Of("code_interpreter_calls", UsageField.CodeSession),
        UsageRow.Of("code_execution_requests", UsageField.CodeSession),
    ]);

    private static readonly UsageTable BilledUnits = new(
    [
        UsageRow.Of("input_tokens", UsageField.BilledInput),
        UsageRow.Of("output_tokens", UsageField.BilledOutput),
        UsageRow.Of("search_units", UsageField.SearchUnit),
    ]);

    private static readonly UsageTable CostDetails = new([new("upstream_inference_cost", UsageRowKind.UpstreamCost)]);

    private static readonly UsageTable ToolSearch = new([UsageRow.Of("num_requests", UsageField.WebSearch)]);

    /// <summary>The object `usage` of OpenAI, Anthropic and what is shaped like them.</summary>
    public static UsageTable Usage { get; } = new(
    [
        UsageRow.Of("prompt_tokens", UsageField.Prompt),
        UsageRow.Of("completion_tokens", UsageField.Completion),
        UsageRow.Of("total_tokens", UsageField.Total),
        UsageRow.Of("input_tokens", UsageField.Prompt),
        UsageRow.Of("output_tokens", UsageField.Completion),
        UsageRow.Of("prompt_tokens_details", InputDetails),
        UsageRow.Of("completion_tokens_details", OutputDetails),
        UsageRow.Of("input_tokens_details", InputDetails),
        UsageRow.Of("input_token_details", InputDetails),
        UsageRow.Of("output_tokens_details", OutputDetails),
        UsageRow.Of("cache_creation_input_tokens", UsageField.CacheWrite),
        UsageRow.Of("cache_read_input_tokens", UsageField.CacheRead),
        UsageRow.Of("cache_creation", CacheCreation),
        UsageRow.Of("server_tool_use", ServerTools),
        new("service_tier", UsageRowKind.Tier),
        new("speed", UsageRowKind.Speed),
        new("inference_geo", UsageRowKind.Region),
        new("iterations", UsageRowKind.Turns),
        UsageRow.Of("prompt_cache_hit_tokens", UsageField.CacheHit),
        UsageRow.Of("prompt_cache_miss_tokens", UsageField.CacheMiss),
        UsageRow.Of("cached_tokens", UsageField.CacheRead),
        UsageRow.Of("num_cached_tokens", UsageField.CacheRead),
        UsageRow.Of("reasoning_tokens", UsageField.Reasoning),
        UsageRow.Of("citation_tokens", UsageField.Citation),
        UsageRow.Of("num_search_queries", UsageField.WebSearch),
        UsageRow.Of("num_sources_used", UsageField.WebSearch),
        UsageRow.Of("server_side_tool_usage_details", ServerTools),
        UsageRow.Of("billed_units", BilledUnits),
        UsageRow.Of("prompt_audio_seconds", UsageField.AudioSecond),
        UsageRow.Of("seconds", UsageField.AudioSecond),
        UsageRow.Of("pages_processed", UsageField.Page),
        new("cost", UsageRowKind.Cost),
        new("cost_in_usd_ticks", UsageRowKind.CostTicks),
        UsageRow.Of("cost_details", CostDetails),
    ]);

    /// <summary>Objects that carry a part of the report beside `usage`: `meta`, `x_groq`, `delta` (Cohere).</summary>
    public static UsageTable Wrapper { get; } = new([UsageRow.Of("usage", Usage), UsageRow.Of("billed_units", BilledUnits)]);

    /// <summary>The object `tool_usage` of Responses.</summary>
    public static UsageTable ToolUsage { get; } = new([UsageRow.Of("web_search", ToolSearch)]);

    /// <summary>The object `usageMetadata` of Gemini.</summary>
    public static UsageTable UsageMetadata { get; } = new(
    [
        UsageRow.Of("promptTokenCount", UsageField.Prompt),
        UsageRow.Of("candidatesTokenCount", UsageField.Completion),
        UsageRow.Of("totalTokenCount", UsageField.Total),
        UsageRow.Of("cachedContentTokenCount", UsageField.CacheRead),
        UsageRow.Of("thoughtsTokenCount", UsageField.Reasoning),
        UsageRow.Of("toolUsePromptTokenCount", UsageField.Tool),
        new("promptTokensDetails", UsageRowKind.Modalities, UsageField.PromptAudio),
        new("promptTokenDetails", UsageRowKind.Modalities, UsageField.PromptAudio),
        new("cacheTokensDetails", UsageRowKind.Modalities, UsageField.CachedAudio),
        new("candidatesTokensDetails", UsageRowKind.Modalities, UsageField.CompletionAudio),
        new("toolUsePromptTokensDetails", UsageRowKind.Modalities, UsageField.ToolAudio),
        new("trafficType", UsageRowKind.Tier),
        new("serviceTier", UsageRowKind.Tier),
    ]);
}
