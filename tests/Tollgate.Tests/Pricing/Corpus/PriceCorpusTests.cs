using System.Globalization;
using System.Text.Json;
using Tollgate.Core;
using Tollgate.Dialects.Replies;
using Tollgate.Pricing;
using Tollgate.Pricing.Catalog;
using Tollgate.Upstreams.Catalogue;

namespace Tollgate.Tests.Pricing.Corpus;

/// <summary>
/// Usages and answers of every provider with the amount that its published price makes of them (cases.jsonl). The working stands beside each
/// amount and is worked out again here in fractions; neither comes from the product.
/// </summary>
public sealed class PriceCorpusTests
{
    private static readonly PriceList List = PriceList.ReadBuiltIn();
    private static readonly ProviderCatalogue Providers = ProviderCatalogue.Load();
    private static readonly PriceBook Book = new(List, [], []);

    [Fact]
    public void EveryCase_CostsWhatItsSourceSays_ToTheNanoDollar()
    {
        var wrong = CorpusCase.All.Select(one => (one, cost: Cost(one)))
            .Where(pair => pair.cost.Cost != Money.Parse(pair.one.Expected) || pair.cost.Flags != LineFlags.None)
            .Select(pair => $"{pair.one.Id} {pair.one.Model}, {pair.one.What}: {pair.cost.Cost} {pair.cost.Flags} instead of {pair.one.Expected}");

        Assert.Empty(wrong);
    }

    [Fact]
    public void EveryAmount_IsItsWorking() => Assert.All(CorpusCase.All, one => Assert.Equal(Money.Parse(one.Expected).Nanos, (long)Working.CeilingNanos(one.Working)));

    [Fact]
    public void TheCases_AreOfEveryProvider_AndNameTheirSource()
    {
        Assert.True(CorpusCase.All.Count >= 300);
        Assert.Equal(CorpusCase.All.Count, CorpusCase.All.Select(one => one.Id).Distinct().Count());
        Assert.Empty(List.Providers.Select(provider => provider.Id).Except(CorpusCase.All.Select(one => one.Provider)));
        Assert.All(CorpusCase.All, one => Assert.StartsWith("https://", one.Source, StringComparison.Ordinal));
    }

    [Fact]
    public void TheCases_AreOfEveryUnitThatTheCatalogueStates_AndOfEveryTier()
    {
        var stated = List.Providers.SelectMany(provider => provider.Models).SelectMany(model => model.Rows)
            .SelectMany(row => Enumerable.Range(0, Units.Count).Select(index => (Unit)index).Where(row.Price.Standard.Base.States));

        Assert.Empty(stated.Distinct().Select(Units.Name).Except(CorpusCase.All.Where(one => one.Usage is not null).SelectMany(one => one.Usage!.Keys)));
        Assert.Empty(new[] { "batch", "flex", "priority", "fast" }.Except(CorpusCase.All.Select(one => one.Tier ?? "")));
        Assert.Contains(CorpusCase.All, one => one.Region is not null);
        Assert.Contains(CorpusCase.All, one => one.Size is not null);
    }

    private static PricedUsage Cost(CorpusCase one)
    {
        var found = Book.Resolve(one.Model, one.Provider, DateTimeOffset.Parse(one.At, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal));
        Assert.False(found.IsRefused, one.Id);
        if (one.Reply is { } reply)
        {
            var surface = Enum.Parse<Surface>(one.Surface!);
            var meter = new ReplyMeter(surface, Providers.Find(one.Provider)!.Find(surface)!.Containment);
            meter.ReadBody(JsonSerializer.SerializeToUtf8Bytes(reply));
            return PriceFunction.Price(found.Value.Price, meter.Usage, PriceTerms.Served(meter.ServedTier, meter.ServedSpeed, meter.ServedRegion));
        }

        var usage = new TokenUsage();
        foreach (var (name, count) in one.Usage!)
        {
            Assert.True(Units.TryParse(name, out var unit), name);
            usage[unit] = count;
        }

        return PriceFunction.Price(found.Value.Price, usage, new PriceTerms(one.Tier, one.Region, one.Size));
    }
}
