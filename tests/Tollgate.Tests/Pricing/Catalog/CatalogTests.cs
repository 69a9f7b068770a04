using System.Text.Json;
using Tollgate.Core;
using Tollgate.Pricing;
using Tollgate.Pricing.Catalog;

namespace Tollgate.Tests.Pricing.Catalog;

public sealed class CatalogTests
{
    private static readonly string[] Required = ["openai", "anthropic", "gemini", "azure", "mistral", "deepseek", "xai", "groq", "openrouter", "ollama"];
    private static readonly HashSet<string> HeaderFields = ["provider", "maker", "source", "source_date", "asked", "per_unit", "unlisted", "traits"];
    private static readonly HashSet<string> ModelFields = ["model", "aliases", "hosted", "mode", "context", "max_output", "capabilities", "deprecation", "traits", "prices"];
    private static readonly HashSet<string> RowFields = ["from", "to", "per_million", "per_unit", "sizes", "tiers", "service", "regions", "source", "source_date"];
    private static readonly HashSet<string> TraitFields =
    [
        "enforces_context", "limit_field", "limit_includes_reasoning", "max_tokens_per_byte", "per_request", "per_message", "per_tool", "for_tools",
        "per_image", "per_audio_byte", "region_by_account", "built_in_searches", "unbounded", "tokenizer",
    ];

    private static readonly PriceList List = PriceList.ReadBuiltIn();

    [Fact]
    public void TheCatalogue_HoldsAtLeast500ModelsOf30Providers_AndEveryProviderThatIsPromised()
    {
        Assert.True(List.Providers.Sum(provider => provider.Models.Count) >= 500);
        Assert.True(List.Providers.Count >= 30);
        Assert.All(Required, id => Assert.NotNull(List.Provider(id)));
        Assert.True(Required.Sum(id => List.Provider(id)!.Models.Count) >= 120);
    }

    [Fact]
    public void EveryLine_HasOnlyKnownFields()
    {
        foreach (var (provider, line, index) in Lines())
        {
            Assert.All(line.EnumerateObject(), field => Assert.Contains(field.Name, index == 0 ? HeaderFields : ModelFields));
            if (line.TryGetProperty("traits", out var traits))
            {
                Assert.All(traits.EnumerateObject(), field => Assert.Contains(field.Name, TraitFields));
            }

            if (index > 0)
            {
                Assert.All(line.GetProperty("prices").EnumerateArray().SelectMany(row => row.EnumerateObject()), field => Assert.True(RowFields.Contains(field.Name), $"{provider}: {field.Name}"));
            }
        }
    }

    [Fact]
    public void EveryModel_HasAPriceWithSourceAndDates_AndRowsThatFollowEachOther()
    {
        foreach (var model in List.Providers.SelectMany(provider => provider.Models))
        {
            var rows = model.Rows;
            Assert.All(rows, row =>
            {
                Assert.False(row.Price.Standard.Base.IsEmpty, $"{model.Provider}/{model.Name}");
                Assert.StartsWith("https://", row.Price.Source, StringComparison.Ordinal);
                Assert.NotNull(row.Price.SourceDate);
                Assert.True(row.Price.From > DateTimeOffset.MinValue);
            });
            for (var i = 1; i < rows.Count; i++)
            {
                Assert.Equal(rows[i - 1].Price.To, rows[i].Price.From);
            }
        }
    }

    [Fact]
    public void EveryChatModel_PricesItsOutput() => Assert.All(
        List.Providers.SelectMany(provider => provider.Models).Where(model => model.Rows[0].Traits.Mode is "chat" or "completion"),
        model => Assert.True(model.Rows[0].Price.Standard.Base.Knows(Unit.Output) || model.Rows[0].Price.Standard.Base.Knows(Unit.CodeSession), $"{model.Provider}/{model.Name}"));

    [Fact]
    public void APromotion_EndsOnItsDay_AndTheListPriceFollows()
    {
        var model = List.Provider("anthropic")!.Find("claude-sonnet-5")!;

        var promotion = model.At(new DateTimeOffset(2026, 8, 31, 23, 59, 59, TimeSpan.Zero));
        var list = model.At(new DateTimeOffset(2026, 9, 1, 0, 0, 0, TimeSpan.Zero));

        Assert.Equal((2000m, 10000m), (promotion.Price.Standard.Base[Unit.Input], promotion.Price.Standard.Base[Unit.Output]));
        Assert.Equal((3000m, 15000m), (list.Price.Standard.Base[Unit.Input], list.Price.Standard.Base[Unit.Output]));
        Assert.Equal((LineFlags.None, LineFlags.None), (promotion.Flags, list.Flags));
    }

    [Theory]
    [InlineData("gpt-5.6-luna", "1", "6", "0.2", "1.2")]
    [InlineData("gpt-5.6-terra", "2.5", "15", "2", "12")]
    public void APriceThatWasLowered_HoldsFromItsDay(string name, string input, string output, string lowerInput, string lowerOutput)
    {
        var model = List.Provider("openai")!.Find(name)!;

        var (before, after) = (model.At(new DateTimeOffset(2026, 7, 29, 23, 59, 59, TimeSpan.Zero)).Price.Standard.Base, model.At(new DateTimeOffset(2026, 7, 30, 0, 0, 0, TimeSpan.Zero)).Price.Standard.Base);

        Assert.Equal(
            [input, output, lowerInput, lowerOutput],
            [RateSheet.Text(Unit.Input, before[Unit.Input]), RateSheet.Text(Unit.Output, before[Unit.Output]), RateSheet.Text(Unit.Input, after[Unit.Input]), RateSheet.Text(Unit.Output, after[Unit.Output])]);
    }

    [Fact]
    public void ATimeBeforeTheFirstRow_IsPricedByIt_AndFlaggedAsAssumed()
    {
        var model = List.Provider("openai")!.Find("gpt-4o")!;

        var before = model.At(new DateTimeOffset(2024, 1, 1, 0, 0, 0, TimeSpan.Zero));

        Assert.Equal(LineFlags.AssumedPrice, before.Flags);
        Assert.Equal(2500m, before.Price.Standard.Base[Unit.Input]);
    }

    [Fact]
    public void AFactorService_MultipliesTokensInEveryContextTier_AndLeavesFees()
    {
        var row = List.Provider("anthropic")!.Find("claude-opus-4-6")!.Rows[0].Price;

        Assert.Equal(30_000m, row[ServiceTier.Fast]!.Base[Unit.Input]);
        Assert.Equal(10_000_000m, row[ServiceTier.Fast]!.Base[Unit.WebSearch]);
    }

    private static IEnumerable<(string Provider, JsonElement Line, int Index)> Lines()
    {
        var assembly = typeof(PriceList).Assembly;
        foreach (var name in assembly.GetManifestResourceNames().Where(name => name.StartsWith("catalog/models/", StringComparison.Ordinal)))
        {
            using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
            for (var index = 0; reader.ReadLine() is { } line; index++)
            {
                yield return (name, JsonDocument.Parse(line).RootElement.Clone(), index);
            }
        }
    }
}
