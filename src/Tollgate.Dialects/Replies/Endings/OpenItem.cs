using Tollgate.Dialects.Replies.Relaying;

namespace Tollgate.Dialects.Replies.Endings;

/// <summary>An output item of a Responses stream that has been added and is not done: what its done events will have to repeat.</summary>
internal sealed class OpenItem : IDisposable
{
    /// <summary>Its place in the output.</summary>
    public int Index { get; set; }

    /// <summary>The item as it was added.</summary>
    public PooledBytes Json { get; } = new();

    /// <summary>The finished content parts, with commas between them.</summary>
    public PooledBytes Content { get; } = new();

    /// <summary>The finished summary parts, with commas between them.</summary>
    public PooledBytes Summary { get; } = new();

    /// <summary>The open part as it was added; empty when none is open.</summary>
    public PooledBytes Part { get; } = new();

    /// <summary>The place of the part that is open or whose text is coming.</summary>
    public int PartIndex { get; set; }

    /// <summary>The type of the deltas without ".delta"; empty before the first.</summary>
    public PooledBytes Family { get; } = new();

    /// <summary>The text so far, still escaped as it came.</summary>
    public PooledBytes Text { get; } = new();

    /// <summary>Whether the text has been closed.</summary>
    public bool IsTextDone { get; set; }

    /// <summary>Whether the open part is a part of the summary.</summary>
    public bool IsSummary => Family.Span.StartsWith("response.reasoning_summary"u8);

    /// <summary>Takes over a new item.</summary>
    public void Begin(int index, ReadOnlySpan<byte> json)
    {
        Clear();
        Index = index;
        Json.Append(json);
    }

    /// <summary>Forgets everything and keeps the memory.</summary>
    public void Clear()
    {
        Json.Clear();
        Content.Clear();
        Summary.Clear();
        Part.Clear();
        Family.Clear();
        Text.Clear();
        PartIndex = 0;
        IsTextDone = false;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Json.Dispose();
        Content.Dispose();
        Summary.Dispose();
        Part.Dispose();
        Family.Dispose();
        Text.Dispose();
    }
}
