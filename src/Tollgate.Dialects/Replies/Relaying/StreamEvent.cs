namespace Tollgate.Dialects.Replies.Relaying;

/// <summary>One event of a stream: what its bytes say.</summary>
internal readonly ref struct StreamEvent(ReadOnlySpan<byte> name, ReadOnlySpan<byte> data, bool isEnd)
{
    /// <summary>The event's name, empty when it has none.</summary>
    public ReadOnlySpan<byte> Name { get; } = name;

    /// <summary>The event's data, empty for comments.</summary>
    public ReadOnlySpan<byte> Data { get; } = data;

    /// <summary>Whether nothing can follow.</summary>
    public bool IsEnd { get; } = isEnd;
}
