using System.Text;
using Tollgate.Core;
using Tollgate.Pricing;
using Tollgate.Pricing.Catalog;

namespace Tollgate.Tests.Pricing;

public sealed class PriceBookTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 21, 8, 0, 0, TimeSpan.Zero);
    private static readonly PriceList List = PriceList.ReadBuiltIn();
    private static readonly PriceBook Book = new(List, [], ["garage"]);

    [Theory]
    [InlineData("gpt-4o", "openai")]
    [InlineData("claude-opus-5", "anthropic")]
    [InlineData("gemini-2.5-pro", "gemini")]
    [InlineData("deepseek-chat", "deepseek")]
    [InlineData("llama-3.3-70b-versatile", "groq")]
    public void Resolve_OfABareName_MeansTheMakerOrTheOnlyProviderThatListsIt(string model, string provider)
    {
        var resolved = Book.Resolve(model, null, Now);

        Assert.Equal(provider, resolved.Value!.Provider);
        Assert.Equal(LineFlags.None, resolved.Value.Flags);
    }

    [Theory]
    [InlineData("")]
    [InlineData("gpt")]
    [InlineData("gpt-4o-")]
    [InlineData("GPT-4o")]
    [InlineData("claude-opus")]
    [InlineData("gpt-4-32k-0314")]
    [InlineData("nobody/gpt-4o")]
    public void Resolve_OfPartOfAName_FindsNothing(string model) =>
        Assert.Equal(RefusalCode.ModelNotFound, Book.Resolve(model, null, Now).Refusal?.Code);

    [Fact]
    public void Resolve_OfANameThatSeveralProvidersList_NamesTheCandidates()
    {
        var refusal = Book.Resolve("openai/gpt-oss-120b", null, Now).Refusal;

        Assert.Equal(RefusalCode.ModelNotFound, refusal?.Code);
        Assert.Contains("groq/openai/gpt-oss-120b", refusal!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Resolve_OfAnUnknownName_NamesNearOnes() =>
        Assert.Contains("gpt-4o", Book.Resolve("gpt-4oo", null, Now).Refusal!.Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("groq/openai/gpt-oss-120b", "groq", "openai/gpt-oss-120b")]
    [InlineData("azure/gpt-4o", "azure", "gpt-4o")]
    [InlineData("openai/gpt-4o", "openai", "gpt-4o")]
    public void Resolve_OfProviderSlashModel_IsPinned(string name, string provider, string model)
    {
        var resolved = Book.Resolve(name, null, Now).Value!;

        Assert.Equal((provider, model, model), (resolved.Provider, resolved.Model, resolved.UpstreamModel));
    }

    [Fact]
    public void Resolve_OnAProvidersRoute_StaysWithThatProvider()
    {
        Assert.Equal("azure", Book.Resolve("gpt-4o", "azure", Now).Value!.Provider);
        Assert.Equal("gpt-4o", Book.Resolve("azure/gpt-4o", "azure", Now).Value!.UpstreamModel);
    }

    [Fact]
    public void Resolve_OfADeclaredAlias_MeansTheModelItIsDeclaredFor()
    {
        var dated = Book.Resolve("claude-haiku-4-5-20251001", null, Now).Value!;

        Assert.Equal("claude-haiku-4-5", dated.Model);
    }

    [Fact]
    public void Resolve_OfAnUnlistedModelOfAListedProvider_TakesItsDearestRatesAndSaysSo()
    {
        var assumed = Book.Resolve("anthropic/claude-next", null, Now).Value!;

        Assert.Equal(LineFlags.AssumedPrice, assumed.Flags);
        Assert.Equal("claude-next", assumed.UpstreamModel);
        Assert.All(List.Provider("anthropic")!.Models, model => Assert.True(model.Rows[0].Price.Standard.Base[Unit.Output] <= assumed.Price.Standard.Base[Unit.Output]));
    }

    [Theory]
    [InlineData("garage/llama", null)]
    [InlineData("llama", "garage")]
    public void Resolve_OfAModelWithoutAnyRates_IsUnpriced(string name, string? pinned)
    {
        var resolved = Book.Resolve(name, pinned, Now).Value!;

        Assert.Equal((LineFlags.Unpriced, "garage"), (resolved.Flags, resolved.Provider));
        Assert.False(resolved.IsPriced);
    }

    [Fact]
    public void Resolve_OfALocalServersModel_CostsNothingBecauseTheCatalogueSaysSo()
    {
        var local = Book.Resolve("ollama/my-own-finetune", null, Now).Value!;

        Assert.Equal(LineFlags.None, local.Flags);
        Assert.True(local.Price.Standard.Base.Knows(Unit.Output));
    }

    [Fact]
    public void Resolve_OfAnOwnEntry_WinsOverTheMaker()
    {
        var book = new PriceBook(List, [Own("gpt-4o", "azure", "prod-4o", (Unit.Input, "1"), (Unit.Output, "2"))], []);

        var resolved = book.Resolve("gpt-4o", null, Now).Value!;

        Assert.Equal(("azure", "prod-4o", 1000m), (resolved.Provider, resolved.UpstreamModel, resolved.Price.Standard.Base[Unit.Input]));
        Assert.Equal("openai", book.Resolve("openai/gpt-4o", null, Now).Value!.Provider);
    }

    [Fact]
    public void Resolve_OfAnOwnNameWithoutAPrice_TakesTheListPriceOfTheModelBehindIt()
    {
        var book = new PriceBook(List, [Own("fast", "anthropic", "claude-sonnet-5")], []);

        var promotion = book.Resolve("fast", null, new DateTimeOffset(2026, 8, 15, 0, 0, 0, TimeSpan.Zero)).Value!;
        var later = book.Resolve("fast", null, Now).Value!;

        Assert.Equal((2000m, 3000m), (promotion.Price.Standard.Base[Unit.Input], later.Price.Standard.Base[Unit.Input]));
        Assert.Equal(("fast", "claude-sonnet-5"), (later.Model, later.UpstreamModel));
    }

    [Fact]
    public void APriceSetOverTheApi_ChangesWhatAModelCosts_NotWhatItsBareNameMeans()
    {
        var own = Own("gpt-4o", "azure", "gpt-4o", (Unit.Input, "1"), (Unit.Output, "2")) with { Origin = PriceOrigin.Database };
        var book = new PriceBook(List, [own], []);

        Assert.Equal("openai", book.Resolve("gpt-4o", null, Now).Value!.Provider);
        Assert.Equal(1000m, book.Resolve("azure/gpt-4o", null, Now).Value!.Price.Standard.Base[Unit.Input]);
        Assert.Equal(1000m, book.Resolve("gpt-4o", "azure", Now).Value!.Price.Standard.Base[Unit.Input]);
        Assert.Equal(PriceOrigin.Database, book.Origin(book.Resolve("azure/gpt-4o", null, Now).Value!));
    }

    [Fact]
    public void Resolve_OfANameItKnows_AllocatesNothing()
    {
        byte[][] names = [.. new[] { "gpt-4o", "groq/openai/gpt-oss-120b", "claude-sonnet-5", "anthropic/claude-next" }.Select(Encoding.UTF8.GetBytes)];

        Assert.All(names, name => Assert.Equal(0, Allocated.Least(() => _ = Book.Resolve(name, null, Now))));
    }

    private static OwnModel Own(string name, string provider, string upstream, params (Unit, string)[] prices) =>
        new() { Name = name, Provider = provider, UpstreamModel = upstream, Price = Prices.Sheet(prices), Origin = PriceOrigin.File };
}
