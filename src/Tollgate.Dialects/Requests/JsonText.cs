using System.Buffers.Text;
using System.Text;

namespace Tollgate.Dialects.Requests;

/// <summary>The raw text inside a JSON string, and the text it stands for. Nothing here throws on hostile bytes.</summary>
public static class JsonText
{
    /// <summary>Whether the raw text stands for something else than itself.</summary>
    public static bool HasEscapes(ReadOnlySpan<byte> raw) => raw.Contains((byte)'\\');

    /// <summary>Writes the text that the raw text stands for; false when it does not fit or is not well-formed.</summary>
    public static bool TryUnescape(ReadOnlySpan<byte> raw, Span<byte> to, out int written)
    {
        written = 0;
        while (!raw.IsEmpty)
        {
            var plain = raw.IndexOf((byte)'\\') is var at && at < 0 ? raw.Length : at;
            if (!raw[..plain].TryCopyTo(to[written..]))
            {
                return false;
            }

            written += plain;
            raw = raw[plain..];
            if (!raw.IsEmpty && !TryEscape(ref raw, to, ref written))
            {
                return false;
            }
        }

        return true;
    }

    private static bool TryEscape(ref ReadOnlySpan<byte> raw, scoped Span<byte> to, ref int written)
    {
        if (raw.Length < 2)
        {
            return false;
        }

        if (raw[1] == 'u')
        {
            return TryUnicode(ref raw, to, ref written);
        }

        var at = "\"\\/bfnrt"u8.IndexOf(raw[1]);
        if (at < 0 || written == to.Length)
        {
            return false;
        }

        to[written++] = "\"\\/\b\f\n\r\t"u8[at];
        raw = raw[2..];
        return true;
    }

    private static bool TryUnicode(ref ReadOnlySpan<byte> raw, scoped Span<byte> to, ref int written)
    {
        if (!TryUnit(raw, out var first))
        {
            return false;
        }

        raw = raw[6..];
        if (char.IsHighSurrogate(first))
        {
            if (!TryUnit(raw, out var second) || !Rune.TryCreate(first, second, out var pair))
            {
                return false;
            }

            raw = raw[6..];
            return TryEncode(pair, to, ref written);
        }

        return Rune.TryCreate(first, out var rune) && TryEncode(rune, to, ref written);
    }

    private static bool TryUnit(ReadOnlySpan<byte> raw, out char unit)
    {
        unit = default;
        if (raw.Length < 6 || raw[0] != '\\' || raw[1] != 'u' || !Utf8Parser.TryParse(raw.Slice(2, 4), out ushort value, out var used, 'x') || used != 4)
        {
            return false;
        }

        unit = (char)value;
        return true;
    }

    private static bool TryEncode(Rune rune, Span<byte> to, ref int written)
    {
        if (!rune.TryEncodeToUtf8(to[written..], out var length))
        {
            return false;
        }

        written += length;
        return true;
    }
}
