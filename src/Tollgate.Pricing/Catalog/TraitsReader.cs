using System.Globalization;
using System.Text.Json;

namespace Tollgate.Pricing.Catalog;

/// <summary>Reads what a catalogue line says about a model besides its price.</summary>
internal static class TraitsReader
{
    /// <summary>Reads a model's line; what it does not state is the provider's.</summary>
    public static ModelTraits Read(JsonElement line, ModelTraits provider)
    {
        var traits = line.TryGetProperty("traits", out var own) ? ReadBounds(own, provider) : provider;
        return traits with
        {
            Mode = Text(line, "mode") ?? traits.Mode,
            ContextWindow = Number(line, "context", traits.ContextWindow),
            MaxOutput = Number(line, "max_output", traits.MaxOutput),
            Capabilities = line.TryGetProperty("capabilities", out var list) ? [.. list.EnumerateArray().Select(item => item.GetString()!)] : traits.Capabilities,
            Deprecation = Text(line, "deprecation") is { } day ? DateOnly.ParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture) : traits.Deprecation,
        };
    }

    /// <summary>Reads a `traits` object over the ones it refines.</summary>
    public static ModelTraits ReadBounds(JsonElement own, ModelTraits over) => over with
    {
        EnforcesContext = Flag(own, "enforces_context", over.EnforcesContext),
        LimitField = Text(own, "limit_field") ?? over.LimitField,
        LimitIncludesReasoning = Flag(own, "limit_includes_reasoning", over.LimitIncludesReasoning),
        MaxTokensPerByte = Fraction(own, "max_tokens_per_byte", over.MaxTokensPerByte),
        TokensPerRequest = (int)Number(own, "per_request", over.TokensPerRequest),
        TokensPerMessage = (int)Number(own, "per_message", over.TokensPerMessage),
        TokensPerTool = (int)Number(own, "per_tool", over.TokensPerTool),
        TokensForTools = (int)Number(own, "for_tools", over.TokensForTools),
        TokensPerImage = Number(own, "per_image", over.TokensPerImage),
        TokensPerAudioByte = Fraction(own, "per_audio_byte", over.TokensPerAudioByte),
        RegionByAccount = Flag(own, "region_by_account", over.RegionByAccount),
        BuiltInSearches = (int)Number(own, "built_in_searches", over.BuiltInSearches),
        Unbounded = Text(own, "unbounded") ?? over.Unbounded,
        Tokenizer = Text(own, "tokenizer") ?? over.Tokenizer,
    };

    /// <summary>Reads `asked`: by service tier, the words of `service_tier` that permit it.</summary>
    public static TierWishes ReadWishes(JsonElement asked)
    {
        var wishes = new List<(string, ServiceTier)>();
        foreach (var tier in asked.EnumerateObject())
        {
            if (!ServiceTiers.TryParse(tier.Name, out var known))
            {
                throw new FormatException($"asked.{tier.Name} is not a service tier.");
            }

            wishes.AddRange(tier.Value.EnumerateArray().Select(word => (word.GetString()!, known)));
        }

        return new TierWishes(wishes);
    }

    private static string? Text(JsonElement from, string name) => from.TryGetProperty(name, out var value) ? value.GetString() : null;

    private static long Number(JsonElement from, string name, long otherwise) => from.TryGetProperty(name, out var value) ? value.GetInt64() : otherwise;

    private static bool Flag(JsonElement from, string name, bool otherwise) => from.TryGetProperty(name, out var value) ? value.GetBoolean() : otherwise;

    private static decimal Fraction(JsonElement from, string name, decimal otherwise) =>
        Text(from, name) is { } text ? decimal.Parse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture) : otherwise;
}
