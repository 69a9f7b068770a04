using System.Globalization;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Tollgate.Core;
using Tollgate.Dialects.Requests;
using Tollgate.Pricing;
using Tollgate.Pricing.Bounds;
using Tollgate.Pricing.Catalog;
using Tollgate.Pricing.Discounts;

namespace Tollgate.Tests.Pricing.Bounds;

/// <summary>
/// A provider that bills the most it may: every token of the declared limits, split over the dearest kinds, on any tier that the request
/// permits, in any region. Over the whole catalogue the bound is never below its bill.
/// </summary>
public sealed class BillingAdversaryTests
{
    private static readonly PricedModel[] Chat = [.. PriceList.ReadBuiltIn().Providers.SelectMany(provider => provider.Models)
        .SelectMany(model => model.Rows).Where(model => model.Traits.Mode == "chat" && model.Traits.Unbounded is null)];

    private const string Account = "main";
    private static readonly DateTimeOffset At = new(2026, 11, 21, 0, 0, 0, TimeSpan.Zero);
    private static readonly Config Many = Config.QuickThrowOnFailure.WithMaxTest(20_000);

    [Fact]
    public void TheBound_IsNeverBelowTheBill() => Prop.ForAll(Gen.Choose(0, int.MaxValue - 1).ToArbitrary(), static seed =>
    {
        var random = new Random(seed);
        var listed = Chat[random.Next(Chat.Length)];
        var discounts = Discounts(random, listed);
        var model = discounts.Apply(listed, Account, At);
        var surface = model.Provider == "anthropic" ? Surface.Messages : Surface.ChatCompletions;
        var body = Encoding.UTF8.GetBytes(Write(random, surface));
        var facts = Requests.Facts(surface, body);

        var bound = CostBound.Of(model, surface, facts, body);

        var quote = CostBound.Of(discounts.ApplyLeast(listed, At), surface, facts, body);
        return bound.Unbounded is not null || (Bill(random, model, facts, body, bound) is var bill && bill <= bound.Total && bound.Total <= quote.Total);
    }).Check(Many);

    /// <summary>Discounts of other accounts, models, prefixes and days among those that hold; the quote knows no account.</summary>
    private static DiscountBook Discounts(Random random, PricedModel model)
    {
        string?[] accounts = [null, Account, "another"];
        string?[] models = [null, model.Model, $"{model.Model[..1]}*", "another"];
        return new DiscountBook(Enumerable.Range(0, random.Next(4)).Select(i => new Discount
        {
            Name = i.ToString(CultureInfo.InvariantCulture),
            Provider = model.Provider,
            Account = accounts[random.Next(accounts.Length)],
            Model = models[random.Next(models.Length)],
            Percent = random.Next(1, 10_001) / 100m,
            From = At.AddDays(random.Next(-2, 2)),
            To = random.Next(2) == 0 ? null : At.AddDays(random.Next(-1, 3)),
            Origin = PriceOrigin.Database,
        }));
    }

    [Fact]
    public void EveryListedChatModel_HasABoundForAPlainRequest()
    {
        var json = """{"model":"m","messages":[{"role":"user","content":"hello"}]}""";

        Assert.All(Chat, model => Assert.Null(Requests.Bound(model, Surface.ChatCompletions, json).Unbounded));
    }

    private static Money Bill(Random random, PricedModel model, in RequestFacts facts, byte[] body, in CallBound bound)
    {
        var usage = new TokenUsage();
        Split(random, ref usage, bound.InputTokens, InputKinds(facts));
        var output = model.Traits.LimitIncludesReasoning ? bound.OutputTokens : facts.Choices * Math.Max(model.Traits.MaxOutput, model.Traits.ContextWindow);
        Split(random, ref usage, output, [Unit.Output, Unit.Reasoning]);
        if (facts.WebSearchUses > 0)
        {
            usage[Unit.WebSearch] = facts.WebSearchUses;
        }

        if (model.Price.Standard.Base.Knows(Unit.Request))
        {
            usage[Unit.Request] = 1;
        }

        var region = model.Traits.RegionByAccount && model.Price.Regions.Count > 0 ? model.Price.Regions[0].Region : null;
        return PriceFunction.Cost(model.Price, usage, new PriceTerms(Tier(random, model, facts, body), region, "high"));
    }

    private static Unit[] InputKinds(in RequestFacts facts)
    {
        List<Unit> kinds = [Unit.Input, Unit.CacheRead, Unit.CacheWrite5m];
        if (facts.HasOneHourCache)
        {
            kinds.Add(Unit.CacheWrite1h);
        }

        if (!facts.ForeignReference.IsEmpty)
        {
            kinds.AddRange([Unit.InputImage, Unit.InputAudio]);
        }

        return [.. kinds];
    }

    private static string? Tier(Random random, PricedModel model, in RequestFacts facts, byte[] body)
    {
        var asked = Encoding.UTF8.GetString(facts.ServiceTier.Of(body));
        string?[] served = asked switch
        {
            "default" => [null],
            "flex" => [null, "flex"],
            "priority" => [null, "priority"],
            _ when model.Provider is "openai" or "azure" or "azure_ai" => [null, "priority"],
            _ => [null],
        };
        var tier = facts.Speed.IsEmpty ? served[random.Next(served.Length)] : "fast";
        return ServiceTiers.TryParse(tier, out var known) && model.Price[known] is not null ? tier : null;
    }

    private static void Split(Random random, ref TokenUsage usage, long tokens, Unit[] kinds)
    {
        var left = tokens;
        foreach (var kind in kinds)
        {
            var some = random.Next(3) == 0 ? left : random.NextInt64(left + 1);
            usage[kind] = some;
            left -= some;
        }

        usage[kinds[random.Next(kinds.Length)]] += left;
    }

    private static string Write(Random random, Surface surface)
    {
        var json = new StringBuilder("""{"model":"m",""");
        string?[] tiers = [null, "default", "auto", "flex", "priority"];
        if (tiers[random.Next(tiers.Length)] is { } tier)
        {
            json.Append(CultureInfo.InvariantCulture, $"\"service_tier\":\"{tier}\",");
        }

        if (surface == Surface.Messages && random.Next(5) == 0)
        {
            json.Append("\"speed\":\"fast\",");
        }

        if (surface == Surface.ChatCompletions && random.Next(4) == 0)
        {
            json.Append(CultureInfo.InvariantCulture, $"\"n\":{random.Next(1, 5)},");
        }

        if (surface == Surface.Messages && random.Next(4) == 0)
        {
            json.Append(CultureInfo.InvariantCulture, $"\"tools\":[{{\"type\":\"web_search_20250305\",\"name\":\"web_search\",\"max_uses\":{random.Next(1, 6)}}}],");
        }

        if (random.Next(4) > 0)
        {
            json.Append(CultureInfo.InvariantCulture, $"\"max_tokens\":{random.Next(1, 200_000)},");
        }

        var length = random.Next(5) == 0 ? random.Next(150_000, 300_000) : random.Next(5000);
        json.Append("\"messages\":[{\"role\":\"user\",\"content\":[{\"type\":\"text\",\"text\":\"").Append('x', length).Append('"');
        json.Append(random.Next(3) switch { 0 => ",\"cache_control\":{\"type\":\"ephemeral\"}", 1 when surface == Surface.Messages => ",\"cache_control\":{\"type\":\"ephemeral\",\"ttl\":\"1h\"}", _ => "" });
        return json.Append("}]}]}").ToString();
    }
}
