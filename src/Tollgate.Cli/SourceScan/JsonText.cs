using System.Text;
using System.Text.Json;

namespace Tollgate.Cli.SourceScan;

/// <summary>Texts of JSON, also those that no text can hold: half of a pair of surrogates becomes the sign for what is unreadable.</summary>
internal static class JsonText
{
    private const int EscapeLength = 6;

    /// <summary>The text in UTF-8.</summary>
    public static byte[] Read(JsonElement text)
    {
        try
        {
            return Encoding.UTF8.GetBytes(text.GetString()!);
        }
        catch (InvalidOperationException)
        {
            using var mended = JsonDocument.Parse(Mend(text.GetRawText()));
            return Encoding.UTF8.GetBytes(mended.RootElement.GetString()!);
        }
    }

    private static string Mend(string written)
    {
        var mended = new StringBuilder(written.Length);
        for (var at = 0; at < written.Length;)
        {
            if (written[at] != '\\')
            {
                mended.Append(written[at++]);
                continue;
            }

            var length = Surrogate(written, at) switch
            {
                >= 0xDC00 => -EscapeLength,
                >= 0xD800 when Surrogate(written, at + EscapeLength) is >= 0xDC00 => 2 * EscapeLength,
                >= 0xD800 => -EscapeLength,
                _ => 2,
            };
            mended.Append(length < 0 ? "\\ufffd".AsSpan() : written.AsSpan(at, length));
            at += Math.Abs(length);
        }

        return mended.ToString();
    }

    /// <summary>The surrogate that is escaped there; 0 for none.</summary>
    private static int Surrogate(string written, int at) =>
        at + EscapeLength <= written.Length && written[at] == '\\' && written[at + 1] == 'u'
        && int.TryParse(written.AsSpan(at + 2, 4), System.Globalization.NumberStyles.AllowHexSpecifier, System.Globalization.CultureInfo.InvariantCulture, out var value)
        && value is >= 0xD800 and <= 0xDFFF ? value : 0;
}
