using System.Security.Cryptography;
using Tollgate.Core;
using Tollgate.Dialects.Requests.Prompts;

namespace Tollgate.Dialects.Requests;

/// <summary>
/// Takes a prompt apart, so that a call's input can be bounded by what the provider reported for an earlier call of the same session:
/// <c>tokens(new) ≤ reported(earlier) + Σ bound(p) over the parts p of new that earlier did not have</c>.
/// </summary>
/// <remarks>
/// <para>Why it holds. Providers set messages, blocks, tools and system blocks apart by special tokens, and no token spans one of those. So the
/// count is a sum, tokens(r) = T(head) + Σ t(p) over the multiset of parts, and with equal heads tokens(new) = tokens(earlier)
/// − Σ t(p) of the parts that went + Σ t(p) of the parts that came. The first sum is at least 0, and t(p) ≤ bound(p).</para>
/// <para>What the hash of a part covers: the role, whether it opens a message, every member of the block but `cache_control`, which no
/// provider turns into text. The head covers every top-level member that is not known to leave the count alone, and whether there are
/// tools and system blocks at all, since both bring a preamble.</para>
/// <para>Some parts count or not depending on what follows: reasoning of earlier turns, and whatever `context_management` clears. Those
/// are conditional. They are covered only when the earlier list of message parts is a prefix of the new one: what was left out then is left
/// out still, for leaving out looks backwards from the end and more has been added there. Where even that is not so (compaction,
/// truncation, references to bytes we do not hold, parts we do not know), <c>Read</c> answers -1.</para>
/// <para>Why hashes are safe against a hostile tenant. They are two polynomials over a prime field, evaluated at secret random points of
/// this process. For any two different parts of n bytes, chosen without knowing the points, both agree with probability below (n/7 / 2^61)², that is
/// 2^-77 for 32 MB and below 2^-100 for a part of 10 KB. A tenant learns only whether a bound came out low, which happens as if the
/// parts were compared byte by byte until the first collision: so trying adaptively gains nothing over trying blindly. The hashes must
/// therefore never be shown, logged or stored.</para>
/// </remarks>
public static class PromptParts
{
    private static readonly PromptKey ProcessKey = new(RandomNumberGenerator.GetBytes(PromptKey.Length));

    /// <summary>Reads the parts of a body whose facts are not at hand.</summary>
    public static int Read(Surface surface, ReadOnlySpan<byte> body, Span<PromptPart> parts, out UInt128 head)
    {
        var facts = default(RequestFacts);
        head = default;
        return RequestReader.TryRead(surface, body, ref facts, out _) == RequestFault.None ? Read(surface, body, facts, parts, out head) : -1;
    }

    /// <summary>
    /// Reads the parts of a body that <see cref="RequestReader"/> has accepted. Answers how many there are, or -1 when no bound can be drawn
    /// from them: another surface, more parts than fit, references or parts that the reader cannot see into.
    /// </summary>
    public static int Read(Surface surface, ReadOnlySpan<byte> body, in RequestFacts facts, Span<PromptPart> parts, out UInt128 head) =>
        Read(surface, body, facts, parts, ProcessKey, out head);

    /// <summary>What of the new prompt the earlier one does not cover. Both need the same head.</summary>
    public static PromptGap Gap(ReadOnlySpan<PromptPart> earlier, ReadOnlySpan<PromptPart> current) => PromptGap.Between(earlier, current);

    internal static int Read(Surface surface, ReadOnlySpan<byte> body, in RequestFacts facts, Span<PromptPart> parts, PromptKey key, out UInt128 head)
    {
        head = default;
        var isKnown = surface is Surface.ChatCompletions or Surface.Responses or Surface.Messages or Surface.GenerateContent;
        if (!isKnown || facts.Truncates || !facts.ForeignReference.IsEmpty || !facts.UnknownPart.IsEmpty || (facts.ServerToolKinds & ServerToolKinds.Compaction) != 0)
        {
            return -1;
        }

        return new PromptWalk(surface, body, facts, parts, key).Run(out head);
    }
}
