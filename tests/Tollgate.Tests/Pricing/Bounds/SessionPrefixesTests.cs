using System.Globalization;
using System.Text;
using Tollgate.Core;
using Tollgate.Pricing;
using Tollgate.Pricing.Bounds;
using static Tollgate.Tests.Pricing.Prices;

namespace Tollgate.Tests.Pricing.Bounds;

public sealed class SessionPrefixesTests
{
    private static readonly Guid Key = new("0198f0a0-0000-7000-8000-000000000001");
    private static readonly PricedModel Model = Requests.Model(
        Row((Unit.Input, "5"), (Unit.Output, "25"), (Unit.CacheWrite5m, "6.25"), (Unit.CacheRead, "0.50")),
        new ModelTraits { ContextWindow = 200_000, MaxOutput = 128_000, EnforcesContext = true });

    [Fact]
    public void Find_AfterAReport_BoundsThePromptByItAndWhatIsNew()
    {
        var prefixes = new SessionPrefixes();
        Remember(prefixes, Conversation(10), tokens: 5000);

        var sharp = Find(prefixes, Conversation(11));

        Assert.NotNull(sharp);
        Assert.InRange(sharp.Value.Tokens, 5000, 5000 + Conversation(11).Length - Conversation(10).Length);
    }

    [Fact]
    public void Find_WithAMovedCacheBreakpoint_StillKnowsThePrompt()
    {
        var prefixes = new SessionPrefixes();
        Remember(prefixes, Conversation(10), tokens: 5000);

        Assert.NotNull(Find(prefixes, Conversation(10, breakpoint: 9)));
    }

    [Theory]
    [InlineData("other")]
    [InlineData("")]
    public void Find_InAnotherSession_KnowsNothing(string session)
    {
        var prefixes = new SessionPrefixes();
        Remember(prefixes, Conversation(10), tokens: 5000);

        Assert.Null(Find(prefixes, Conversation(11), session));
    }

    [Fact]
    public void Find_WithAChangedBeginning_CountsTheChangeAsNew()
    {
        var prefixes = new SessionPrefixes();
        Remember(prefixes, Conversation(10), tokens: 5000);

        var changed = Conversation(10, first: new string('z', 3000));

        Assert.True(Find(prefixes, changed)!.Value.Tokens >= 5000 + 3000);
    }

    [Fact]
    public void Find_AmongHelpersOfOneSession_UsesTheConversationThatIsContinued()
    {
        var prefixes = new SessionPrefixes();
        Remember(prefixes, Conversation(40, first: "main"), tokens: 20_000);
        Remember(prefixes, Conversation(5, first: "helper one"), tokens: 3000);
        Remember(prefixes, Conversation(5, first: "helper two"), tokens: 3000);

        Assert.InRange(Find(prefixes, Conversation(6, first: "helper one"))!.Value.Tokens, 3000, 4000);
        Assert.InRange(Find(prefixes, Conversation(41, first: "main"))!.Value.Tokens, 20_000, 21_000);
    }

    [Fact]
    public void TheMemory_IsBounded_AndForgetsTheSessionThatWasUsedLongestAgo()
    {
        var prefixes = new SessionPrefixes(mostParts: 100);
        for (var session = 0; session < 50; session++)
        {
            Remember(prefixes, Conversation(10), 5000, $"s{session}");
        }

        Assert.InRange(prefixes.Count, 1, 10);
        Assert.Null(Find(prefixes, Conversation(11), "s0"));
        Assert.NotNull(Find(prefixes, Conversation(11), "s49"));
    }

    /// <summary>
    /// Bodies from 48 to 200 KB, four helpers beside the main conversation, a provider whose tokenizer makes a token of 3.6 to 4.4 bytes and that
    /// reads what it has seen from its cache: nothing is refused while the sharp bound and 1,024 tokens of output fit.
    /// </summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void AFiveDollarBudget_CanBeSpentAlmostWhole(int seed)
    {
        var random = new Random(seed);
        var prefixes = new SessionPrefixes();
        var limit = Money.FromDollars(5);
        var spent = Money.Zero;
        var agents = Enumerable.Range(0, 5).Select(agent => (Lead: $"agent {agent} {new string('p', 45_000)}", Turns: 1, Tokens: 0L)).ToArray();
        for (var call = 0; ; call++)
        {
            var index = call % agents.Length;
            var (lead, turns, earlier) = agents[index];
            turns = Conversation(turns + 2, lead, turn: 1200).Length < 200_000 ? turns + 2 : turns;
            var json = Conversation(turns, lead, turn: 1200);
            var bound = Requests.Bound(Model, Surface.Messages, json, Find(prefixes, json));
            var granted = bound.LargestLimit(limit - spent);
            if (granted < CostBound.LeastOutput)
            {
                break;
            }

            var tokens = Math.Max(earlier, (long)(json.Length / (3.6 + (random.NextDouble() * 0.8))));
            var usage = Usage((Unit.CacheRead, earlier), (Unit.CacheWrite5m, tokens - earlier), (Unit.Output, Math.Min(granted, random.Next(100, 900))));
            var cost = PriceFunction.Cost(Model.Price, usage, default);
            Assert.True(cost <= bound.At(granted));
            spent += cost;
            agents[index] = (lead, turns, tokens);
            Remember(prefixes, json, tokens);
        }

        Assert.InRange(spent.Nanos, Money.Parse("4.60").Nanos, limit.Nanos);
    }

    private static SharpInput? Find(SessionPrefixes prefixes, string json, string session = "s")
    {
        var body = Encoding.UTF8.GetBytes(json);
        return prefixes.Find(Key, session, Model, Surface.Messages, Requests.Facts(Surface.Messages, body), body);
    }

    private static void Remember(SessionPrefixes prefixes, string json, long tokens, string session = "s")
    {
        var body = Encoding.UTF8.GetBytes(json);
        prefixes.Remember(Key, session, Model, Surface.Messages, Requests.Facts(Surface.Messages, body), body, tokens);
    }

    private static string Conversation(int turns, string first = "hello", int breakpoint = -1, int turn = 100)
    {
        var json = new StringBuilder("""{"model":"m","max_tokens":128000,"stream":true,"messages":[""");
        for (var i = 0; i < turns; i++)
        {
            var text = i == 0 ? first : $"{i} {new string('t', turn)}";
            var cache = i == breakpoint ? ""","cache_control":{"type":"ephemeral"}""" : "";
            json.Append(i == 0 ? "" : ",").Append(CultureInfo.InvariantCulture, $"{{\"role\":\"{(i % 2 == 0 ? "user" : "assistant")}\",\"content\":[{{\"type\":\"text\",\"text\":\"{text}\"{cache}}}]}}");
        }

        return json.Append("]}").ToString();
    }
}
