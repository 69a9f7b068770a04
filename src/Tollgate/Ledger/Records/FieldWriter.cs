using System.Buffers;
using System.Buffers.Binary;
using System.Text.Unicode;
using Tollgate.Core;

namespace Tollgate.Ledger.Records;

/// <summary>
/// Writes numbered fields into one rented buffer. Each field is a key (number × 4 + shape) and a value: a zigzag varint, a 16-byte id,
/// or a length and bytes. Empty values are left out.
/// </summary>
internal ref struct FieldWriter
{
    internal const int ShapeNumber = 0;
    internal const int ShapeId = 1;
    internal const int ShapeBytes = 2;

    private const int MaxVarint = 10;

    private byte[] _buffer;
    private int _length;

    /// <summary>Starts with room for a header that is filled in later.</summary>
    public FieldWriter(int header)
    {
        _buffer = ArrayPool<byte>.Shared.Rent(1024);
        _length = header;
    }

    public readonly Span<byte> Written => _buffer.AsSpan(0, _length);

    public void Put(Field field, long value)
    {
        if (value != 0)
        {
            Key(field, ShapeNumber);
            Varint((ulong)((value << 1) ^ (value >> 63)));
        }
    }

    /// <summary>Writes the number also when it is 0, for fields whose absence means something else.</summary>
    public void PutAlways(Field field, long value)
    {
        Key(field, ShapeNumber);
        Varint((ulong)((value << 1) ^ (value >> 63)));
    }

    public void Put(Field field, Money value) => Put(field, value.Nanos);

    public void Put(Field field, Money? value)
    {
        if (value is { } money)
        {
            PutAlways(field, money.Nanos);
        }
    }

    public void Put(Field field, DateTimeOffset value) => PutAlways(field, value.ToUnixMicros());

    public void Put(Field field, TimeSpan? value)
    {
        if (value is { } span)
        {
            PutAlways(field, span.Ticks / TimeSpan.TicksPerMicrosecond);
        }
    }

    public void Put(Field field, Guid value)
    {
        if (value != Guid.Empty)
        {
            Key(field, ShapeId);
            Reserve(16);
            _ = value.TryWriteBytes(_buffer.AsSpan(_length), bigEndian: true, out _);
            _length += 16;
        }
    }

    /// <summary>Writes text as UTF-8, cut at a character boundary to at most <paramref name="most"/> bytes, so that a record has a largest size.</summary>
    public void Put(Field field, string? text, int most)
    {
        if (string.IsNullOrEmpty(text))
        {
            return;
        }

        Key(field, ShapeBytes);
        Reserve(2 + Math.Min(most, text.Length * 3));
        var room = _buffer.AsSpan(_length + 2);
        _ = Utf8.FromUtf16(text, room[..Math.Min(most, room.Length)], out _, out var written);
        Length(written);
    }

    public void Put(Field field, ReadOnlySpan<Guid> ids)
    {
        if (ids.IsEmpty)
        {
            return;
        }

        Key(field, ShapeBytes);
        Reserve(2 + (16 * ids.Length));
        for (var i = 0; i < ids.Length; i++)
        {
            _ = ids[i].TryWriteBytes(_buffer.AsSpan(_length + 2 + (16 * i)), bigEndian: true, out _);
        }

        Length(16 * ids.Length);
    }

    public void Put(Field field, in TokenUsage usage)
    {
        Key(field, ShapeBytes);
        Reserve(2 + (Units.Count * (1 + MaxVarint)));
        var length = _length;
        _length += 2;
        for (var i = 0; i < Units.Count; i++)
        {
            var amount = usage[(Unit)i];
            if (amount != 0)
            {
                _buffer[_length++] = (byte)i;
                Varint((ulong)amount);
            }
        }

        BinaryPrimitives.WriteUInt16LittleEndian(_buffer.AsSpan(length), (ushort)(_length - length - 2));
    }

    public void Put(Field field, decimal? value)
    {
        if (value is not { } number)
        {
            return;
        }

        Key(field, ShapeBytes);
        Reserve(2 + 16);
        Span<int> bits = stackalloc int[4];
        _ = decimal.GetBits(number, bits);
        for (var i = 0; i < 4; i++)
        {
            BinaryPrimitives.WriteInt32LittleEndian(_buffer.AsSpan(_length + 2 + (4 * i)), bits[i]);
        }

        Length(16);
    }

    /// <summary>Gives the buffer back.</summary>
    public void Dispose()
    {
        var buffer = _buffer;
        _buffer = [];
        ArrayPool<byte>.Shared.Return(buffer);
    }

    private void Key(Field field, int shape)
    {
        Reserve(MaxVarint + MaxVarint);
        Varint(((ulong)field << 2) | (uint)shape);
    }

    private void Length(int written)
    {
        BinaryPrimitives.WriteUInt16LittleEndian(_buffer.AsSpan(_length), (ushort)written);
        _length += 2 + written;
    }

    private void Varint(ulong value)
    {
        while (value >= 0x80)
        {
            _buffer[_length++] = (byte)(value | 0x80);
            value >>= 7;
        }

        _buffer[_length++] = (byte)value;
    }

    private void Reserve(int more)
    {
        if (_length + more + MaxVarint <= _buffer.Length)
        {
            return;
        }

        var larger = ArrayPool<byte>.Shared.Rent(Math.Max(_buffer.Length * 2, _length + more + MaxVarint));
        Written.CopyTo(larger);
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = larger;
    }
}
