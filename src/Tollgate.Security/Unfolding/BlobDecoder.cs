using System.Buffers;
using System.Text.Unicode;
using Tollgate.Security.Matching;

namespace Tollgate.Security.Unfolding;

/// <summary>
/// Decodes what base64 and hexadecimal hide: every run of their characters that is long enough and decodes to text, lines of wrapped
/// base64 joined. All of it goes into one view; spans map to the whole run.
/// </summary>
internal static class BlobDecoder
{
    private const int LeastRun = 20;
    private const int LeastHexRun = 24;
    private const int LeastWrapped = 60;
    private const int LongestRun = 1 << 20;
    private const int ProbeCharacters = 20;
    private static readonly ByteClass Base64 = ByteClass.Parse("A-Za-z0-9+/_-");

    /// <summary>Writes what was hidden; false when nothing was.</summary>
    public static bool Decode(ReadOnlySpan<byte> text, SpanMap? parent, TextView view)
    {
        var state = new BlobState();
        view.Reset(0, parent);
        var at = 0;
        while (at < text.Length)
        {
            at += state.LineGap(text, at);
            var least = state.IsWrapped(text, at) ? 4 : LeastRun;
            if (!TryRun(text, ref at, least, out var run))
            {
                continue;
            }

            DecodeRun(text, at, run, ref state, view);
            at += run;
        }

        return view.Length > 0;
    }

    /// <summary>Finds the next run by looking where a long one would have to pass; moves the place to its start.</summary>
    private static bool TryRun(ReadOnlySpan<byte> text, ref int at, int least, out int run)
    {
        run = 0;
        var far = at + least - 1;
        if (far >= text.Length)
        {
            at = text.Length;
            return false;
        }

        if (!Base64.Has(text[far]))
        {
            at = far + 1;
            return false;
        }

        var back = Base64.RunBack(text[at..far], least);
        at = far - back;
        run = Base64.Run(text[at..], LongestRun);
        if (run >= least)
        {
            return true;
        }

        at += run + 1;
        return false;
    }

    private static void DecodeRun(ReadOnlySpan<byte> text, int at, int run, ref BlobState state, TextView view)
    {
        var isWrapped = state.IsWrapped(text, at);
        var source = text.Slice(at, run);
        var end = at + run + PaddingLength(text[(at + run)..]);
        if (IsHex(source) && TryHex(source, view, at, end))
        {
            state.Took(view, end, isLine: false);
            return;
        }

        if (!isWrapped)
        {
            if (run < LeastRun || !IsTextual(source))
            {
                state.Skipped();
                return;
            }

            BlobState.Separate(view, at);
        }

        if (TryBase64(source, view, at, end))
        {
            state.Took(view, end, isLine: run >= LeastWrapped && run % 4 == 0);
        }
    }

    private static int PaddingLength(ReadOnlySpan<byte> text) => text.StartsWith("=="u8) ? 2 : text.StartsWith("="u8) ? 1 : 0;

    private static bool IsHex(ReadOnlySpan<byte> run) => run.Length >= LeastHexRun && run.Length % 2 == 0 && ByteClass.Hex.Run(run, run.Length) == run.Length;

    /// <summary>A look at the start of a run: most runs are names, paths and hashes.</summary>
    private static bool IsTextual(ReadOnlySpan<byte> run)
    {
        // 20 bytes of the stack, once a run.
        Span<byte> probe = stackalloc byte[ProbeCharacters];
        run[..ProbeCharacters].CopyTo(probe);
        var decoded = DecodeInPlace(probe, ProbeCharacters);
        return IsText(probe[..decoded], allowCut: true) || IsWide(probe[..decoded]);
    }

    private static bool TryHex(ReadOnlySpan<byte> run, TextView view, int start, int end)
    {
        var room = view.Room(run.Length / 2);
        if (Convert.FromHexString(run, room, out _, out var written) != OperationStatus.Done || !IsText(room[..written], allowCut: false))
        {
            return false;
        }

        view.Took(written, start, end);
        return true;
    }

    private static bool TryBase64(ReadOnlySpan<byte> run, TextView view, int start, int end)
    {
        var room = view.Room(run.Length + 3);
        run.CopyTo(room);
        var decoded = room[..DecodeInPlace(room, run.Length)];
        if (IsWide(decoded))
        {
            decoded = decoded[..Narrow(decoded)];
        }

        if (!IsText(decoded, allowCut: true))
        {
            return false;
        }

        view.Took(decoded.Length, start, end);
        return true;
    }

    /// <summary>Decodes either alphabet, padded or not; there is room behind the run for the padding.</summary>
    private static int DecodeInPlace(Span<byte> room, int length)
    {
        length -= length % 4 == 1 ? 1 : 0;
        while (length % 4 != 0)
        {
            room[length++] = (byte)'=';
        }

        var run = room[..length];
        run.Replace((byte)'-', (byte)'+');
        run.Replace((byte)'_', (byte)'/');
        return System.Buffers.Text.Base64.DecodeFromUtf8InPlace(run, out var written) == OperationStatus.Done ? written : 0;
    }

    /// <summary>Whether bytes are text: valid UTF-8 with hardly any control characters.</summary>
    private static bool IsText(ReadOnlySpan<byte> bytes, bool allowCut)
    {
        for (var cut = 0; allowCut && cut < 3 && bytes.Length > 4 && !Utf8.IsValid(bytes); cut++)
        {
            bytes = bytes[..^1];
        }

        if (bytes.Length < 3 || !Utf8.IsValid(bytes))
        {
            return false;
        }

        var controls = 0;
        foreach (var value in bytes)
        {
            controls += value is < 0x20 and not ((byte)'\n' or (byte)'\r' or (byte)'\t') or 0x7F ? 1 : 0;
        }

        return controls * 20 <= bytes.Length;
    }

    /// <summary>Whether bytes are UTF-16 text in a Western language: every other byte is zero.</summary>
    private static bool IsWide(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < 8)
        {
            return false;
        }

        for (var index = 1; index < bytes.Length; index += 2)
        {
            if (bytes[index] != 0)
            {
                return false;
            }
        }

        return true;
    }

    private static int Narrow(Span<byte> bytes)
    {
        var length = 0;
        for (var index = 0; index < bytes.Length; index += 2)
        {
            bytes[length++] = bytes[index];
        }

        return length;
    }
}
