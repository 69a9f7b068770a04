using System.Globalization;
using System.Text.Json;
using Tollgate.Core;
using Tollgate.Dialects.Requests;
using Tollgate.Pricing;
using Tollgate.Pricing.Admin;
using Tollgate.Pricing.Bounds;
using Tollgate.Pricing.Catalog;
using Tollgate.Pricing.Discounts;
using Tollgate.Pricing.Expectations;
using Tollgate.Tests.Structure;

namespace Tollgate.Tests.Pricing.Expectations;

/// <summary>Quotes against the bills of real agent traffic, replayed in its order: each turn is quoted before it is learned from.</summary>
public sealed class UsageMemoryTests
{
    private static readonly DateTimeOffset At = new(2026, 11, 21, 0, 0, 0, TimeSpan.Zero);
    private static readonly PriceBook Book = new(PriceList.ReadBuiltIn(), [], []);
    private static readonly Turn[] Traffic = [.. File.ReadLines(Path.Combine(Sources.Root, "tests/Tollgate.Tests/Pricing/Expectations/agent-traffic.csv")).Where(line => !line.StartsWith('#')).Skip(1).Select(Turn.Read)];

    [Theory]
    [InlineData("deepseek", null)]
    [InlineData("anthropic", "claude-sonnet-5")]
    public void TheExpectedCost_IsWithin15PercentOfTheBill_AtTheMedian_AndTheMaximumNeverBelowIt(string provider, string? model)
    {
        var memory = new UsageMemory();
        var errors = new List<decimal>();
        foreach (var turn in Traffic)
        {
            var priced = Book.Resolve(model ?? turn.Model, provider, At).Value!;
            var key = new ProfileKey(Guid.Empty, provider, turn.Model, "mini-swe-agent");
            var session = new SessionKey(Guid.Empty, turn.Session, provider, turn.Model);
            var bill = PriceFunction.Cost(priced.Price, turn.Usage, default);
            var facts = new RequestFacts { TextBytes = (int)turn.Bytes, Messages = turn.Messages, Choices = 1, Tools = 1 };

            if (memory.Expect(key, session, turn.Bytes, 0) is { } expected)
            {
                errors.Add(Math.Abs((decimal)(PriceFunction.Cost(priced.Price, expected.Usage, default) - bill).Nanos) / bill.Nanos);
            }

            Assert.True(bill <= CostBound.Of(priced, Surface.ChatCompletions, facts, default).Total);
            memory.Learn(key, session, turn.Bytes, turn.Usage);
        }

        errors.Sort();
        Assert.True(errors.Count > 4000);
        Assert.True(errors[errors.Count / 2] <= 0.15m, $"the median is {errors[errors.Count / 2]:P1}");
    }

    /// <summary>
    /// Every ratio of prices that the catalogue has between fresh input, cached input and output: what a quote is off by depends on nothing else. Where a
    /// cached token costs next to nothing, the bill is the new tokens and the answer, and no rule tells the lengths of answers that well.
    /// </summary>
    [Fact]
    public void TheExpectedCost_IsWithin15PercentAtTheMedian_AtThePricesOfEveryModelWhoseCachedInputIsNotNearlyFree()
    {
        var memory = new UsageMemory();
        var quotes = new List<(TokenUsage Expected, TokenUsage Billed)>();
        foreach (var turn in Traffic)
        {
            var key = new ProfileKey(Guid.Empty, "any", turn.Model, "mini-swe-agent");
            var session = new SessionKey(Guid.Empty, turn.Session, "any", turn.Model);
            if (memory.Expect(key, session, turn.Bytes, 0) is { } expected)
            {
                quotes.Add((expected.Usage, turn.Usage));
            }

            memory.Learn(key, session, turn.Bytes, turn.Usage);
        }

        var prices = ChatPrices();
        var off = prices.Select(price => (price.Name, Median: Median(quotes.Select(quote => Off(PriceFunction.Cost(price.Sheet, quote.Expected, default), PriceFunction.Cost(price.Sheet, quote.Billed, default)))))).ToList();
        var beyond = prices.Zip(off).Where(pair => pair.Second.Median > (IsNearlyFree(pair.First.Sheet) ? 0.40m : 0.15m)).Select(pair => $"{pair.Second.Name} {pair.Second.Median:P1}").ToList();
        Assert.True(quotes.Count > 4000 && prices.Count > 40 && prices.Count(price => IsNearlyFree(price.Sheet)) < prices.Count / 5, $"{quotes.Count} quotes, {prices.Count} prices");
        Assert.True(beyond.Count == 0, string.Join(", ", beyond));
    }

    /// <summary>As agents with a prompt cache of their own making use it: what is new is written to the cache.</summary>
    [Fact]
    public void TheExpectedCost_IsWithin15PercentAtTheMedian_WhereTheCacheIsWritten()
    {
        var memory = new UsageMemory();
        var sheet = Book.Resolve("claude-sonnet-5", "anthropic", At).Value!.Price;
        var off = new List<decimal>();
        foreach (var turn in Traffic)
        {
            var key = new ProfileKey(Guid.Empty, "anthropic", turn.Model, "coder");
            var session = new SessionKey(Guid.Empty, turn.Session, "anthropic", turn.Model);
            var used = Prices.Usage((Unit.Input, 3), (Unit.CacheWrite5m, turn.Usage[Unit.Input]), (Unit.CacheRead, turn.Usage[Unit.CacheRead]), (Unit.Output, turn.Usage[Unit.Output]));
            if (memory.Expect(key, session, turn.Bytes, 0) is { } expected)
            {
                off.Add(Off(PriceFunction.Cost(sheet, expected.Usage, default), PriceFunction.Cost(sheet, used, default)));
            }

            memory.Learn(key, session, turn.Bytes, used);
        }

        Assert.InRange(Median(off), 0m, 0.15m);
    }

    [Fact]
    public void AFullMemory_ForgetsWhatWasUsedTheLongestAgo()
    {
        var memory = new UsageMemory();
        var usage = Prices.Usage((Unit.Input, 500), (Unit.Output, 30));
        for (var agent = 0; agent < UsageMemory.MostProfiles + 10; agent++)
        {
            for (var call = 0; call < 5; call++)
            {
                memory.Learn(new ProfileKey(Guid.Empty, "p", "m", $"a{agent}"), null, 4000, usage);
            }
        }

        Assert.InRange(memory.ProfilesSince(0).Count(), UsageMemory.MostProfiles / 4, UsageMemory.MostProfiles);
        Assert.Equal(5, memory.Expect(new ProfileKey(Guid.Empty, "p", "m", $"a{UsageMemory.MostProfiles + 9}"), null, 4000, 0)!.Value.Calls);
        Assert.DoesNotContain(memory.ProfilesSince(0), profile => profile.Key.Agent == "a0");
    }

    [Fact]
    public void AQuote_OfABodyThatGoesOnWithASession_ExpectsItsPromptInTheCache()
    {
        var memory = new UsageMemory();
        var turns = Traffic.GroupBy(turn => turn.Session).First(group => group.Count() > 20).ToList();
        foreach (var turn in turns.SkipLast(1))
        {
            memory.Learn(new ProfileKey(Guid.Empty, "deepseek", turn.Model, "coder"), new SessionKey(Guid.Empty, "s", "deepseek", turn.Model), turn.Bytes, turn.Usage);
        }

        var last = turns[^1];
        var quote = Quote(memory, last, "coder", "s");
        var fresh = Quote(memory, last, "coder", null);
        var unknown = Quote(new UsageMemory(), last, "coder", "s");

        Assert.Contains("calls before", quote.Assumptions[0], StringComparison.Ordinal);
        Assert.Contains("four characters", unknown.Assumptions[0], StringComparison.Ordinal);
        Assert.True(quote.ExpectedUsd < fresh.ExpectedUsd && fresh.ExpectedUsd < quote.MaxUsd);
        Assert.InRange(quote.ExpectedInputTokens, last.Usage.TotalInput * 8 / 10, last.Usage.TotalInput * 12 / 10);
    }

    [Fact]
    public void AnAgentNobodyHasSeen_IsExpectedToDoAsTheOthersWithThatModel()
    {
        var memory = new UsageMemory();
        for (var i = 0; i < 5; i++)
        {
            memory.Learn(new ProfileKey(Guid.Empty, "p", "m", "known"), null, 4000, Prices.Usage((Unit.Input, 500), (Unit.CacheWrite5m, 500), (Unit.Output, 30), (Unit.Reasoning, 70)));
        }

        var expected = memory.Expect(new ProfileKey(Guid.Empty, "p", "m", "new"), null, 8000, 50)!.Value;

        Assert.Equal(Prices.Usage((Unit.Input, 1000), (Unit.CacheWrite5m, 1000), (Unit.Output, 15), (Unit.Reasoning, 35)), expected.Usage);
        Assert.Null(memory.Expect(new ProfileKey(Guid.NewGuid(), "p", "m", "known"), null, 8000, 0));
    }

    [Fact]
    public void Learning_AllocatesNothing()
    {
        var memory = new UsageMemory();
        var usage = Prices.Usage((Unit.Input, 500), (Unit.Output, 30));

        Assert.Equal(0, Allocated.Least(() => memory.Learn(new ProfileKey(Guid.Empty, "p", "m", "a"), null, 4000, usage)));
    }

    private static List<(string Name, PriceRow Sheet)> ChatPrices() =>
    [
        .. PriceList.ReadBuiltIn().Providers.SelectMany(provider => provider.Models)
            .Select(model => (model.Name, Book.Resolve(model.Name, model.Provider, At).Value))
            .Where(model => model.Value is { Traits.Mode: "chat" } priced && priced.Price.Standard.Base[Unit.Input] > 0 && priced.Price.Standard.Base[Unit.Output] > 0)
            .Select(model => (model.Name, Sheet: model.Value!.Price))
            .DistinctBy(model => (Part(model.Sheet, Unit.CacheRead), Part(model.Sheet, Unit.Output))),
    ];

    /// <summary>Whether the bill is hardly more than the new tokens and the answer: a cached token costs less than a twentieth of a fresh one, or a hundredth of an answer's.</summary>
    private static bool IsNearlyFree(PriceRow row)
    {
        var cached = row.Standard.Base.Knows(Unit.CacheRead) ? Part(row, Unit.CacheRead) : 1m;
        return cached < 0.05m || Part(row, Unit.Output) > 100 * cached;
    }

    private static decimal Part(PriceRow row, Unit unit) => decimal.Round(row.Standard.Base[unit] / row.Standard.Base[Unit.Input], 3);

    private static decimal Off(Money quote, Money bill) => Math.Abs((decimal)(quote - bill).Nanos) / bill.Nanos;

    private static decimal Median(IEnumerable<decimal> values)
    {
        var sorted = values.Order().ToList();
        return sorted[sorted.Count / 2];
    }

    private static EstimateReply Quote(UsageMemory memory, Turn turn, string agent, string? session)
    {
        var frame = """{"messages":[{"role":"user","content":""}]}""";
        var body = JsonDocument.Parse(frame.Replace("\"\"", $"\"{new string('x', (int)turn.Bytes - frame.Length)}\"", StringComparison.Ordinal)).RootElement;
        var ask = new EstimateBody { Model = turn.Model, Provider = "deepseek", Agent = agent, Session = session, Body = body };
        return new Estimator(Book, DiscountBook.Empty, new Expectation(memory, Guid.Empty, Guid.Empty), At).Quote(ask).Value!;
    }

    private sealed record Turn(string Session, string Model, long Bytes, int Messages, TokenUsage Usage)
    {
        public static Turn Read(string line)
        {
            var cells = line.Split(',');
            var (input, cached) = (Number(cells[4]), Number(cells[5]));
            return new Turn(cells[0], cells[1], Number(cells[2]), (int)Number(cells[3]), Prices.Usage((Unit.Input, input - cached), (Unit.CacheRead, cached), (Unit.Output, Number(cells[6]))));
        }

        private static long Number(string text) => long.Parse(text, CultureInfo.InvariantCulture);
    }
}
