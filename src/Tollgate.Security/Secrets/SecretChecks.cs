using System.Buffers.Text;
using System.Numerics;
using System.Security.Cryptography;

namespace Tollgate.Security.Secrets;

/// <summary>The checksums and structures inside tokens.</summary>
internal static class SecretChecks
{
    private const string Base62 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private const string Base58 = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
    private const int LongestBase58 = 112;
    private static readonly uint[] CrcTable = MakeCrcTable();

    /// <summary>Whether the token carries what the check wants; null when there is nothing to check.</summary>
    public static bool? Passes(SecretCheck check, ReadOnlySpan<byte> token, int prefix) => check switch
    {
        SecretCheck.Crc32Base62 => ReadBase62(token[^6..]) == Crc32(token[prefix..^6]),
        SecretCheck.Crc32Hex => IsHexCrc(token),
        SecretCheck.GatewayKey => ReadBase62(token[^6..]) == Crc32C(token[..^6]),
        SecretCheck.Base64Json => IsBase64Json(token[prefix..]),
        SecretCheck.Base58Check => IsBase58Check(token),
        SecretCheck.BasicPair => AuthorizationMatcher.IsPair(token),
        SecretCheck.PasswordLast => IsChosen(token[(token.LastIndexOfAny((byte)':', (byte)' ') + 1)..]),
        SecretCheck.Mixed => (Randomness.Classes(token[prefix..]) & 7) == 7,
        SecretCheck.LetterAndDigit => (Randomness.Classes(token[prefix..]) & 7) is not (1 or 2 or 4 or 6),
        _ => null,
    };

    /// <summary>Whether base64 text starts with a JSON object.</summary>
    public static bool IsBase64Json(ReadOnlySpan<byte> text) => text.StartsWith("eyJ"u8) || text.StartsWith("ewog"u8) || text.StartsWith("eyAi"u8) || text.StartsWith("ewo"u8);

    /// <summary>CRC32 as in zip files.</summary>
    public static uint Crc32(ReadOnlySpan<byte> text)
    {
        var sum = uint.MaxValue;
        foreach (var value in text)
        {
            sum = CrcTable[(byte)(sum ^ value)] ^ (sum >> 8);
        }

        return ~sum;
    }

    private static bool IsChosen(ReadOnlySpan<byte> password) => (Randomness.Classes(password) & 7) is not (1 or 2 or 4 or 6) && !Placeholder.Is(password);

    private static uint Crc32C(ReadOnlySpan<byte> text)
    {
        var sum = uint.MaxValue;
        foreach (var value in text)
        {
            sum = BitOperations.Crc32C(sum, value);
        }

        return ~sum;
    }

    private static ulong ReadBase62(ReadOnlySpan<byte> digits)
    {
        var value = 0UL;
        foreach (var digit in digits)
        {
            var worth = Base62.IndexOf((char)digit, StringComparison.Ordinal);
            value = worth < 0 ? ulong.MaxValue >> 8 : (value * 62) + (ulong)worth;
        }

        return value;
    }

    private static bool IsHexCrc(ReadOnlySpan<byte> token) =>
        Utf8Parser.TryParse(token[^8..], out uint wanted, out var read, 'x') && read == 8 && wanted == Crc32(token[..^9]);

    private static bool IsBase58Check(ReadOnlySpan<byte> token)
    {
        if (token.Length > LongestBase58)
        {
            return false;
        }

        var number = BigInteger.Zero;
        foreach (var digit in token)
        {
            var worth = Base58.IndexOf((char)digit, StringComparison.Ordinal);
            if (worth < 0)
            {
                return false;
            }

            number = (number * 58) + worth;
        }

        var bytes = number.ToByteArray(isUnsigned: true, isBigEndian: true);
        return bytes.Length > 4 && SHA256.HashData(SHA256.HashData(bytes.AsSpan()[..^4])).AsSpan(0, 4).SequenceEqual(bytes.AsSpan()[^4..]);
    }

    private static uint[] MakeCrcTable()
    {
        var table = new uint[256];
        for (var value = 0u; value < 256; value++)
        {
            var sum = value;
            for (var bit = 0; bit < 8; bit++)
            {
                sum = (sum & 1) != 0 ? (sum >> 1) ^ 0xEDB88320 : sum >> 1;
            }

            table[value] = sum;
        }

        return table;
    }
}
