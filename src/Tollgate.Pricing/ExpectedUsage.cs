using System.Text.Json;
using Tollgate.Core;

namespace Tollgate.Pricing;

/// <summary>
/// What a request probably uses: four characters of text to a token, and its own output limit, else half the input.
/// A guess for quotes and rate limits; nothing is reserved or settled by it where something better is known.
/// </summary>
/// <param name="Input">Tokens of input.</param>
/// <param name="Output">Tokens of output.</param>
internal readonly record struct ExpectedUsage(long Input, long Output)
{
    private const int CharactersPerToken = 4;
    private const long LeastOpenAIOutput = 100;
    private const long LeastAnthropicOutput = 1024;

    /// <summary>Tokens of a text of that many characters.</summary>
    public static long Tokens(long characters) => Math.Max(1, characters / CharactersPerToken);

    /// <summary>The usage of so much input, with the request's own output limit; 0 stands for none.</summary>
    public static ExpectedUsage Of(Surface surface, long inputTokens, long limit) => new(inputTokens, surface switch
    {
        Surface.Embeddings or Surface.EmbedContent or Surface.BatchEmbedContents or Surface.Moderations or Surface.CountTokens or Surface.GeminiCountTokens => 0,
        _ when limit > 0 => limit,
        Surface.Messages => Math.Max(LeastAnthropicOutput, inputTokens / 2),
        _ => Math.Max(LeastOpenAIOutput, inputTokens / 2),
    });

    /// <summary>The usage of a request body, by the text of its prompt; null when it has none.</summary>
    public static ExpectedUsage? Of(Surface surface, JsonElement body, long limit)
    {
        var characters = surface == Surface.Messages ? (Count(body, "system") ?? 0) + Count(body, "messages") : FirstOf(body, "messages", "prompt", "input", "contents", "content");
        return characters is { } count ? Of(surface, Tokens(count), limit) : null;
    }

    /// <summary>Both as buckets.</summary>
    public TokenUsage ToUsage()
    {
        var usage = new TokenUsage { [Unit.Input] = Input };
        usage[Unit.Output] = Output;
        return usage;
    }

    private static long? FirstOf(JsonElement body, params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            if (Count(body, name) is { } characters)
            {
                return characters + (name == "contents" ? Count(body, "systemInstruction") ?? 0 : 0);
            }
        }

        return null;
    }

    private static long? Count(JsonElement body, string name) => body.TryGetProperty(name, out var value) ? Text(value) : null;

    /// <summary>Characters of a string, of the texts in a list, or of the `content`, `text` or `parts` of an object.</summary>
    private static long Text(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString()!.Length,
        JsonValueKind.Array => value.EnumerateArray().Sum(Text),
        JsonValueKind.Object => (Count(value, "content") ?? 0) + (Count(value, "text") ?? 0) + (Count(value, "parts") ?? 0),
        _ => 0,
    };
}
