using System.Globalization;
using System.Text.Json;
using Tollgate.Core;
using Tollgate.Pricing;
using Tollgate.Pricing.Catalog;
using Tollgate.Tests.Structure;

namespace Tollgate.Tests.Pricing.Catalog;

/// <summary>The catalogue against an independent public table, field by field, read as decimal text.</summary>
public sealed class ReferenceTests
{
    private const decimal NanosPerDollar = 1_000_000_000m;

    private static readonly DateTimeOffset Snapshot = new(2026, 8, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly PriceList List = PriceList.ReadBuiltIn();

    /// <summary>Providers of the table whose names we keep under another id, with the prefix of its keys.</summary>
    private static readonly (string Theirs, string Ours, string Prefix)[] Providers =
    [
        ("openai", "openai", "openai/"), ("anthropic", "anthropic", ""), ("gemini", "gemini", "gemini/"), ("azure", "azure", "azure/"),
        ("mistral", "mistral", "mistral/"), ("deepseek", "deepseek", "deepseek/"), ("xai", "xai", "xai/"), ("groq", "groq", "groq/"),
        ("openrouter", "openrouter", "openrouter/"), ("cohere", "cohere", "cohere/"), ("cohere_chat", "cohere", ""), ("perplexity", "perplexity", "perplexity/"),
        ("together_ai", "together", "together_ai/"), ("fireworks_ai", "fireworks", "fireworks_ai/"), ("bedrock", "bedrock", ""), ("bedrock_converse", "bedrock", ""),
        ("ai21", "ai21", ""), ("dashscope", "qwen", "dashscope/"), ("moonshot", "moonshot", "moonshot/"), ("zai", "zai", "zai/"), ("minimax", "minimax", "minimax/"),
        ("cerebras", "cerebras", "cerebras/"), ("sambanova", "sambanova", "sambanova/"), ("deepinfra", "deepinfra", "deepinfra/"), ("novita", "novita", "novita/"),
        ("nebius", "nebius", "nebius/"), ("azure_ai", "azure_ai", "azure_ai/"), ("vercel_ai_gateway", "vercel", "vercel_ai_gateway/"),
        ("vertex_ai-anthropic_models", "vertex", "vertex_ai/"), ("vertex_ai-mistral_models", "vertex", "vertex_ai/"), ("voyage", "voyage", "voyage/"),
        ("watsonx", "watsonx", "watsonx/"), ("oci", "oci", "oci/"), ("lambda_ai", "lambda", "lambda_ai/"),
    ];

    private static readonly (string Field, Unit Unit)[] Fields =
    [
        ("input_cost_per_token", Unit.Input), ("output_cost_per_token", Unit.Output), ("cache_read_input_token_cost", Unit.CacheRead),
        ("cache_creation_input_token_cost", Unit.CacheWrite5m), ("cache_creation_input_token_cost_above_1hr", Unit.CacheWrite1h),
        ("input_cost_per_audio_token", Unit.InputAudio), ("output_cost_per_audio_token", Unit.OutputAudio), ("output_cost_per_reasoning_token", Unit.Reasoning),
        ("input_cost_per_image_token", Unit.InputImage), ("output_cost_per_image_token", Unit.OutputImage), ("citation_cost_per_token", Unit.Citation),
    ];

    /// <summary>Where we differ on purpose; docs/catalog.md gives each reason.</summary>
    private static readonly HashSet<string> Disagreements =
    [
        "anthropic/claude-3-haiku-20240307 cache_write_1h", "anthropic/claude-3-opus-20240229 cache_write_1h", "cohere/embed-multilingual-light-v3.0 input",
        "openai/ft:gpt-4o-2024-11-20 cache_write_5m", "gemini/gemini-flash-latest cache_read", "gemini/gemini-flash-lite-latest cache_read",
        "bedrock/openai.gpt-oss-safeguard-20b input", "bedrock/openai.gpt-oss-safeguard-20b output",
        "novita/baai/bge-m3 output", "novita/baai/bge-reranker-v2-m3 output", "novita/qwen/qwen3-reranker-8b output",
    ];

    [Fact]
    public void EveryListedPrice_EqualsTheReference_OrIsAKnownDisagreement()
    {
        var differences = new SortedSet<string>(StringComparer.Ordinal);
        var compared = 0;
        foreach (var (name, model, facts, _) in Shared())
        {
            foreach (var (field, unit) in Fields)
            {
                compared += Compare(model.Standard.Base, unit, facts, field, name, differences);
                compared += Compare(model[ServiceTier.Batch]?.Base, unit, facts, field + "_batches", name + " batch", differences);
                compared += Compare(model[ServiceTier.Flex]?.Base, unit, facts, field + "_flex", name + " flex", differences);
                compared += Compare(model[ServiceTier.Priority]?.Base, unit, facts, field + "_priority", name + " priority", differences);
                foreach (var thousands in new[] { 128, 200, 256, 272, 512 })
                {
                    var tier = model.Standard.Tiers.FirstOrDefault(tier => tier.Over == thousands * 1000L)?.Rates;
                    compared += Compare(tier, unit, facts, FormattableString.Invariant($"{field}_above_{thousands}k_tokens"), FormattableString.Invariant($"{name} >{thousands}k"), differences);
                }
            }
        }

        Assert.Equal(string.Join('\n', Disagreements.Order(StringComparer.Ordinal)), string.Join('\n', differences));
        Assert.True(compared > 4000, $"only {compared} prices were compared");
    }

    [Fact]
    public void EveryContextWindow_IsAtLeastTheReferences() => Assert.Empty(Shared()
        .Where(pair => pair.Facts.TryGetProperty("max_input_tokens", out var theirs) && theirs.ValueKind == JsonValueKind.Number && pair.Window > 0 && pair.Window < (long)theirs.GetDecimal())
        .Select(pair => pair.Name));

    private static int Compare(Rates? ours, Unit unit, JsonElement facts, string field, string name, SortedSet<string> differences)
    {
        if (!facts.TryGetProperty(field, out var theirs) || theirs.ValueKind != JsonValueKind.Number)
        {
            return 0;
        }

        // The number's own text, for a double cannot hold every price.
        var nanos = decimal.Parse(theirs.GetRawText(), NumberStyles.Float, CultureInfo.InvariantCulture) * NanosPerDollar;
        var isFreeWrite = nanos == 0 && unit == Unit.CacheWrite5m;
        var isUnusedOutput = nanos == 0 && unit == Unit.Output;
        if (isFreeWrite || isUnusedOutput)
        {
            return 0;
        }

        if (ours is null || ours[unit] != nanos)
        {
            _ = differences.Add($"{name} {Units.Name(unit)}");
        }

        return 1;
    }

    private static IEnumerable<(string Name, PriceRow Model, JsonElement Facts, long Window)> Listed(JsonElement table)
    {
        foreach (var entry in table.EnumerateObject())
        {
            foreach (var (theirs, ours, prefix) in Providers)
            {
                if (entry.Value.TryGetProperty("litellm_provider", out var provider) && provider.GetString() == theirs)
                {
                    var name = entry.Name.StartsWith(prefix, StringComparison.Ordinal) ? entry.Name[prefix.Length..] : entry.Name;
                    if (List.Provider(ours)!.Find(name) is { } model)
                    {
                        var priced = model.At(Snapshot);
                        yield return ($"{ours}/{name}", priced.Price, entry.Value, priced.Traits.ContextWindow);
                    }
                }
            }
        }
    }

    private static List<(string Name, PriceRow Model, JsonElement Facts, long Window)> Shared()
    {
        var path = Path.Combine(Sources.Root, "../shared/reference/prices/model-prices.json");
        if (!File.Exists(path))
        {
            Assert.Skip("The reference table of prices is not beside this checkout.");
        }

        return [.. Listed(JsonDocument.Parse(File.ReadAllBytes(path)).RootElement)];
    }
}
