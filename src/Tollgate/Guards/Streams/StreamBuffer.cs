using System.Buffers;

namespace Tollgate.Guards.Streams;

/// <summary>What of a stream waits for its judgement, and what is to stand there instead when it goes.</summary>
internal sealed class StreamBuffer : IBufferWriter<byte>, IDisposable
{
    private const int Smallest = 1024;

    private readonly List<(int Start, int End, byte[] Text)> _edits = [];
    private byte[] _bytes = [];

    /// <summary>How many bytes wait.</summary>
    public int Length { get; private set; }

    /// <summary>The bytes.</summary>
    public ReadOnlySpan<byte> Span => _bytes.AsSpan(0, Length);

    /// <inheritdoc/>
    public void Advance(int count) => Length += count;

    /// <inheritdoc/>
    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        Reserve(sizeHint);
        return _bytes.AsMemory(Length);
    }

    /// <inheritdoc/>
    public Span<byte> GetSpan(int sizeHint = 0)
    {
        Reserve(sizeHint);
        return _bytes.AsSpan(Length);
    }

    /// <summary>Whether something is to stand in the place of what waits.</summary>
    public bool HasEdits => _edits.Count > 0;

    /// <summary>Has something else stand in the place of bytes; false when a part of them, but not all, has something else in its place already.</summary>
    public bool Replace(int start, int end, byte[] text)
    {
        for (var index = _edits.Count - 1; index >= 0; index--)
        {
            var (from, to, _) = _edits[index];
            if (from <= start && end <= to)
            {
                return true;
            }

            if (start <= from && to <= end)
            {
                _edits.RemoveAt(index);
            }
            else if (start < to && from < end)
            {
                return false;
            }
        }

        _edits.Add((start, end, text));
        return true;
    }

    /// <summary>Gives the first bytes away.</summary>
    public void MoveTo(IBufferWriter<byte> client, int count)
    {
        if (_edits.Count == 0)
        {
            client.Write(_bytes.AsSpan(0, count));
        }
        else
        {
            Write(client, count);
        }

        _bytes.AsSpan(count, Length - count).CopyTo(_bytes);
        Length -= count;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_bytes.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(_bytes);
            _bytes = [];
        }
    }

    private void Write(IBufferWriter<byte> client, int count)
    {
        _edits.Sort(static (left, right) => left.Start.CompareTo(right.Start));
        var (from, used) = (0, 0);
        foreach (var (start, end, text) in _edits)
        {
            if (end > count)
            {
                break;
            }

            client.Write(_bytes.AsSpan(from, start - from));
            client.Write(text);
            (from, used) = (end, used + 1);
        }

        client.Write(_bytes.AsSpan(from, count - from));
        _edits.RemoveRange(0, used);
        for (var index = 0; index < _edits.Count; index++)
        {
            var (start, end, text) = _edits[index];
            _edits[index] = (start - count, end - count, text);
        }
    }

    private void Reserve(int sizeHint)
    {
        var needed = Length + Math.Max(sizeHint, Smallest);
        if (needed <= _bytes.Length)
        {
            return;
        }

        var larger = ArrayPool<byte>.Shared.Rent(Math.Max(needed, _bytes.Length * 2));
        _bytes.AsSpan(0, Length).CopyTo(larger);
        Dispose();
        _bytes = larger;
    }
}
