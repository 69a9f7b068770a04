using System.Buffers;
using Tollgate.Security.Matching;

namespace Tollgate.Security.Secrets;

/// <summary>Judges what stands behind `Bearer` and `Basic` in headers.</summary>
internal static class AuthorizationMatcher
{
    private const int LeastLength = 20;
    private const int LongestBasic = 400;
    private const int LeastBasic = 8;
    private const float LeastEntropy = 3.2f;
    private static readonly ByteClass Base64 = ByteClass.Parse("A-Za-z0-9+/=");

    /// <summary>Reports the credential behind the scheme's name.</summary>
    public static void Match(in SecretPlace place, ReadOnlySpan<byte> text, ref ScanSink sink)
    {
        if (!Boundary.IsBefore(text, place.Start))
        {
            return;
        }

        var isBasic = (text[place.Start + 1] | 0x20) == 'a';
        var length = isBasic ? BasicLength(text[place.End..]) : BearerLength(text[place.End..]);
        if (length > 0)
        {
            sink.Report(place.Rule.Rule, place.Rule.Rule.Severity, place.Rule.Confidence, place.End, place.End + length);
        }
    }

    private static int BearerLength(ReadOnlySpan<byte> text)
    {
        var token = text[..ByteClass.Token.Run(text, 4096)];
        token = token.TrimEnd((byte)'.');
        return token.Length >= LeastLength && (Randomness.Classes(token) & 1) != 0 && (Randomness.Classes(token) & 6) != 0
            && Randomness.Entropy(token) >= LeastEntropy && Randomness.Changes(token) * 5 >= token.Length && !Placeholder.Is(token)
            ? token.Length
            : 0;
    }

    private static int BasicLength(ReadOnlySpan<byte> text)
    {
        var length = Base64.Run(text, LongestBasic);
        return IsPair(text[..length]) ? length : 0;
    }

    /// <summary>Whether base64 holds a user, a colon and a password that is none of the usual samples.</summary>
    public static bool IsPair(ReadOnlySpan<byte> token)
    {
        if (token.Length < LeastBasic || token.Length > LongestBasic || token.Length % 4 != 0)
        {
            return false;
        }

        // At most 300 bytes, once a header.
        Span<byte> plain = stackalloc byte[LongestBasic * 3 / 4];
        if (System.Buffers.Text.Base64.DecodeFromUtf8(token, plain, out _, out var written) != OperationStatus.Done)
        {
            return false;
        }

        plain = plain[..written];
        var colon = plain.IndexOf((byte)':');
        return colon > 0 && !plain.ContainsAnyExceptInRange((byte)' ', (byte)'~') && !Placeholder.Is(plain[(colon + 1)..]);
    }
}
