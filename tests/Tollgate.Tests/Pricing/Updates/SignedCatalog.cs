using System.Security.Cryptography;
using System.Text;
using Tollgate.Pricing.Catalog;

namespace Tollgate.Tests.Pricing.Updates;

/// <summary>A catalogue file as its publisher makes it, signed with a key of its own.</summary>
internal sealed class SignedCatalog : IDisposable
{
    private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    public byte[] PublicKey => _key.ExportSubjectPublicKeyInfo();

    public string PublicPem => _key.ExportSubjectPublicKeyInfoPem();

    /// <summary>A provider's lines with one price in another's place.</summary>
    public static string Provider(string id, string price = "", string with = "")
    {
        var text = Encoding.UTF8.GetString(BuiltIn(id));
        Assert.Contains(price, text, StringComparison.Ordinal);
        return price.Length == 0 ? text : text.Replace(price, with, StringComparison.Ordinal);
    }

    public static byte[] File(string version, params string[] providers) =>
        Encoding.UTF8.GetBytes($"{{\"tollgate_catalog\":1,\"version\":\"{version}\"}}\n{string.Concat(providers)}");

    public byte[] Sign(byte[] file) => _key.SignData(file, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);

    public byte[] SignFixed(byte[] file) => _key.SignData(file, HashAlgorithmName.SHA256);

    public void Dispose() => _key.Dispose();

    private static byte[] BuiltIn(string id)
    {
        using var stream = typeof(PriceList).Assembly.GetManifestResourceStream($"catalog/models/{id}.jsonl")!;
        var file = new byte[stream.Length];
        stream.ReadExactly(file);
        return file;
    }
}
