using Tollgate.Core;
using Tollgate.Dialects.Replies;

namespace Tollgate.Dialects.Tests.Replies;

/// <summary>Which part contains which: the catalogue declares it, a total that is present decides, a contradiction counts the larger.</summary>
public sealed class ContainmentTests
{
    [Fact]
    public void TotalThatShowsReasoningOutside_Decides()
    {
        var meter = Metered.Chat("""{"prompt_tokens":10,"completion_tokens":20,"total_tokens":35,"completion_tokens_details":{"reasoning_tokens":5}}""");

        Assert.Equal("input 10, output 20, reasoning 5", meter.Usage.ToString());
        Assert.False(meter.IsInconsistent);
    }

    [Fact]
    public void TotalThatShowsReasoningInside_DecidesAgainstTheCatalogue()
    {
        var meter = Metered.Chat("""{"prompt_tokens":10,"completion_tokens":20,"total_tokens":30,"completion_tokens_details":{"reasoning_tokens":5}}""", "reasoning_outside");

        Assert.Equal("input 10, output 15, reasoning 5", meter.Usage.ToString());
        Assert.False(meter.IsInconsistent);
    }

    [Fact]
    public void TotalThatShowsCacheOutside_Decides()
    {
        var meter = Metered.Chat("""{"prompt_tokens":10,"completion_tokens":20,"total_tokens":130,"cache_read_input_tokens":100}""");

        Assert.Equal("input 10, cache_read 100, output 20", meter.Usage.ToString());
        Assert.False(meter.IsInconsistent);
    }

    [Fact]
    public void TotalThatShowsAudioOutside_Decides() =>
        Assert.Equal(
            "input 10, input_audio 4, output 20, output_audio 6",
            Metered.Chat("""{"prompt_tokens":10,"completion_tokens":20,"total_tokens":40,"prompt_tokens_details":{"audio_tokens":4},"completion_tokens_details":{"audio_tokens":6}}""").Usage.ToString());

    [Fact]
    public void NoReadingFits_CountsTheLargerAndIsInconsistent()
    {
        var meter = Metered.Chat("""{"prompt_tokens":10,"completion_tokens":20,"total_tokens":99,"completion_tokens_details":{"reasoning_tokens":5}}""");

        Assert.True(meter.IsInconsistent);
        Assert.Equal("input 10, output 20, reasoning 5", meter.Usage.ToString());
    }

    [Fact]
    public void ReasoningLargerThanTheCompletion_LiesOutside_AndIsInconsistentUnlessDeclared()
    {
        const string Usage = """{"prompt_tokens":10,"completion_tokens":20,"completion_tokens_details":{"reasoning_tokens":50}}""";

        Assert.Equal("input 10, output 20, reasoning 50", Metered.Chat(Usage).Usage.ToString());
        Assert.True(Metered.Chat(Usage).IsInconsistent);
        Assert.False(Metered.Chat(Usage, "reasoning_outside").IsInconsistent);
    }

    [Fact]
    public void CacheLargerThanThePrompt_LiesOutside_AndIsInconsistent()
    {
        var meter = Metered.Chat("""{"prompt_tokens":10,"completion_tokens":20,"prompt_tokens_details":{"cached_tokens":50}}""");

        Assert.Equal("input 10, cache_read 50, output 20", meter.Usage.ToString());
        Assert.True(meter.IsInconsistent);
    }

    [Fact]
    public void MessagesWithCacheInside_SubtractsIt() =>
        Assert.Equal("input 10, cache_read 90, output 5", Metered.Messages("""{"input_tokens":100,"cache_read_input_tokens":90,"output_tokens":5}""", "cache_inside").Usage.ToString());

    [Fact]
    public void ChatWithCacheOutside_Adds() =>
        Assert.Equal("input 100, cache_read 90, output 5", Metered.Chat("""{"prompt_tokens":100,"cached_tokens":90,"completion_tokens":5}""", "cache_outside").Usage.ToString());

    [Fact]
    public void GeminiTotalWithoutToolPrompts_IsConsistent() =>
        Assert.False(Metered.Gemini("""{"promptTokenCount":10,"toolUsePromptTokenCount":100,"candidatesTokenCount":5,"totalTokenCount":15}""").IsInconsistent);

    [Fact]
    public void DeepSeekHitsAndMisses_ThatAreNotThePrompt_CountTheLargerAndAreInconsistent()
    {
        var meter = Metered.Chat("""{"prompt_tokens":10,"completion_tokens":2,"prompt_cache_hit_tokens":8,"prompt_cache_miss_tokens":7}""");

        Assert.True(meter.IsInconsistent);
        Assert.Equal("input 7, cache_read 8, output 2", meter.Usage.ToString());
    }

    [Fact]
    public void TwoNamesOfTheCachedTokensThatDisagree_CountTheDearer()
    {
        var meter = Metered.Chat("""{"prompt_tokens":10,"completion_tokens":2,"prompt_cache_hit_tokens":8,"prompt_tokens_details":{"cached_tokens":3}}""");

        Assert.True(meter.IsInconsistent);
        Assert.Equal("input 7, cache_read 3, output 2", meter.Usage.ToString());
    }

    [Fact]
    public void CachedAudio_IsItsOwnBucketWhereItIsReported() =>
        Assert.Equal(
            "input 10, cache_read 5, input_audio 20, cache_read_audio 15, output 1",
            Metered.Chat("""{"prompt_tokens":50,"completion_tokens":1,"prompt_tokens_details":{"audio_tokens":35,"cached_tokens":20,"cached_tokens_details":{"text_tokens":5,"audio_tokens":15}}}""").Usage.ToString());

    [Fact]
    public void CachedAudioThatIsNotReported_CountsAsFreshAsFarAsItCan() =>
        Assert.Equal(
            "cache_read 20, input_audio 50, cache_read_audio 30, output 1",
            Metered.Chat("""{"prompt_tokens":100,"completion_tokens":1,"prompt_tokens_details":{"audio_tokens":80,"cached_tokens":50}}""").Usage.ToString());

    [Fact]
    public void ModalitiesLargerThanThePrompt_AreInconsistent() =>
        Assert.True(Metered.Gemini("""{"promptTokenCount":10,"candidatesTokenCount":1,"totalTokenCount":11,"promptTokensDetails":[{"modality":"IMAGE","tokenCount":258}]}""").IsInconsistent);

    [Fact]
    public void BilledUnits_WinOverTokens() =>
        Assert.Equal("input 5, output 4", Metered.Chat("""{"prompt_tokens":71,"completion_tokens":40,"billed_units":{"input_tokens":5,"output_tokens":4}}""").Usage.ToString());

    [Fact]
    public void Pages_AreReadFromPassThroughReplies() =>
        Assert.Equal("page 3", Metered.Body(Surface.PassThrough, """{"pages":[],"model":"mistral-ocr","usage_info":{"pages_processed":3,"doc_size_bytes":9}}""").Usage.ToString());

    [Fact]
    public void Quirks_AreParsedFromCatalogueNames()
    {
        Assert.True(UsageContainment.TryParse(["reasoning_outside", "total_without_reasoning"], out var containment, out _));

        Assert.Equal(UsageQuirks.ReasoningOutside | UsageQuirks.TotalWithoutReasoning, containment.Quirks);
    }

    [Fact]
    public void EveryQuirk_HasOneName()
    {
        string[] names = ["audio_outside", "cache_inside", "cache_outside", "grounding_per_prompt", "hidden_output_in_total", "reasoning_outside", "total_without_reasoning", "web_search_per_call"];

        Assert.True(UsageContainment.TryParse(names, out var containment, out _));
        Assert.Equal(Enum.GetValues<UsageQuirks>().Aggregate((all, quirk) => all | quirk), containment.Quirks);
    }

    [Fact]
    public void UnknownQuirk_IsNamed()
    {
        Assert.False(UsageContainment.TryParse(["cache_outside", "cash_outside"], out _, out var unknown));

        Assert.Equal("cash_outside", unknown);
    }

    [Fact]
    public void NoQuirks_AreTheUsualContainment()
    {
        Assert.True(UsageContainment.TryParse(null, out var containment, out _));

        Assert.Same(UsageContainment.Usual, containment);
    }
}
