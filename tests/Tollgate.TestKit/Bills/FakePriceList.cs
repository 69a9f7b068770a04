namespace Tollgate.TestKit.Bills;

/// <summary>The fake provider's own little price list.</summary>
public sealed class FakePriceList(IEnumerable<FakePrice> prices)
{
    private readonly Dictionary<string, FakePrice> _prices = prices.ToDictionary(price => price.Model, StringComparer.Ordinal);

    /// <summary>
    /// Models that exist only here (tests give the gateway the same prices in its settings file),
    /// with odd decimals on purpose, so that a rounding too many shows; and one that the gateway knows, for its service tiers.
    /// </summary>
    public static FakePriceList Default { get; } = new(
    [
        new("fake-chat", "2.50", "10.00") { CacheRead = "0.25", InputAudio = "40", OutputAudio = "80", Search = "0.01" },
        new("fake-odd", "0.0375", "0.1501") { CacheRead = "0.00375" },
        new("fake-reasoner", "1.25", "10.00") { CacheRead = "0.125" },
        new("fake-claude", "5", "25") { CacheRead = "0.50", CacheWrite = "6.25", CacheWriteHour = "10", Search = "0.01" },
        new("fake-gemini", "0.30", "2.50") { CacheRead = "0.03", InputAudio = "1.00", Search = "0.035" },
        new("fake-embed", "0.02", "0"),
        new("fake-gemini-embed", "0.15", "0"),
        new("fake-dime", "0", "1000"),
        new("gpt-5-mini", "0.25", "2") { CacheRead = "0.025", Flex = "0.5", Priority = "1.8", IsListed = true },
    ]);

    /// <summary>All prices.</summary>
    public IReadOnlyCollection<FakePrice> All => _prices.Values;

    /// <summary>The price of a model; one that is not listed costs 1 and 4 dollars a million.</summary>
    public FakePrice Of(string model) => _prices.TryGetValue(model, out var price) ? price : new(model, "1", "4");

    /// <summary>The list with one price more, or another one in its place.</summary>
    public FakePriceList With(FakePrice price) => new([.. _prices.Values.Where(other => other.Model != price.Model), price]);
}
