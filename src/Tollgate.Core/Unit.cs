namespace Tollgate.Core;

/// <summary>
/// One disjoint bucket of what a provider bills. No bucket contains another, so nothing is counted twice;
/// <see cref="Units.Parent"/> says whose rate a bucket takes when it has none of its own.
/// </summary>
public enum Unit : byte
{
    /// <summary>Text tokens read at the full input rate (neither cached nor written to a cache).</summary>
    Input,
    /// <summary>Text tokens read from the provider's prompt cache.</summary>
    CacheRead,
    /// <summary>Tokens written to the provider's prompt cache for five minutes (or the provider's only duration).</summary>
    CacheWrite5m,
    /// <summary>Tokens written to the provider's prompt cache for an hour.</summary>
    CacheWrite1h,
    /// <summary>Audio tokens read.</summary>
    InputAudio,
    /// <summary>Image tokens read.</summary>
    InputImage,
    /// <summary>Video tokens read.</summary>
    InputVideo,
    /// <summary>Audio tokens read from the prompt cache.</summary>
    CacheReadAudio,
    /// <summary>Image tokens read from the prompt cache.</summary>
    CacheReadImage,
    /// <summary>Text tokens written by the model, reasoning excluded.</summary>
    Output,
    /// <summary>Hidden or shown reasoning tokens.</summary>
    Reasoning,
    /// <summary>Audio tokens written.</summary>
    OutputAudio,
    /// <summary>Image tokens written.</summary>
    OutputImage,
    /// <summary>Citation tokens (Perplexity).</summary>
    Citation,
    /// <summary>Web search queries.</summary>
    WebSearch,
    /// <summary>File search calls.</summary>
    FileSearch,
    /// <summary>Code container sessions.</summary>
    CodeSession,
    /// <summary>Grounded prompts or grounding queries (Google).</summary>
    Grounding,
    /// <summary>Rerank search units (Cohere).</summary>
    SearchUnit,
    /// <summary>Images made.</summary>
    Image,
    /// <summary>Pages read by OCR.</summary>
    Page,
    /// <summary>Requests (flat fee).</summary>
    Request,
    /// <summary>Characters (speech).</summary>
    Character,
    /// <summary>Seconds of audio.</summary>
    AudioSecond,
    /// <summary>Seconds of video.</summary>
    VideoSecond,
}

/// <summary>Names and kinship of <see cref="Unit"/>.</summary>
public static class Units
{
    /// <summary>How many units there are.</summary>
    public const int Count = (int)Unit.VideoSecond + 1;

    private static readonly string[] Names =
    [
        "input", "cache_read", "cache_write_5m", "cache_write_1h", "input_audio", "input_image", "input_video",
        "cache_read_audio", "cache_read_image", "output", "reasoning", "output_audio", "output_image", "citation",
        "web_search", "file_search", "code_session", "grounding", "search_unit", "image", "page", "request",
        "character", "audio_second", "video_second",
    ];

    /// <summary>The name used in JSON, in the catalogue and in tables.</summary>
    public static string Name(Unit unit) => Names[(int)unit];

    /// <summary>Finds a unit by its <see cref="Name"/>.</summary>
    public static bool TryParse(string name, out Unit unit)
    {
        var index = Array.IndexOf(Names, name);
        unit = index < 0 ? default : (Unit)index;
        return index >= 0;
    }

    /// <summary>Whether the unit is priced per million tokens; the others are priced per piece.</summary>
    public static bool IsTokens(Unit unit) => unit <= Unit.Citation;

    /// <summary>Whether the unit counts towards total input, which chooses the context tier.</summary>
    public static bool IsInput(Unit unit) => unit <= Unit.CacheReadImage;

    /// <summary>The unit whose rate applies where this one has none; null at the top.</summary>
    public static Unit? Parent(Unit unit) => unit switch
    {
        Unit.CacheRead or Unit.CacheWrite5m or Unit.InputAudio or Unit.InputImage or Unit.InputVideo => Unit.Input,
        Unit.CacheWrite1h => Unit.CacheWrite5m,
        Unit.CacheReadAudio => Unit.InputAudio,
        Unit.CacheReadImage => Unit.InputImage,
        Unit.Reasoning or Unit.OutputAudio or Unit.OutputImage or Unit.Citation => Unit.Output,
        _ => null,
    };
}
