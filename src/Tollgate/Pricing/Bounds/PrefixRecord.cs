using Tollgate.Dialects.Requests;

namespace Tollgate.Pricing.Bounds;

/// <summary>A prompt that a provider has counted.</summary>
/// <param name="Head">The hash of what shapes its count besides the parts.</param>
/// <param name="Parts">Its parts.</param>
/// <param name="Tokens">All input tokens that the provider reported for it, cached ones included.</param>
internal sealed record PrefixRecord(UInt128 Head, PromptPart[] Parts, long Tokens)
{
    /// <summary>How many parts at the beginning are equal.</summary>
    public int CommonWith(ReadOnlySpan<PromptPart> parts)
    {
        var most = Math.Min(Parts.Length, parts.Length);
        for (var i = 0; i < most; i++)
        {
            if (Parts[i].Hash != parts[i].Hash)
            {
                return i;
            }
        }

        return most;
    }

    /// <summary>What of a prompt with the same head this one does not cover.</summary>
    public PromptGap GapTo(ReadOnlySpan<PromptPart> parts) => TryWalk(parts, out var gap) ? gap : PromptParts.Gap(Parts, parts);

    /// <summary>
    /// The common case without sorting: every part stands in the new prompt in the same order, and what is new among the messages
    /// comes after all that is old, so that conditional parts are covered too.
    /// </summary>
    private bool TryWalk(ReadOnlySpan<PromptPart> parts, out PromptGap gap)
    {
        gap = new PromptGap(0, 0, 0, 0, 0, 0, IsPrefix: true);
        var next = 0;
        var sawNewMessage = false;
        foreach (var part in parts)
        {
            if (next < Parts.Length && Parts[next].Hash == part.Hash)
            {
                if (sawNewMessage && part.IsMessage)
                {
                    return false;
                }

                next++;
                continue;
            }

            sawNewMessage |= part.IsMessage;
            gap = gap.With(part);
        }

        return next == Parts.Length;
    }
}
