using System.Security.Cryptography;

namespace Tollgate.Pricing.Updates;

/// <summary>Whose catalogues are trusted: an ECDSA P-256 public key, and what it says of a file and its detached signature (SHA-256).</summary>
internal static class CatalogKey
{
    private const int FixedSignature = 64;
    private const int Bits = 256;

    /// <summary>Reads a key: a PEM text, or its Base64 in one line.</summary>
    public static bool TryRead(string text, out byte[] key)
    {
        key = [];
        try
        {
            var base64 = string.Concat(text.Split('\n', '\r').Where(line => !line.StartsWith("-----", StringComparison.Ordinal))).Replace(" ", "", StringComparison.Ordinal);
            key = Convert.FromBase64String(base64);
            using var opened = Open(key);
            return opened.KeySize == Bits && opened.ExportParameters(false).Curve.Oid.Value == ECCurve.NamedCurves.nistP256.Oid.Value;
        }
        catch (Exception fault) when (fault is FormatException or CryptographicException or PlatformNotSupportedException)
        {
            return false;
        }
    }

    /// <summary>Whether the signature is the key's, of this very file. A signature comes as OpenSSL writes it (DER), or as its two numbers.</summary>
    public static bool Verifies(byte[] key, ReadOnlySpan<byte> file, ReadOnlySpan<byte> signature)
    {
        using var opened = Open(key);
        return signature.Length > 0 && opened.VerifyData(
            file, signature, HashAlgorithmName.SHA256, signature.Length == FixedSignature ? DSASignatureFormat.IeeeP1363FixedFieldConcatenation : DSASignatureFormat.Rfc3279DerSequence);
    }

    private static ECDsa Open(byte[] key)
    {
        var opened = ECDsa.Create();
        opened.ImportSubjectPublicKeyInfo(key, out _);
        return opened;
    }
}
