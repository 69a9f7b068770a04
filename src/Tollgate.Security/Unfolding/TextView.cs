namespace Tollgate.Security.Unfolding;

/// <summary>A text made by decoding, growing in memory that is kept for the next scan.</summary>
internal sealed class TextView
{
    private const int KeptBytes = 1 << 20;
    private byte[] _bytes = [];

    /// <summary>How it lies in the text it was made from.</summary>
    public SpanMap Map { get; } = new();

    /// <summary>How many bytes it has.</summary>
    public int Length { get; private set; }

    /// <summary>The text.</summary>
    public ReadOnlySpan<byte> Bytes => _bytes.AsSpan(0, Length);

    /// <summary>Starts anew, with room for so many bytes.</summary>
    public void Reset(int room, SpanMap? parent)
    {
        Length = 0;
        Map.Reset(parent);
        if (_bytes.Length < room || (_bytes.Length > KeptBytes && room < KeptBytes / 4))
        {
            _bytes = GC.AllocateUninitializedArray<byte>(Math.Max(4096, room));
        }
    }

    /// <summary>Copies bytes that stand at that place of the source.</summary>
    public void Copy(ReadOnlySpan<byte> bytes, int source)
    {
        if (!bytes.IsEmpty)
        {
            Map.Copied(Length, source);
            Write(bytes);
        }
    }

    /// <summary>Adds bytes that stand for the whole of a span of the source.</summary>
    public void Decode(ReadOnlySpan<byte> bytes, int start, int end)
    {
        Map.Decoded(Length, start, end);
        Write(bytes);
    }

    /// <summary>Adds one byte that stands for a span of the source.</summary>
    public void Decode(byte value, int start, int end)
    {
        Map.Decoded(Length, start, end);
        Room(1);
        _bytes[Length++] = value;
    }

    /// <summary>Room to write decoded bytes into; <see cref="Took"/> says how many were.</summary>
    public Span<byte> Room(int bytes)
    {
        if (Length + bytes > _bytes.Length)
        {
            Array.Resize(ref _bytes, Math.Max(_bytes.Length * 2, Length + bytes));
        }

        return _bytes.AsSpan(Length, bytes);
    }

    /// <summary>So many bytes of the room were written, standing for a span of the source.</summary>
    public void Took(int bytes, int start, int end)
    {
        Map.Decoded(Length, start, end);
        Length += bytes;
    }

    /// <summary>Turns the bytes from there on round, character by character.</summary>
    public void Reverse(int from)
    {
        _bytes.AsSpan(from, Length - from).Reverse();
        // The characters' own bytes, which the first turn has turned too.
        for (var at = from; at < Length; at++)
        {
            if (_bytes[at] is >= 0x80 and < 0xC0)
            {
                var start = at;
                while (at + 1 < Length && _bytes[at] is >= 0x80 and < 0xC0)
                {
                    at++;
                }

                _bytes.AsSpan(start, at - start + 1).Reverse();
            }
        }
    }

    private void Write(ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(Room(bytes.Length));
        Length += bytes.Length;
    }
}
