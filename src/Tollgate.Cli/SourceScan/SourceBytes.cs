using System.Text;

namespace Tollgate.Cli.SourceScan;

/// <summary>What files hold, as text; and names as they may be shown.</summary>
internal static class SourceBytes
{
    /// <summary>The text in UTF-8, without a mark of its encoding before it; null when it is none.</summary>
    public static byte[]? ToText(byte[] bytes, int probe)
    {
        if (bytes is [0xFF, 0xFE, ..])
        {
            return Encoding.UTF8.GetBytes(Encoding.Unicode.GetString(bytes.AsSpan(2)));
        }

        if (bytes is [0xFE, 0xFF, ..])
        {
            return Encoding.UTF8.GetBytes(Encoding.BigEndianUnicode.GetString(bytes.AsSpan(2)));
        }

        return bytes.AsSpan(0, Math.Min(bytes.Length, probe)).Contains((byte)0) ? null : bytes;
    }

    /// <summary>A name without what a terminal would obey.</summary>
    public static string Shown(string name)
    {
        if (!name.Any(IsObeyed))
        {
            return name;
        }

        var shown = new StringBuilder(name);
        for (var at = 0; at < shown.Length; at++)
        {
            shown[at] = IsObeyed(shown[at]) ? '?' : shown[at];
        }

        return shown.ToString();
    }

    private static bool IsObeyed(char value) => char.IsControl(value) || value is (>= '\u200b' and <= '\u200f') or (>= '\u202a' and <= '\u202e') or (>= '\u2066' and <= '\u2069');
}
