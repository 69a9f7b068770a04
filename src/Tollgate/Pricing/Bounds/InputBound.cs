using Tollgate.Core;
using Tollgate.Dialects.Requests;

namespace Tollgate.Pricing.Bounds;

/// <summary>
/// The most tokens that a request's input can be, and why:
/// text, because a byte-level tokenizer makes no token of less than a byte and escaping only lengthens a body;
/// constants, because providers wrap messages and tools; images, because providers scale them down to a declared size;
/// the context window for everything whose tokens its bytes do not bound, because providers refuse what is larger.
/// </summary>
/// <param name="Text">Tokens of text, constants included.</param>
/// <param name="Images">Tokens of inline images.</param>
/// <param name="Audio">Tokens of inline audio.</param>
/// <param name="IsWhole">Whether something in the request counts as the whole context window.</param>
internal readonly record struct InputBound(long Text, long Images, long Audio, bool IsWhole)
{
    /// <summary>All tokens, where the request is bounded by its bytes.</summary>
    public long Total => Text + Images + Audio;

    /// <summary>Counts a request.</summary>
    public static InputBound Of(ModelTraits traits, in RequestFacts facts)
    {
        var text = (long)decimal.Ceiling(facts.TextBytes * traits.MaxTokensPerByte)
            + traits.TokensPerRequest
            + ((long)traits.TokensPerMessage * facts.Messages)
            + ((long)traits.TokensPerTool * facts.Tools)
            + (facts.Tools + facts.ServerTools > 0 ? traits.TokensForTools : 0);
        var audio = (long)decimal.Ceiling(facts.AudioBytes * traits.TokensPerAudioByte);
        return new InputBound(text, facts.Images * traits.TokensPerImage, audio, HasUnboundedPart(traits, facts));
    }

    /// <summary>Whether the whole context window stands for the input.</summary>
    private static bool HasUnboundedPart(ModelTraits traits, in RequestFacts facts) =>
        !facts.ForeignReference.IsEmpty
        || facts.DocumentBytes > 0
        || facts.Videos > 0
        || (facts.Images > 0 && traits.TokensPerImage == 0)
        || (facts.AudioParts > 0 && traits.TokensPerAudioByte == 0);

    /// <summary>Whether the provider's context limit holds for the request as a whole; a list of texts is limited text by text.</summary>
    public static bool IsOnePrompt(Surface surface) =>
        surface is Surface.ChatCompletions or Surface.Responses or Surface.Messages or Surface.GenerateContent;
}
