using System.Buffers;

namespace Tollgate.Dialects.Requests;

/// <summary>What of a prompt an earlier one does not cover: the part of its input that must be bounded by its bytes.</summary>
/// <param name="Bytes">Bytes that can become text tokens.</param>
/// <param name="Parts">Parts.</param>
/// <param name="Images">Images.</param>
/// <param name="AudioParts">Pieces of audio.</param>
/// <param name="Documents">Documents.</param>
/// <param name="Videos">Videos.</param>
/// <param name="IsPrefix">Whether the earlier messages are a prefix of the new ones.</param>
public readonly record struct PromptGap(long Bytes, int Parts, int Images, int AudioParts, int Documents, int Videos, bool IsPrefix)
{
    /// <summary>
    /// Parts for the constant that each may add. Messages behind an equal beginning of messages need none: their bytes hold the JSON around their
    /// texts, which is more than the special tokens that take its place.
    /// </summary>
    public int Apart { get; init; }

    /// <summary>Whether media are among it.</summary>
    public bool HasMedia => (Images | AudioParts | Documents | Videos) != 0;

    internal static PromptGap Between(ReadOnlySpan<PromptPart> earlier, ReadOnlySpan<PromptPart> current)
    {
        var isPrefix = IsMessagePrefix(earlier, current);
        var had = ArrayPool<UInt128>.Shared.Rent(earlier.Length);
        var has = ArrayPool<UInt128>.Shared.Rent(current.Length);
        var order = ArrayPool<int>.Shared.Rent(current.Length);
        try
        {
            var covering = Sorted(earlier, had, isPrefix);
            Sort(current, has, order);
            return Merge(covering, has, order, current, isPrefix);
        }
        finally
        {
            ArrayPool<UInt128>.Shared.Return(had);
            ArrayPool<UInt128>.Shared.Return(has);
            ArrayPool<int>.Shared.Return(order);
        }
    }

    private static bool IsMessagePrefix(ReadOnlySpan<PromptPart> earlier, ReadOnlySpan<PromptPart> current)
    {
        var at = 0;
        foreach (var part in earlier)
        {
            if (!part.IsMessage)
            {
                continue;
            }

            while (at < current.Length && !current[at].IsMessage)
            {
                at++;
            }

            if (at == current.Length || current[at].Hash != part.Hash)
            {
                return false;
            }

            at++;
        }

        return true;
    }

    private static Span<UInt128> Sorted(ReadOnlySpan<PromptPart> earlier, UInt128[] hashes, bool isPrefix)
    {
        var count = 0;
        foreach (var part in earlier)
        {
            if (isPrefix || !part.IsConditional)
            {
                hashes[count++] = part.Hash;
            }
        }

        var sorted = hashes.AsSpan(0, count);
        sorted.Sort();
        return sorted;
    }

    private static void Sort(ReadOnlySpan<PromptPart> parts, UInt128[] hashes, int[] order)
    {
        for (var i = 0; i < parts.Length; i++)
        {
            hashes[i] = parts[i].Hash;
            order[i] = i;
        }

        hashes.AsSpan(0, parts.Length).Sort(order.AsSpan(0, parts.Length));
    }

    /// <summary>Both lists are sorted: each copy of a hash in one covers one copy in the other.</summary>
    private static PromptGap Merge(ReadOnlySpan<UInt128> covering, UInt128[] hashes, int[] order, ReadOnlySpan<PromptPart> current, bool isPrefix)
    {
        var gap = new PromptGap(0, 0, 0, 0, 0, 0, isPrefix);
        var at = 0;
        for (var i = 0; i < current.Length; i++)
        {
            while (at < covering.Length && covering[at] < hashes[i])
            {
                at++;
            }

            var part = current[order[i]];
            if (at < covering.Length && covering[at] == hashes[i] && (isPrefix || !part.IsConditional))
            {
                at++;
            }
            else
            {
                gap = gap.With(part);
            }
        }

        return gap;
    }

    /// <summary>The gap with one part more.</summary>
    public PromptGap With(in PromptPart part) => this with
    {
        Bytes = Bytes + part.Bytes,
        Parts = Parts + 1,
        Apart = Apart + (IsPrefix && part.IsMessage ? 0 : 1),
        Images = Images + part.Images,
        AudioParts = AudioParts + part.AudioParts,
        Documents = Documents + part.Documents,
        Videos = Videos + part.Videos,
    };
}
