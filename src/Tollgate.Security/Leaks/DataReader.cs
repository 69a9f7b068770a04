using System.Buffers;
using System.Buffers.Text;
using System.Text.Unicode;
using Tollgate.Security.Matching;
using Tollgate.Security.Secrets;

namespace Tollgate.Security.Leaks;

/// <summary>Judges the pieces of an address: words and values that have no business there.</summary>
internal static class DataReader
{
    private const int LeastCoded = 20;
    private const int LeastOpaque = 32;
    private const int LeastWords = 28;
    private const int LeastSpaces = 4;
    private const int Looked = 256;
    private const int LongestLabel = 40;
    private const float RandomEntropy = 3.3f;
    private const float NameEntropy = 2.5f;
    private static readonly ByteClass Coded = ByteClass.Parse("A-Za-z0-9+/_=-");
    private static readonly SearchValues<byte> Breaks = SearchValues.Create("&=;?#/,:."u8);

    /// <summary>The gravest of the pieces.</summary>
    public static CarriedData Read(ReadOnlySpan<byte> pieces)
    {
        var gravest = CarriedData.Nothing;
        while (!pieces.IsEmpty && gravest != CarriedData.Readable)
        {
            var length = pieces.IndexOfAny(Breaks);
            var piece = length < 0 ? pieces : pieces[..length];
            pieces = length < 0 ? default : pieces[(length + 1)..];
            var carried = Judge(piece);
            gravest = carried > gravest ? carried : gravest;
        }

        return gravest;
    }

    /// <summary>Whether a name of a host has data in it: it is asked for by its name alone, and whoever answers for the zone reads it.</summary>
    public static bool IsInName(ReadOnlySpan<byte> host)
    {
        while (!host.IsEmpty)
        {
            var length = host.IndexOf((byte)'.');
            var label = length < 0 ? host : host[..length];
            host = length < 0 ? default : host[(length + 1)..];
            if (label.Length >= LongestLabel && (Randomness.Classes(label) & 1) != 0 && Randomness.Entropy(label) >= NameEntropy && label.IndexOf((byte)'-') < 0)
            {
                return true;
            }
        }

        return false;
    }

    private static CarriedData Judge(ReadOnlySpan<byte> piece)
    {
        if (piece.Length >= LeastWords && Spaces(piece) >= LeastSpaces)
        {
            return CarriedData.Readable;
        }

        if (piece.Length < LeastCoded || Coded.Run(piece, piece.Length) < piece.Length)
        {
            return CarriedData.Nothing;
        }

        return IsWords(piece) ? CarriedData.Readable : IsRandom(piece) ? CarriedData.Opaque : CarriedData.Nothing;
    }

    private static bool IsRandom(ReadOnlySpan<byte> piece) =>
        piece.Length >= LeastOpaque && (Randomness.Classes(piece) & 1) != 0 && (Randomness.Classes(piece) & 6) != 0 && Randomness.Entropy(piece) >= RandomEntropy;

    /// <summary>Blanks as addresses write them.</summary>
    private static int Spaces(ReadOnlySpan<byte> piece) => piece.Count((byte)'+') + piece.Count("%20"u8);

    /// <summary>Whether it is text once it is decoded.</summary>
    private static bool IsWords(ReadOnlySpan<byte> piece)
    {
        // A short piece of the stack, once a piece that is long enough.
        Span<byte> room = stackalloc byte[Looked + 4];
        piece = piece.Length > Looked ? piece[..Looked] : piece.TrimEnd((byte)'=');
        if (ByteClass.Hex.Run(piece, piece.Length) == piece.Length && Convert.FromHexString(piece[..(piece.Length & ~1)], room, out _, out var bytes) == OperationStatus.Done && IsText(room[..bytes]))
        {
            return true;
        }

        piece = piece[..(piece.Length & ~3)];
        piece.CopyTo(room);
        var coded = room[..piece.Length];
        coded.Replace((byte)'-', (byte)'+');
        coded.Replace((byte)'_', (byte)'/');
        return Base64.DecodeFromUtf8InPlace(coded, out var written) == OperationStatus.Done && IsText(coded[..written]);
    }

    /// <summary>Printable, and mostly letters and blanks: hashes that decode by chance are not.</summary>
    private static bool IsText(ReadOnlySpan<byte> bytes)
    {
        var letters = 0;
        foreach (var value in bytes)
        {
            if (value is < 0x20 and not ((byte)'\n' or (byte)'\t' or (byte)'\r') or 0x7F)
            {
                return false;
            }

            letters += value is (byte)' ' || value >= 0x80 || char.IsAsciiLetterOrDigit((char)value) ? 1 : 0;
        }

        return bytes.Length >= 12 && letters * 4 >= bytes.Length * 3 && (Utf8.IsValid(bytes) || bytes.Length == 192);
    }
}
