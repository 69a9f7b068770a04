using System.Text.Json;
using Tollgate.Client.Estimates;
using Tollgate.Core;

namespace Tollgate.Client.Tests.Estimates;

public sealed class EstimatorTests
{
    private static readonly CostResource Resource = new("anything");
    private static readonly string Text = new('x', 4000);

    private readonly OpenAIEstimator _openAI = new(Fixtures.Prices);
    private readonly AnthropicEstimator _anthropic = new(Fixtures.Prices);

    [Theory]
    [InlineData("messages")]
    [InlineData("prompt")]
    [InlineData("input")]
    public void OpenAI_OfTheWorkedExample_IsExact(string field)
    {
        var text = field == "messages" ? $$"""[{"role":"user","content":"{{Text}}"}]""" : $"\"{Text}\"";

        var estimate = _openAI.Estimate(Json($$"""{"model":"gpt-4-turbo-fixture","{{field}}":{{text}}}"""), Resource);

        Assert.Equal(new Money(25_000_000), estimate.Amount);
        Assert.Equal((1000, 500), (estimate.Usage.TotalInput, estimate.Usage.TotalOutput));
        Assert.Equal(("USD", "openai", "gpt-4-turbo-fixture"), (estimate.Currency, estimate.Provider, estimate.Model));
    }

    [Fact]
    public void Anthropic_OfTheWorkedExample_IsExact()
    {
        var estimate = _anthropic.Estimate(
            Json($$"""{"model":"sonnet","system":"{{Text[..1000]}}","messages":[{"role":"user","content":[{"type":"text","text":"{{Text[1000..]}}"}]}]}"""), Resource);

        Assert.Equal(new Money(18_360_000), estimate.Amount);
        Assert.Equal([new Money(3_000_000), new Money(15_360_000)], estimate.Breakdown!.Parts.Take(2).Select(part => part.Cost));
        Assert.Equal((1000, 1024), (estimate.Usage.TotalInput, estimate.Usage.TotalOutput));
    }

    [Theory]
    [InlineData("max_tokens")]
    [InlineData("max_completion_tokens")]
    [InlineData("max_output_tokens")]
    public void OpenAI_TakesTheRequestsOwnLimit(string field) =>
        Assert.Equal(7, _openAI.Estimate(Json($$"""{"model":"gpt-4-turbo-fixture","input":["ab","cd"],"{{field}}":7}"""), Resource).Usage.TotalOutput);

    [Fact]
    public void OpenAI_OfAShortText_ExpectsOneTokenAndAHundred()
    {
        var usage = _openAI.Estimate(Json("""{"model":"gpt-4-turbo-fixture","prompt":""}"""), Resource).Usage;

        Assert.Equal((1, 100), (usage.TotalInput, usage.TotalOutput));
    }

    [Theory]
    [InlineData("""{"model":"gpt-4-turbo-fixture"}""")]
    [InlineData("""{"prompt":"hello"}""")]
    [InlineData("""{"model":"","prompt":"hello"}""")]
    [InlineData("""{"model":"no-such-model-anywhere","prompt":"hello"}""")]
    [InlineData("[]")]
    public void OpenAI_WithoutTextOrModelOrPrice_IsAnError(string body) =>
        Assert.Equal("openai", Assert.Throws<CostEstimationException>(() => _openAI.Estimate(Json(body), Resource)).Provider);

    [Theory]
    [InlineData("""{"model":"sonnet"}""")]
    [InlineData("[]")]
    public void Anthropic_WithoutText_IsAnError(string body) => Assert.Throws<CostEstimationException>(() => _anthropic.Estimate(Json(body), Resource));

    [Fact]
    public void OpenAI_Actual_TakesCachedTokensOutOfThePrompt()
    {
        var cost = _openAI.Actual(
            Json("""{"model":"gpt-4o"}"""),
            Json("""{"object":"chat.completion","choices":[{"message":{"content":"hi"},"finish_reason":"stop"}],"usage":{"prompt_tokens":2000,"completion_tokens":100,"total_tokens":2100,"prompt_tokens_details":{"cached_tokens":1000}}}"""),
            Resource);

        // 1,000 at $2.50, 1,000 cached at $1.25, 100 at $10 a million.
        Assert.Equal(new Money(4_750_000), cost);
    }

    [Fact]
    public void OpenAI_Actual_ReadsAResponse() => Assert.Equal(
        new Money(3_500_000),
        _openAI.Actual(Json("""{"model":"gpt-4o"}"""), Json("""{"object":"response","status":"completed","output":[],"usage":{"input_tokens":1000,"output_tokens":100,"total_tokens":1100}}"""), Resource));

    [Fact]
    public void Anthropic_Actual_AddsCacheTokensToTheInput() => Assert.Equal(
        new Money(11_685_000),
        _anthropic.Actual(
            Json("""{"model":"sonnet"}"""),
            Json("""{"type":"message","content":[],"usage":{"input_tokens":1000,"output_tokens":500,"cache_read_input_tokens":200,"cache_creation_input_tokens":300}}"""),
            Resource));

    [Fact]
    public void Actual_OfAnAnswerWithoutUsage_IsNotKnown()
    {
        Assert.Null(_openAI.Actual(Json("""{"model":"gpt-4o"}"""), Json("""{"object":"chat.completion","choices":[]}"""), Resource));
        Assert.Null(_anthropic.Actual(Json("""{"model":"sonnet"}"""), Json("""{"type":"message","content":[]}"""), Resource));
    }

    [Fact]
    public void FixedAndFree_CostTheSameWithEachCall()
    {
        var some = new FixedCost("search", new Money(5));
        var free = new NoCost();

        Assert.Equal((new Money(5), new Money(5)), (some.Estimate(default, Resource).Amount, some.Actual(default, default, Resource)!.Value));
        Assert.Equal((Money.Zero, Money.Zero), (free.Estimate(default, Resource).Amount, free.Actual(default, default, Resource)!.Value));
        Assert.Throws<ArgumentOutOfRangeException>(() => new FixedCost("search", new Money(-1)));
        Assert.All([some, free, _openAI, _anthropic], (ICostEstimator one) => Assert.True(one.KnowsActual && one.Describe().Provider == one.Provider));
    }

    private static JsonElement Json(string text) => JsonDocument.Parse(text).RootElement;
}
