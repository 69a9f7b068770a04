using System.Security.Cryptography;
using Tollgate.Pricing.Updates;

namespace Tollgate.Tests.Fuzzing;

/// <summary>A catalogue that somebody hands in: nothing but the signed bytes verifies.</summary>
public sealed class CatalogueFuzzTests
{
    [Fact]
    public void AChangedSignature_OrFile_NeverVerifies()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var file = "tollgate-catalogue 2026.11.21\n{\"id\":\"m\"}\n"u8.ToArray();
        var signature = key.SignData(file, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);
        var shown = key.ExportSubjectPublicKeyInfo();

        Assert.True(CatalogKey.Verifies(shown, file, signature));
        Fuzz.Bytes(300, [signature], changed => Assert.True(changed.AsSpan().SequenceEqual(signature) || !CatalogKey.Verifies(shown, file, changed)));
        Fuzz.Bytes(300, [file], changed => Assert.True(changed.AsSpan().SequenceEqual(file) || !CatalogKey.Verifies(shown, changed, signature)));
    }

    [Fact]
    public void AKeyInTheSettings_IsOneOrNone()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);

        Fuzz.Text(1_000, [key.ExportSubjectPublicKeyInfoPem(), Convert.ToBase64String(key.ExportSubjectPublicKeyInfo())], text => Assert.True(!CatalogKey.TryRead(text, out var read) || read.Length > 0));
    }
}
