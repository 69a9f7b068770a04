using System.Buffers;

namespace Tollgate.Security.Leaks;

/// <summary>An address in a text.</summary>
/// <param name="Start">Where its scheme starts.</param>
/// <param name="HostStart">Where its host starts.</param>
/// <param name="HostEnd">Where that ends.</param>
/// <param name="End">Where it ends.</param>
internal readonly record struct UrlPlace(int Start, int HostStart, int HostEnd, int End)
{
    private const int LongestScheme = 12;
    private static readonly SearchValues<byte> Ends = SearchValues.Create(" \t\r\n\"'<>)]}\\`|^"u8);
    private static readonly SearchValues<byte> HostEnds = SearchValues.Create("/?#:"u8);

    /// <summary>The address whose `://` stands at the place.</summary>
    public static UrlPlace Read(ReadOnlySpan<byte> text, int colon)
    {
        var start = colon;
        while (start > 0 && colon - start < LongestScheme && char.IsAsciiLetter((char)text[start - 1]))
        {
            start--;
        }

        var hostStart = colon + 3;
        var length = text[hostStart..].IndexOfAny(Ends);
        var end = length < 0 ? text.Length : hostStart + length;
        var authority = text[hostStart..end].IndexOfAny((byte)'/', (byte)'?', (byte)'#');
        var at = text[hostStart..(authority < 0 ? end : hostStart + authority)].LastIndexOf((byte)'@');
        hostStart += at + 1;
        var host = text[hostStart..end].IndexOfAny(HostEnds);
        return new UrlPlace(start, hostStart, host < 0 ? end : hostStart + host, end);
    }
}
