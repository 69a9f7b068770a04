using System.Globalization;
using System.Text;

namespace Tollgate.Cli.SourceScan;

/// <summary>Names of files as they may be kept and shown.</summary>
internal static class SourceNames
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>A name from its bytes; bytes that are no UTF-8 are written as \xNN, so that two names stay two.</summary>
    public static string Read(ReadOnlySpan<byte> bytes)
    {
        try
        {
            return Strict.GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            return ReadBroken(bytes);
        }
    }

    /// <summary>A name without what a terminal would obey, and without ends of lines.</summary>
    public static string Shown(string name)
    {
        if (!name.Any(IsObeyed))
        {
            return name;
        }

        var shown = new StringBuilder(name.Length);
        foreach (var value in name)
        {
            if (IsObeyed(value))
            {
                shown.Append(CultureInfo.InvariantCulture, $"\\u{(int)value:x4}");
            }
            else
            {
                shown.Append(value);
            }
        }

        return shown.ToString();
    }

    private static string ReadBroken(ReadOnlySpan<byte> bytes)
    {
        var name = new StringBuilder(bytes.Length);
        while (!bytes.IsEmpty)
        {
            if (Rune.DecodeFromUtf8(bytes, out var rune, out var read) == System.Buffers.OperationStatus.Done)
            {
                name.Append(rune.ToString());
            }
            else
            {
                read = 1;
                name.Append(CultureInfo.InvariantCulture, $"\\x{bytes[0]:x2}");
            }

            bytes = bytes[read..];
        }

        return name.ToString();
    }

    private static bool IsObeyed(char value) => char.IsControl(value) || value is (>= '\u200b' and <= '\u200f') or (>= '\u2028' and <= '\u202e') or (>= '\u2066' and <= '\u2069');
}
