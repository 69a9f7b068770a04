namespace Tollgate.Pricing;

/// <summary>Facts about a model that bound what a call can cost, and that describe it.</summary>
internal sealed record ModelTraits
{
    /// <summary>chat, responses, completion, embedding, moderation, rerank, image_generation, audio_speech, audio_transcription, …</summary>
    public string Mode { get; init; } = "chat";

    /// <summary>Largest input in tokens; 0 when not known.</summary>
    public long ContextWindow { get; init; }

    /// <summary>Largest output in tokens; 0 when not known.</summary>
    public long MaxOutput { get; init; }

    /// <summary>Whether the provider refuses, unbilled, what is larger than <see cref="ContextWindow"/>.</summary>
    public bool EnforcesContext { get; init; }

    /// <summary>The field that carries an output limit: max_tokens, max_completion_tokens, max_output_tokens, maxOutputTokens.</summary>
    public string? LimitField { get; init; }

    /// <summary>Whether the output limit covers hidden reasoning.</summary>
    public bool LimitIncludesReasoning { get; init; } = true;

    /// <summary>The most tokens one byte of text can become: 1 for every byte-level tokenizer.</summary>
    public decimal MaxTokensPerByte { get; init; } = 1m;

    /// <summary>Tokens that the provider adds to each request.</summary>
    public int TokensPerRequest { get; init; } = 64;

    /// <summary>Tokens that the provider adds to each message.</summary>
    public int TokensPerMessage { get; init; } = 16;

    /// <summary>Tokens that the provider adds to each tool.</summary>
    public int TokensPerTool { get; init; } = 64;

    /// <summary>Tokens that the provider adds once when there are tools.</summary>
    public int TokensForTools { get; init; } = 1024;

    /// <summary>The most tokens of one image held inline; 0 when not known, then an image counts as the context window.</summary>
    public long TokensPerImage { get; init; }

    /// <summary>The most tokens per byte of inline (base64) audio; 0 when not known, then audio counts as the context window.</summary>
    public decimal TokensPerAudioByte { get; init; }

    /// <summary>Whether the account may set a region by default, so that a request which names none can cost the region's uplift.</summary>
    public bool RegionByAccount { get; init; }

    /// <summary>Searches that the model makes by itself in each request.</summary>
    public int BuiltInSearches { get; init; }

    /// <summary>Why no request to this model has a bound; null when it has.</summary>
    public string? Unbounded { get; init; }

    /// <summary>The tokenizer's name, where it is published.</summary>
    public string? Tokenizer { get; init; }

    /// <summary>What the model can do: tools, vision, reasoning, …</summary>
    public IReadOnlyList<string> Capabilities { get; init; } = [];

    /// <summary>When the provider switches it off.</summary>
    public DateOnly? Deprecation { get; init; }

    /// <summary>Which service tiers a request permits by its `service_tier`; key "" is "not stated".</summary>
    public TierWishes Wishes { get; init; } = TierWishes.None;
}
