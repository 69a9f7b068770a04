using System.Text.Json;
using Tollgate.Core;
using Tollgate.Pricing;
using Tollgate.Pricing.Admin;
using Tollgate.Pricing.Catalog;
using Tollgate.Pricing.Discounts;
using Tollgate.Pricing.Expectations;

namespace Tollgate.Tests.Pricing;

public sealed class EstimatorTests
{
    private static readonly Estimator Estimator = new(
        new PriceBook(PriceList.ReadBuiltIn(), [Own("gpt-4-turbo", "openai", "10", "30"), Own("sonnet", "anthropic", "3", "15")], []),
        DiscountBook.Empty,
        new Expectation(new UsageMemory(), Guid.Empty, Guid.Empty),
        new DateTimeOffset(2026, 11, 21, 8, 0, 0, TimeSpan.Zero));

    [Theory]
    [InlineData("gpt-4-turbo", 1000, 500, "0.025")]
    [InlineData("sonnet", 1000, 1024, "0.01836")]
    public void Quote_OfFourThousandCharactersWithoutALimit_IsTheWorkedExample(string model, long input, long output, string expected)
    {
        var quote = Quote($$"""{"model":"{{model}}","messages":[{"role":"user","content":"{{new string('x', 4000)}}"}]}""");

        Assert.Equal((input, output, Money.Parse(expected)), (quote.ExpectedInputTokens, quote.ExpectedOutputTokens, quote.ExpectedUsd));
        Assert.True(quote.MaxUsd >= quote.ExpectedUsd);
    }

    [Theory]
    [InlineData("""{"model":"gpt-4-turbo","prompt":"abcdefgh","max_tokens":10}""", 2, 10)]
    [InlineData("""{"model":"gpt-4-turbo","input":["abcd","efgh"],"max_output_tokens":10}""", 2, 10)]
    [InlineData("""{"model":"sonnet","system":"abcdefgh","max_tokens":7,"messages":[{"role":"user","content":[{"type":"text","text":"abcd"}]}]}""", 3, 7)]
    [InlineData("""{"model":"gpt-4-turbo","prompt":"a"}""", 1, 100)]
    public void Quote_CountsTheTextOfThePrompt(string body, long input, long output)
    {
        var quote = Quote(body);

        Assert.Equal((input, output), (quote.ExpectedInputTokens, quote.ExpectedOutputTokens));
    }

    [Fact]
    public void Quote_OfAUsage_HasOnePrice()
    {
        var quote = Estimator.Quote(new EstimateBody { Model = "sonnet", Usage = new() { ["input"] = 1000, ["output"] = 500 } }).Value!;

        Assert.Equal(Money.Parse("0.0105"), quote.ExpectedUsd);
        Assert.Equal(quote.ExpectedUsd, quote.MaxUsd);
    }

    [Fact]
    public void Quote_OfTokens_HasAMaximumAtTheDearestRates()
    {
        var quote = Estimator.Quote(new EstimateBody { Model = "claude-opus-5", InputTokens = 1000, OutputTokens = 100 }).Value!;

        Assert.Equal(Money.Parse("0.0075"), quote.ExpectedUsd);
        Assert.True(quote.MaxUsd > quote.ExpectedUsd);
    }

    [Theory]
    [InlineData("""{"model":"gpt-4-turbo"}""")]
    [InlineData("""{"messages":[{"role":"user","content":"x"}]}""")]
    public void Quote_WithoutAPromptOrAModel_IsRefused(string body)
    {
        var refusal = Estimator.Quote(new EstimateBody { Body = JsonDocument.Parse(body).RootElement }).Refusal;

        Assert.NotNull(refusal);
    }

    private static EstimateReply Quote(string body)
    {
        var quote = Estimator.Quote(new EstimateBody { Body = JsonDocument.Parse(body).RootElement });
        Assert.Null(quote.Refusal);
        return quote.Value!;
    }

    private static OwnModel Own(string name, string provider, string input, string output) =>
        new() { Name = name, Provider = provider, UpstreamModel = name, Price = Prices.Sheet((Unit.Input, input), (Unit.Output, output)), Origin = PriceOrigin.File };
}
