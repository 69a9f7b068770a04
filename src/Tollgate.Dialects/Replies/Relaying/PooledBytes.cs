using System.Buffers;

namespace Tollgate.Dialects.Replies.Relaying;

/// <summary>Bytes that grow in memory from the shared pool and give it back when disposed.</summary>
internal sealed class PooledBytes : IBufferWriter<byte>, IDisposable
{
    private const int Smallest = 1024;

    private byte[] _bytes = [];

    /// <summary>How many bytes there are.</summary>
    public int Length { get; private set; }

    /// <summary>The bytes.</summary>
    public ReadOnlySpan<byte> Span => _bytes.AsSpan(0, Length);

    /// <summary>Adds bytes.</summary>
    public void Append(ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(GetSpan(bytes.Length));
        Length += bytes.Length;
    }

    /// <summary>Removes the first bytes.</summary>
    public void RemoveFirst(int count)
    {
        _bytes.AsSpan(count, Length - count).CopyTo(_bytes);
        Length -= count;
    }

    /// <summary>Removes all bytes and keeps the memory.</summary>
    public void Clear() => Length = 0;

    /// <summary>Writes all bytes and removes them.</summary>
    public void MoveTo(IBufferWriter<byte> to)
    {
        to.Write(Span);
        Length = 0;
    }

    /// <inheritdoc/>
    public void Advance(int count) => Length += count;

    /// <inheritdoc/>
    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        Grow(Math.Max(sizeHint, 1));
        return _bytes.AsMemory(Length);
    }

    /// <inheritdoc/>
    public Span<byte> GetSpan(int sizeHint = 0)
    {
        Grow(Math.Max(sizeHint, 1));
        return _bytes.AsSpan(Length);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Give(_bytes);
        _bytes = [];
        Length = 0;
    }

    private static void Give(byte[] bytes)
    {
        if (bytes.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(bytes);
        }
    }

    private void Grow(int by)
    {
        if (_bytes.Length - Length >= by)
        {
            return;
        }

        var larger = ArrayPool<byte>.Shared.Rent(Math.Max(Smallest, Math.Max(Length * 2, Length + by)));
        Span.CopyTo(larger);
        Give(_bytes);
        _bytes = larger;
    }
}
