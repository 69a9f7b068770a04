using System.Buffers.Binary;
using System.Text;
using Tollgate.Core;

namespace Tollgate.Ledger.Records;

/// <summary>Reads what <see cref="FieldWriter"/> wrote, field by field; skips what the caller does not take.</summary>
/// <remarks>The bytes passed a checksum, so a shape that does not fit is a fault of the writer: <see cref="InvalidDataException"/>.</remarks>
internal ref struct FieldReader(ReadOnlySpan<byte> bytes)
{
    /// <summary>The first and the last instant that a time can be; no duration is longer.</summary>
    private const long FirstMicros = -62_135_596_800_000_000;
    private const long LastMicros = 253_402_300_799_999_999;

    private ReadOnlySpan<byte> _rest = bytes;
    private ulong _number;
    private ReadOnlySpan<byte> _value;

    public Field Field { get; private set; }

    public readonly long Number => (long)(_number >> 1) ^ -(long)(_number & 1);

    public readonly Money Money => new(Number);

    public readonly DateTimeOffset Time => Number is >= FirstMicros and <= LastMicros ? UnixTime.FromUnixMicros(Number) : throw Unfit();

    public readonly TimeSpan Span => Number is >= FirstMicros and <= LastMicros ? TimeSpan.FromTicks(Number * TimeSpan.TicksPerMicrosecond) : throw Unfit();

    public readonly Guid Id => _value.Length == 16 ? Ids.FromBytes(_value) : throw Unfit();

    public readonly ReadOnlySpan<byte> Bytes => _value;

    /// <summary>Moves to the next field; false at the end.</summary>
    public bool Read()
    {
        if (_rest.IsEmpty)
        {
            return false;
        }

        var key = Varint(ref _rest);
        Field = (Field)(key >> 2);
        switch ((int)(key & 3))
        {
            case FieldWriter.ShapeNumber:
                _number = Varint(ref _rest);
                break;
            case FieldWriter.ShapeId:
                Take(16);
                break;
            case FieldWriter.ShapeBytes:
                if (_rest.Length < 2)
                {
                    throw new InvalidDataException("A journal record ends within a length.");
                }

                var length = BinaryPrimitives.ReadUInt16LittleEndian(_rest);
                _rest = _rest[2..];
                Take(length);
                break;
            default:
                throw new InvalidDataException("A journal record holds a field of an unknown shape.");
        }

        return true;
    }

    public readonly string Text(TextPool texts) => texts.Get(_value);

    public readonly string Text() => Encoding.UTF8.GetString(_value);

    public readonly Guid[] IdList()
    {
        var ids = new Guid[_value.Length / 16];
        for (var i = 0; i < ids.Length; i++)
        {
            ids[i] = Ids.FromBytes(_value.Slice(16 * i, 16));
        }

        return ids;
    }

    public readonly TokenUsage Usage()
    {
        var usage = default(TokenUsage);
        var rest = _value;
        while (!rest.IsEmpty)
        {
            var unit = rest[0];
            rest = rest[1..];
            var amount = (long)Varint(ref rest);
            if (unit < Units.Count)
            {
                usage[(Unit)unit] = amount;
            }
        }

        return usage;
    }

    public readonly decimal Decimal()
    {
        if (_value.Length != 16)
        {
            throw Unfit();
        }

        Span<int> bits = stackalloc int[4];
        for (var i = 0; i < 4; i++)
        {
            bits[i] = BinaryPrimitives.ReadInt32LittleEndian(_value[(4 * i)..]);
        }

        // A sign and a scale are all that the last part may hold.
        return (bits[3] & 0x7F00FFFF) == 0 && (bits[3] >> 16 & 0xFF) <= 28 ? new decimal(bits) : throw Unfit();
    }

    private static InvalidDataException Unfit() => new("A journal record holds a value that its field cannot have.");

    private void Take(int length)
    {
        if (_rest.Length < length)
        {
            throw new InvalidDataException("A journal record ends within a field.");
        }

        _value = _rest[..length];
        _rest = _rest[length..];
    }

    private static ulong Varint(ref ReadOnlySpan<byte> rest)
    {
        var value = 0UL;
        for (var i = 0; i < 10 && i < rest.Length; i++)
        {
            value |= (ulong)(rest[i] & 0x7F) << (7 * i);
            if (rest[i] < 0x80)
            {
                rest = rest[(i + 1)..];
                return value;
            }
        }

        throw new InvalidDataException("A journal record ends within a number.");
    }
}
