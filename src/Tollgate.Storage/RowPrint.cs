
using System.Data.Common;

namespace Tollgate.Storage;

/// <summary>
/// The values of a row as one run of bytes that no other values give: what a <see cref="RowStatement"/> binds, and the same read back. A number is a
/// varint, texts and bytes bear their length, nothing is nothing; each with its kind in front.
/// </summary>
/// <param name="columns">Which parameters count, by place: bit 0 is the first.</param>
public sealed class RowPrint(ulong columns = ulong.MaxValue)
{
    private const byte Nothing = 0;
    private const byte Number = 1;
    private const byte Text = 2;
    private const byte Blob = 3;
    private const int LongestVarint = 10;

    private byte[] _bytes = new byte[1024];
    private int _used;

    /// <summary>The print of what was added since it was cleared.</summary>
    public ReadOnlySpan<byte> Bytes => _bytes.AsSpan(0, _used);

    /// <summary>Forgets everything.</summary>
    public void Clear() => _used = 0;

    /// <summary>Adds all columns of the row that a reader stands on.</summary>
    public void Add(DbDataReader reader)
    {
        for (var place = 0; place < reader.FieldCount; place++)
        {
            switch (reader.GetValue(place))
            {
                case long number:
                    Add(place + 1, number);
                    break;
                case string text:
                    Add(place + 1, System.Text.Encoding.UTF8.GetBytes(text), isText: true);
                    break;
                case byte[] bytes:
                    Add(place + 1, bytes, isText: false);
                    break;
                default:
                    AddNothing(place + 1);
                    break;
            }
        }
    }

    /// <summary>Adds a whole number.</summary>
    internal void Add(int place, long value)
    {
        if (Takes(place, LongestVarint))
        {
            _bytes[_used++] = Number;
            Varint((ulong)((value << 1) ^ (value >> 63)));
        }
    }

    /// <summary>Adds text or bytes.</summary>
    internal void Add(int place, ReadOnlySpan<byte> value, bool isText)
    {
        if (Takes(place, LongestVarint + value.Length))
        {
            _bytes[_used++] = isText ? Text : Blob;
            Varint((ulong)value.Length);
            value.CopyTo(_bytes.AsSpan(_used));
            _used += value.Length;
        }
    }

    /// <summary>Adds that there is nothing.</summary>
    internal void AddNothing(int place)
    {
        if (Takes(place, 0))
        {
            _bytes[_used++] = Nothing;
        }
    }

    private bool Takes(int place, int length)
    {
        if ((columns >> (place - 1) & 1) == 0)
        {
            return false;
        }

        if (_bytes.Length - _used <= length)
        {
            Array.Resize(ref _bytes, Math.Max(_bytes.Length * 2, _used + length + 1));
        }

        return true;
    }

    private void Varint(ulong value)
    {
        for (; value >= 0x80; value >>= 7)
        {
            _bytes[_used++] = (byte)(value | 0x80);
        }

        _bytes[_used++] = (byte)value;
    }
}
