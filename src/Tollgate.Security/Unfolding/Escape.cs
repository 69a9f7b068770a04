using System.Buffers.Text;

namespace Tollgate.Security.Unfolding;

/// <summary>Reads one escape at the start of a text.</summary>
internal static class Escape
{
    private const int LongestEntity = 10;

    private static readonly (byte[] Name, int Value)[] Names =
    [
        ("lt"u8.ToArray(), '<'), ("gt"u8.ToArray(), '>'), ("amp"u8.ToArray(), '&'), ("quot"u8.ToArray(), '"'), ("apos"u8.ToArray(), '\''), ("nbsp"u8.ToArray(), ' '),
        ("shy"u8.ToArray(), 0xAD), ("zwnj"u8.ToArray(), 0xAD), ("zwj"u8.ToArray(), 0xAD), ("colon"u8.ToArray(), ':'), ("equals"u8.ToArray(), '='), ("sol"u8.ToArray(), '/'),
        ("period"u8.ToArray(), '.'), ("comma"u8.ToArray(), ','), ("lowbar"u8.ToArray(), '_'), ("hyphen"u8.ToArray(), '-'), ("dash"u8.ToArray(), '-'),
    ];

    /// <summary>The code point or byte behind a backslash, and how many bytes were read; 0 when it is none. Bytes are given as they are.</summary>
    public static int ReadBackslash(ReadOnlySpan<byte> text, out int value)
    {
        value = -1;
        if (text.Length < 2)
        {
            return 0;
        }

        switch (text[1])
        {
            case (byte)'n' or (byte)'r':
                value = '\n';
                return 2;
            case (byte)'t':
                value = ' ';
                return 2;
            case (byte)'"' or (byte)'\\' or (byte)'/' or (byte)'\'' or (byte)'`':
                value = text[1];
                return 2;
            case (byte)'u':
                return ReadUnicode(text, out value);
            case (byte)'x':
                return TryHex(text, 2, 2, out value) ? 4 : 0;
            default:
                return 0;
        }
    }

    /// <summary>The byte of a percent escape.</summary>
    public static int ReadPercent(ReadOnlySpan<byte> text, out int value)
    {
        if (TryHex(text, 1, 2, out value))
        {
            return 3;
        }

        return 0;
    }

    /// <summary>The code point of a character reference in HTML.</summary>
    public static int ReadEntity(ReadOnlySpan<byte> text, out int value)
    {
        value = -1;
        var end = (text.Length > LongestEntity ? text[..LongestEntity] : text).IndexOf((byte)';');
        if (end < 3)
        {
            return 0;
        }

        var name = text[1..end];
        value = name[0] == '#' ? ReadNumber(name[1..]) : Named(name);
        return value is > 0 and < 0x110000 and not (>= 0xD800 and < 0xE000) ? end + 1 : 0;
    }

    private static int ReadUnicode(ReadOnlySpan<byte> text, out int value)
    {
        if (TryHex(text, 2, 4, out value))
        {
            if (value is >= 0xD800 and < 0xDC00 && text.Length >= 12 && text[6] == '\\' && text[7] == 'u' && TryHex(text, 8, 4, out var low) && low is >= 0xDC00 and < 0xE000)
            {
                value = 0x10000 + ((value - 0xD800) << 10) + (low - 0xDC00);
                return 12;
            }

            return value is >= 0xD800 and < 0xE000 ? 0 : 6;
        }

        return ReadBraced(text, out value);
    }

    /// <summary>`\u{1F600}`, as JavaScript and Rust write it.</summary>
    private static int ReadBraced(ReadOnlySpan<byte> text, out int value)
    {
        value = -1;
        if (text.Length < 5 || text[2] != '{')
        {
            return 0;
        }

        var end = (text.Length > 12 ? text[..12] : text).IndexOf((byte)'}');
        return end > 3 && TryHex(text, 3, end - 3, out value) && value < 0x110000 && value is not (>= 0xD800 and < 0xE000) ? end + 1 : 0;
    }

    private static bool TryHex(ReadOnlySpan<byte> text, int start, int length, out int value)
    {
        value = -1;
        if (length > 6 || start + length > text.Length || !Utf8Parser.TryParse(text.Slice(start, length), out uint number, out var read, 'x') || read != length)
        {
            return false;
        }

        value = (int)number;
        return true;
    }

    private static int ReadNumber(ReadOnlySpan<byte> digits)
    {
        if (digits.Length > 1 && (digits[0] | 0x20) == 'x')
        {
            return TryHex(digits, 1, digits.Length - 1, out var hex) ? hex : -1;
        }

        return Utf8Parser.TryParse(digits, out int value, out var read) && read == digits.Length ? value : -1;
    }

    private static int Named(ReadOnlySpan<byte> name)
    {
        foreach (var (known, value) in Names)
        {
            if (name.SequenceEqual(known))
            {
                return value;
            }
        }

        return -1;
    }
}
