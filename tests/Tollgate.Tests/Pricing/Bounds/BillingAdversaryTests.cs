using System.Globalization;
using System.Text;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using Tollgate.Core;
using Tollgate.Dialects.Requests;
using Tollgate.Pricing;
using Tollgate.Pricing.Admin;
using Tollgate.Pricing.Bounds;
using Tollgate.Pricing.Catalog;
using Tollgate.Pricing.Discounts;
using Tollgate.Pricing.Expectations;

namespace Tollgate.Tests.Pricing.Bounds;

/// <summary>
/// A provider that bills the most it may: every token of the declared limits, split over the dearest kinds, on any tier that the request
/// permits, in any region. Over the whole catalogue the bound is never below its bill.
/// </summary>
public sealed class BillingAdversaryTests
{
    private static readonly DateTimeOffset At = new(2026, 11, 21, 0, 0, 0, TimeSpan.Zero);
    private static readonly PricedModel[] Chat = [.. PriceList.ReadBuiltIn().Providers.SelectMany(provider => provider.Models)
        .SelectMany(model => model.Rows).Where(model => model.Traits.Mode == "chat" && model.Traits.Unbounded is null)];

    private static readonly PriceBook Book = new(PriceList.ReadBuiltIn(), [], []);
    private static readonly PricedModel[] Current = [.. Chat.Select(model => (model.Model, model.Provider)).Distinct().Select(name => Book.Resolve(name.Model, name.Provider, At).Value!).Where(model => model.Traits is { Mode: "chat", Unbounded: null })];

    private const string Account = "main";
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

    /// <summary>What a caller is told before the call, by the same words that the API answers: never less than the dearest bill, never below what is expected, and with no maximum exactly where nothing bounds the call.</summary>
    [Fact]
    public void TheMaximumOfAQuote_IsNeverBelowTheBill() => Prop.ForAll(Gen.Choose(0, int.MaxValue - 1).ToArbitrary(), static seed =>
    {
        var random = new Random(seed);
        var listed = Current[random.Next(Current.Length)];
        var discounts = Discounts(random, listed);
        var surface = listed.Provider == "anthropic" ? Surface.Messages : Surface.ChatCompletions;
        var body = Encoding.UTF8.GetBytes(Write(random, surface));
        var memory = new UsageMemory();
        for (var call = random.Next(10); call > 0; call--)
        {
            memory.Learn(new ProfileKey(Guid.Empty, listed.Provider, listed.UpstreamModel, ""), null, random.Next(1, 5000), Prices.Usage((Unit.Input, random.Next(100_000)), (Unit.CacheRead, random.Next(100_000)), (Unit.Output, random.Next(1, 300_000))));
        }

        using var json = JsonDocument.Parse(body);
        var ask = new EstimateBody { Provider = listed.Provider, Model = listed.Model, Account = Account, Surface = surface == Surface.Messages ? "messages" : "chat/completions", Body = json.RootElement };
        var quote = new Estimator(Book, discounts, new Expectation(memory, Guid.Empty, Guid.Empty), At).Quote(ask).Value!;

        var model = discounts.Apply(listed, Account, At);
        var facts = Requests.Facts(surface, body);
        var bound = CostBound.Of(model, surface, facts, body);
        return (quote.MaxUsd is null) == (bound.Unbounded is not null) && (quote.MaxUsd is not { } max || (Bill(random, model, facts, body, bound) <= max && quote.ExpectedUsd <= max));
    }).Check(Many.WithMaxTest(5_000));

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
        Read(random, ref usage, model, facts, bound);
        var output = model.Traits.LimitIncludesReasoning ? bound.OutputTokens : facts.Choices * Math.Max(model.Traits.MaxOutput, model.Traits.ContextWindow);

        // Rejected tokens of a prediction are billed beyond the limit.
        Split(random, ref usage, output + (facts.Choices * facts.PredictionBytes), OutputKinds(model, facts));
        if (facts.WebSearchUses > 0)
        {
            usage[Unit.WebSearch] = facts.WebSearchUses;
        }

        var all = model.WithFixedUnits(usage);
        var isElsewhere = model.Traits.RegionByAccount && model.Price.Regions.Count > 0 && !facts.InferenceRegion.Of(body).SequenceEqual("global"u8);
        var terms = new PriceTerms(Tier(random, model, facts, body), isElsewhere ? model.Price.Regions[0].Region : null, SearchSizes.Read(facts.SearchContextSize.Of(body)) ?? "high");
        return PriceFunction.Cost(model.Price, all, terms);
    }

    /// <summary>Where every kind of input is counted by itself, each is read to its own limit; else all of it is of the dearest kinds that can be there.</summary>
    private static void Read(Random random, ref TokenUsage usage, PricedModel model, in RequestFacts facts, in CallBound bound)
    {
        var input = InputBound.Of(model.Traits, facts);
        if (!input.IsWhole && facts.ServerTools == 0 && bound.InputTokens == input.Total)
        {
            Split(random, ref usage, input.Text, TextKinds(facts));
            usage[Unit.InputImage] += input.Images;
            usage[Unit.InputAudio] += input.Audio;
            return;
        }

        List<Unit> kinds = [.. TextKinds(facts)];
        var isAnything = !facts.ForeignReference.IsEmpty || facts.ServerTools > 0;
        kinds.AddRange(isAnything || facts.Images > 0 ? [Unit.InputImage] : []);
        kinds.AddRange(isAnything || facts.AudioParts > 0 ? [Unit.InputAudio] : []);
        Split(random, ref usage, bound.InputTokens, [.. kinds]);
    }

    private static Unit[] TextKinds(in RequestFacts facts) =>
        facts.HasOneHourCache ? [Unit.Input, Unit.CacheRead, Unit.CacheWrite5m, Unit.CacheWrite1h] : [Unit.Input, Unit.CacheRead, Unit.CacheWrite5m];

    private static Unit[] OutputKinds(PricedModel model, in RequestFacts facts)
    {
        List<Unit> kinds = [Unit.Output, Unit.Reasoning];
        kinds.AddRange((facts.Modalities & OutputModalities.Audio) != 0 ? [Unit.OutputAudio] : []);
        kinds.AddRange(model.Price.Standard.Base.States(Unit.Citation) ? [Unit.Citation] : []);
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

        WriteDearness(random, surface, json);
        if (random.Next(4) > 0)
        {
            json.Append(CultureInfo.InvariantCulture, $"\"max_tokens\":{random.Next(1, 200_000)},");
        }

        var length = random.Next(5) == 0 ? random.Next(150_000, 300_000) : random.Next(5000);
        json.Append("\"messages\":[{\"role\":\"user\",\"content\":[{\"type\":\"text\",\"text\":\"").Append('x', length).Append('"');
        json.Append(random.Next(3) switch { 0 => ",\"cache_control\":{\"type\":\"ephemeral\"}", 1 when surface == Surface.Messages => ",\"cache_control\":{\"type\":\"ephemeral\",\"ttl\":\"1h\"}", _ => "" });
        json.Append('}');
        WriteMedia(random, surface, json);
        return json.Append("]}]}").ToString();
    }

    /// <summary>Fields that make a call dearer: speech, a prediction, a search, a region.</summary>
    private static void WriteDearness(Random random, Surface surface, StringBuilder json)
    {
        var kind = random.Next(8);
        json.Append((surface, kind) switch
        {
            (Surface.ChatCompletions, 0) => "\"modalities\":[\"text\",\"audio\"],",
            (Surface.ChatCompletions, 1) => $"\"prediction\":{{\"type\":\"content\",\"content\":\"{new string('p', random.Next(5000))}\"}},",
            (Surface.ChatCompletions, 2) => "\"web_search_options\":{\"search_context_size\":\"low\"},",
            (Surface.ChatCompletions, 3) => "\"web_search_options\":{\"search_context_size\":\"high\"},",
            (Surface.Messages, 0) => "\"inference_geo\":\"us\",",
            (Surface.Messages, 1) => "\"inference_geo\":\"global\",",
            _ => "",
        });
    }

    private static void WriteMedia(Random random, Surface surface, StringBuilder json)
    {
        var data = new string('A', 4 * random.Next(1, 5000));
        json.Append((surface, random.Next(6)) switch
        {
            (Surface.ChatCompletions, 0) => $",{{\"type\":\"image_url\",\"image_url\":{{\"url\":\"data:image/png;base64,{data}\"}}}}",
            (Surface.ChatCompletions, 1) => $",{{\"type\":\"input_audio\",\"input_audio\":{{\"data\":\"{data}\",\"format\":\"wav\"}}}}",
            (Surface.ChatCompletions, 2) => ",{\"type\":\"image_url\",\"image_url\":{\"url\":\"https://pictures.example/1.png\"}}",
            (Surface.Messages, 0) => $",{{\"type\":\"image\",\"source\":{{\"type\":\"base64\",\"media_type\":\"image/png\",\"data\":\"{data}\"}}}}",
            (Surface.Messages, 1) => ",{\"type\":\"image\",\"source\":{\"type\":\"url\",\"url\":\"https://pictures.example/1.png\"}}",
            _ => "",
        });
    }

    [Fact]
    public void TheAdversary_AsksForEverythingThatHasAPriceOfItsOwn()
    {
        var seen = new HashSet<string>();
        for (var seed = 0; seed < 400; seed++)
        {
            var surface = seed % 2 == 0 ? Surface.ChatCompletions : Surface.Messages;
            var facts = Requests.Facts(surface, Encoding.UTF8.GetBytes(Write(new Random(seed), surface)));
            (bool Is, string What)[] all =
            [
                (facts.Images > 0, "image"), (facts.AudioParts > 0, "audio"), (!facts.ForeignReference.IsEmpty, "reference"), (facts.PredictionBytes > 0, "prediction"),
                ((facts.Modalities & OutputModalities.Audio) != 0, "speech"), (!facts.SearchContextSize.IsEmpty, "search size"), (facts.WebSearchUses > 0, "search"),
                (!facts.InferenceRegion.IsEmpty, "region"), (!facts.Speed.IsEmpty, "fast"), (!facts.ServiceTier.IsEmpty, "tier"), (facts.HasOneHourCache, "hour"), (facts.Choices > 1, "choices"),
            ];
            seen.UnionWith(all.Where(one => one.Is).Select(one => one.What));
        }

        Assert.Equal(12, seen.Count);
    }
}
