using Tollgate.Core;

namespace Tollgate.Dialects.Requests;

/// <summary>
/// What the line needs to know of a body: offsets and numbers, filled in one pass without allocation.
/// An empty slice stands for "absent"; text slices are the raw bytes inside the quotes (<see cref="JsonText"/> unescapes them).
/// </summary>
public struct RequestFacts
{
    /// <summary>The model's name. Empty on Gemini, where the path names it.</summary>
    public Slice Model;
    /// <summary>Gemini: the model that the body names as well. It must be the one in the path.</summary>
    public Slice BodyModel;
    /// <summary>Other models that the provider may answer with (`models`, `fallbacks`): rights and prices know only <see cref="Model"/>.</summary>
    public Slice AlternativeModels;
    /// <summary>Whether the body asks for a stream. On Gemini the path says it.</summary>
    public bool Stream;
    /// <summary>The value of `stream_options`, an object or null.</summary>
    public Slice StreamOptions;
    /// <summary>Whether that object has no member.</summary>
    public bool StreamOptionsIsEmpty;
    /// <summary>The value of `stream_options.include_usage`.</summary>
    public Slice IncludeUsage;
    /// <summary>Whether `stream_options.include_usage` is true.</summary>
    public bool AsksForUsage;
    /// <summary>The offset after the opening brace.</summary>
    public int InsertAt;
    /// <summary>Whether the body is an object without members.</summary>
    public bool IsEmptyObject;

    /// <summary>The field that sets the output limit; of two, the one with the larger value.</summary>
    public OutputLimitField LimitField;
    /// <summary>The value of that field.</summary>
    public Slice LimitValue;
    /// <summary>The output limit asked for, the larger one of two; 0 when <see cref="LimitField"/> is none.</summary>
    public long Limit;
    /// <summary>The value of `max_tokens`, also when null.</summary>
    public LimitSlot MaxTokens;
    /// <summary>The value of `max_completion_tokens`, also when null.</summary>
    public LimitSlot MaxCompletionTokens;
    /// <summary>The value of `max_output_tokens` or `generationConfig.maxOutputTokens`, also when null.</summary>
    public LimitSlot MaxOutputTokens;
    /// <summary>Gemini: the value of `generationConfig`, an object or null.</summary>
    public Slice GenerationConfig;
    /// <summary>Whether that object has no member.</summary>
    public bool GenerationConfigIsEmpty;
    /// <summary>Gemini: whether the body spells its fields with underscores.</summary>
    public bool UsesSnakeCase;

    /// <summary>How many answers are billed: n, candidateCount or best_of, times the prompts of a Completions call; at least 1.</summary>
    public int Choices;
    /// <summary>Whether a Completions answer repeats its prompt.</summary>
    public bool Echo;
    /// <summary>What is said about reasoning.</summary>
    public ThinkingMode Thinking;
    /// <summary>The reasoning budget in tokens; 0 when there is none.</summary>
    public long ThinkingBudget;
    /// <summary>Reasoning effort or level asked for.</summary>
    public Slice Effort;
    /// <summary>`service_tier` asked for.</summary>
    public Slice ServiceTier;
    /// <summary>`speed` asked for (Anthropic's fast mode is dearer).</summary>
    public Slice Speed;
    /// <summary>`inference_geo` asked for (a region can be dearer).</summary>
    public Slice InferenceRegion;
    /// <summary>What is asked for besides text.</summary>
    public OutputModalities Modalities;
    /// <summary>Bytes of a predicted output, whose rejected tokens are billed as output.</summary>
    public int PredictionBytes;

    /// <summary>Messages, input items, contents or texts to embed.</summary>
    public int Messages;
    /// <summary>Tools declared, those inside namespaces too.</summary>
    public int Tools;
    /// <summary>Those of <see cref="Tools"/> that stand inside a namespace or an item of the conversation.</summary>
    public int NestedTools;
    /// <summary>Tool definitions that the conversation calls in by reference.</summary>
    public int ToolReferences;
    /// <summary>Bytes of the largest tool definition.</summary>
    public int LargestTool;
    /// <summary>Images, inline or by reference.</summary>
    public int Images;
    /// <summary>Pieces of audio.</summary>
    public int AudioParts;
    /// <summary>Documents.</summary>
    public int Documents;
    /// <summary>Videos.</summary>
    public int Videos;
    /// <summary>Bytes of base64 held inline as images, audio, documents or video: not text.</summary>
    public long MediaBytes;
    /// <summary>The part of <see cref="MediaBytes"/> that is audio.</summary>
    public long AudioBytes;
    /// <summary>The part of <see cref="MediaBytes"/> that is documents, whose pages and compression their bytes do not bound.</summary>
    public long DocumentBytes;
    /// <summary>The part of <see cref="MediaBytes"/> that is video.</summary>
    public long VideoBytes;
    /// <summary>Bytes that can become text tokens: the body without inline media, plus every referenced tool definition once more.</summary>
    public int TextBytes;
    /// <summary>Whether a cache breakpoint is set.</summary>
    public bool HasCacheControl;
    /// <summary>Whether one of them is for longer than five minutes.</summary>
    public bool HasOneHourCache;
    /// <summary>Whether context management may leave out more than earlier reasoning.</summary>
    public bool ClearsContext;
    /// <summary>Whether the provider may leave out what does not fit (Responses' `truncation`).</summary>
    public bool Truncates;
    /// <summary>The first reference to bytes that we do not hold: counts as the whole context window.</summary>
    public Slice ForeignReference;
    /// <summary>The first part whose type the reader does not know.</summary>
    public Slice UnknownPart;
    /// <summary>Models that tools name for their own work: rights and prices must know them too.</summary>
    public ToolModels ToolModels;
    /// <summary>Server tools declared.</summary>
    public int ServerTools;
    /// <summary>Which kinds they are.</summary>
    public ServerToolKinds ServerToolKinds;
    /// <summary>The sum of their enforceable limits of use.</summary>
    public long ServerToolUses;
    /// <summary>The first server tool without an enforceable limit of use.</summary>
    public Slice UnboundedServerTool;
    /// <summary>Those of <see cref="ServerTools"/> that search the web.</summary>
    public int WebSearchTools;
    /// <summary>The limits of use of web search tools alone, for the fee per search.</summary>
    public long WebSearchUses;
    /// <summary>`search_context_size` of web search (`web_search_options`, or the tool); the largest, when several are named.</summary>
    public Slice SearchContextSize;
    /// <summary>The value of Responses' `max_tool_calls`, also when null.</summary>
    public LimitSlot MaxToolCalls;

    /// <summary>OpenAI's `user`.</summary>
    public Slice User;
    /// <summary>OpenAI's `safety_identifier`.</summary>
    public Slice SafetyIdentifier;
    /// <summary>Anthropic's `metadata.user_id`, whole.</summary>
    public Slice MetadataUserId;
    /// <summary>The account inside `metadata.user_id`, as Claude Code writes it.</summary>
    public Slice MetadataAccount;
    /// <summary>The device inside `metadata.user_id`.</summary>
    public Slice MetadataDevice;
    /// <summary>The session inside `metadata.user_id`, or `metadata.session_id`.</summary>
    public Slice MetadataSession;
    /// <summary>The whole `metadata` object.</summary>
    public Slice Metadata;
    /// <summary>OpenAI's `prompt_cache_key`.</summary>
    public Slice PromptCacheKey;
    /// <summary>`previous_response_id`.</summary>
    public Slice PreviousResponse;
    /// <summary>`conversation`: the id.</summary>
    public Slice Conversation;
    /// <summary>Gemini's `cachedContent`.</summary>
    public Slice CachedContent;
    /// <summary>Every provider object that the body names, those three included.</summary>
    public ObjectReferences Objects;
    /// <summary>Whether the call is to run in the background.</summary>
    public bool Background;
    /// <summary>The value of `store`, when said: it decides whether the answer becomes an object.</summary>
    public bool? Store;

    /// <summary>Whether the surface's provider enforces `max_uses` of a tool; others may ignore it.</summary>
    internal bool HonoursMaxUses;

    internal void NoteSearchSize(Slice size, ReadOnlySpan<byte> body)
    {
        if (SearchContextSize.IsEmpty || size.Of(body).SequenceEqual("high"u8) || SearchContextSize.Of(body).SequenceEqual("low"u8))
        {
            SearchContextSize = size;
        }
    }

    internal void NoteForeign(Slice where)
    {
        if (ForeignReference.IsEmpty)
        {
            ForeignReference = where;
        }
    }

    internal void NoteObject(ProviderObjectKind kind, Slice id)
    {
        NoteForeign(id);
        Objects.Add(new ObjectReference(kind, id));
    }

    internal void NoteCompaction()
    {
        ServerTools++;
        ServerToolUses++;
        ServerToolKinds |= ServerToolKinds.Compaction;
    }

    internal void NoteUnknownPart(Slice where)
    {
        if (UnknownPart.IsEmpty)
        {
            UnknownPart = where;
        }
    }
}
