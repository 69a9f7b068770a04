using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Tollgate.Outbound;

/// <summary>
/// Signs what goes to a webhook: HMAC-SHA256 with the receiver's secret over "timestamp.body", the timestamp in seconds since 1970. A receiver
/// computes the same, compares in constant time, and refuses timestamps that are old.
/// </summary>
internal static class WebhookSignature
{
    /// <summary>The header with the timestamp.</summary>
    public const string TimestampHeader = "x-tollgate-timestamp";

    /// <summary>The header with the signature: "v1=" and 64 hexadecimal digits.</summary>
    public const string SignatureHeader = "x-tollgate-signature";

    /// <summary>The header with the notice's id; it is the same in all copies.</summary>
    public const string NoticeHeader = "x-tollgate-notice-id";

    /// <summary>The two headers that sign a body.</summary>
    public static (string Name, string Value)[] Headers(string secret, DateTimeOffset now, ReadOnlySpan<byte> body)
    {
        var timestamp = now.ToUnixTimeSeconds();
        return [(TimestampHeader, timestamp.ToString(CultureInfo.InvariantCulture)), (SignatureHeader, Of(secret, timestamp, body))];
    }

    /// <summary>The value of the signature header.</summary>
    public static string Of(string secret, long timestamp, ReadOnlySpan<byte> body)
    {
        using var hash = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, Encoding.UTF8.GetBytes(secret));
        hash.AppendData(Encoding.ASCII.GetBytes(timestamp.ToString(CultureInfo.InvariantCulture)));
        hash.AppendData("."u8);
        hash.AppendData(body);
        return "v1=" + Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
