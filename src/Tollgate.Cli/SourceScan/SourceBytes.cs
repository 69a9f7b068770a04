using System.Text;

namespace Tollgate.Cli.SourceScan;

/// <summary>What files hold, as text.</summary>
internal static class SourceBytes
{
    private const int ProbeBytes = 8192;

    /// <summary>Endings of what is text whatever bytes it holds: a zero byte in a source hides nothing.</summary>
    private static readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> Texts = new HashSet<string>(
        ("py pyw pyi js mjs cjs jsx ts tsx mts cts cs csx java kt kts scala go rs rb php pl swift c h cc cpp hpp m sh bash zsh fish ps1 bat cmd sql r lua ex exs erl clj dart groovy gradle "
        + "json jsonl json5 yaml yml toml ini cfg conf config properties env xml html htm vue svelte css scss md markdown rst txt log csv tsv tf tfvars hcl pem key crt cer asc ipynb lock "
        + "dockerfile makefile gitconfig npmrc netrc pypirc htpasswd service plist proto graphql").Split(' '),
        StringComparer.OrdinalIgnoreCase).GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>The text in UTF-8, without the mark of its encoding before it; null when it is none.</summary>
    public static ReadOnlyMemory<byte>? ToText(ReadOnlyMemory<byte> bytes, ReadOnlySpan<char> path)
    {
        var span = bytes.Span;
        if (span.StartsWith(Encoding.UTF8.Preamble))
        {
            return bytes[Encoding.UTF8.Preamble.Length..];
        }

        var probe = span[..Math.Min(span.Length, ProbeBytes)];
        if (Wide(probe) is { } encoding)
        {
            var mark = span.StartsWith(encoding.Preamble) ? encoding.Preamble.Length : 0;
            return Encoding.UTF8.GetBytes(encoding.GetString(span[mark..]));
        }

        var isText = !probe.Contains((byte)0) || Texts.Contains(path[(path.LastIndexOfAny('.', '/') + 1)..]);
        return isText ? bytes : (ReadOnlyMemory<byte>?)null;
    }

    /// <summary>The encoding of two bytes a character, by its mark, or by where the zeros stand.</summary>
    private static Encoding? Wide(ReadOnlySpan<byte> probe)
    {
        if (probe.StartsWith(Encoding.Unicode.Preamble))
        {
            return Encoding.Unicode;
        }

        if (probe.StartsWith(Encoding.BigEndianUnicode.Preamble))
        {
            return Encoding.BigEndianUnicode;
        }

        var (even, odd) = Zeros(probe);
        var pairs = probe.Length / 2;
        return odd * 2 > pairs && even * 16 < pairs ? Encoding.Unicode
            : even * 2 > pairs && odd * 16 < pairs ? Encoding.BigEndianUnicode
            : null;
    }

    private static (int Even, int Odd) Zeros(ReadOnlySpan<byte> probe)
    {
        var (even, odd) = (0, 0);
        for (var at = 0; at + 1 < probe.Length; at += 2)
        {
            even += probe[at] == 0 ? 1 : 0;
            odd += probe[at + 1] == 0 ? 1 : 0;
        }

        return (even, odd);
    }
}
