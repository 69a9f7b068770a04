using System.Security.Cryptography;
using System.Text;

namespace Tollgate.Upstreams.Keys;

/// <summary>Seals provider keys for the database and opens them again. Each is bound to its provider, so that rows cannot be swapped.</summary>
internal sealed class KeyVault(MasterKey master)
{
    private const int NonceBytes = 12;
    private const int TagBytes = 16;

    /// <summary>Nonce, tag and ciphertext of a key.</summary>
    public byte[] Seal(string provider, string deployment, Secret key)
    {
        var plain = Encoding.UTF8.GetBytes(key.Reveal());
        var box = new byte[NonceBytes + TagBytes + plain.Length];
        RandomNumberGenerator.Fill(box.AsSpan(0, NonceBytes));
        using var aes = new AesGcm(master.Read(), TagBytes);
        aes.Encrypt(box.AsSpan(0, NonceBytes), plain, box.AsSpan(NonceBytes + TagBytes), box.AsSpan(NonceBytes, TagBytes), Context(provider, deployment));
        CryptographicOperations.ZeroMemory(plain);
        return box;
    }

    /// <summary>Opens a sealed key; null when it was sealed with another master key, for another provider, or was changed.</summary>
    public Secret? Open(string provider, string deployment, ReadOnlySpan<byte> box)
    {
        if (box.Length <= NonceBytes + TagBytes)
        {
            return null;
        }

        var plain = new byte[box.Length - NonceBytes - TagBytes];
        try
        {
            using var aes = new AesGcm(master.Read(), TagBytes);
            aes.Decrypt(box[..NonceBytes], box[(NonceBytes + TagBytes)..], box[NonceBytes..(NonceBytes + TagBytes)], plain, Context(provider, deployment));
            return new Secret(Encoding.UTF8.GetString(plain));
        }
        catch (AuthenticationTagMismatchException)
        {
            return null;
        }
        finally
        {
            CryptographicOperations.ZeroMemory(plain);
        }
    }

    private static byte[] Context(string provider, string deployment) => Encoding.UTF8.GetBytes($"tollgate provider key\n{provider}\n{deployment}");
}
