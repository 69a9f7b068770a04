using Tollgate.Dialects.Replies.Relaying;

namespace Tollgate.Dialects.Replies.Endings;

/// <summary>Keeps an open item's parts and text as they stream.</summary>
internal static class PartFollowing
{
    /// <summary>A content or summary part was added.</summary>
    public static void Open(OpenItem item, ReadOnlySpan<byte> type, int index, ReadOnlySpan<byte> part)
    {
        item.Part.Clear();
        item.Part.Append(part);
        item.PartIndex = index;
        item.Text.Clear();
        item.IsTextDone = false;
        item.Family.Clear();
        item.Family.Append(type.StartsWith("response.reasoning_summary"u8) ? "response.reasoning_summary_text"u8 : ReadOnlySpan<byte>.Empty);
    }

    /// <summary>A piece of text, reasoning or arguments came.</summary>
    public static void Extend(OpenItem item, ReadOnlySpan<byte> type, int index, ReadOnlySpan<byte> text)
    {
        var family = type[..^".delta".Length];
        if (!item.Family.Span.SequenceEqual(family))
        {
            item.Family.Clear();
            item.Family.Append(family);
        }

        item.PartIndex = index;
        item.Text.Append(text);
    }

    /// <summary>A content or summary part is done.</summary>
    public static void Close(OpenItem item, ReadOnlySpan<byte> type, ReadOnlySpan<byte> part)
    {
        Add(type.StartsWith("response.reasoning_summary"u8) ? item.Summary : item.Content, part);
        item.Part.Clear();
        item.Text.Clear();
        item.Family.Clear();
    }

    private static void Add(PooledBytes list, ReadOnlySpan<byte> part)
    {
        if (list.Length > 0)
        {
            list.Append(","u8);
        }

        list.Append(part);
    }
}
