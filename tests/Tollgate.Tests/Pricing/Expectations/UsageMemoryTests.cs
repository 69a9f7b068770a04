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
