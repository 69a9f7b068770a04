using System.Buffers;
using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;

namespace Tollgate.Callers.SignIn;

/// <summary>The SHA-256 of a key: all that is kept of it.</summary>
internal readonly struct KeyHash : IEquatable<KeyHash>
{
    /// <summary>Bytes of the hash.</summary>
    public const int Size = 32;

    /// <summary>A longer credential cannot be a gateway key (an imported one included).</summary>
    public const int MaxKeyLength = 512;

    private static readonly SearchValues<char> Hex = SearchValues.Create("0123456789abcdefABCDEF");
    private readonly Words words;

    private KeyHash(in Words words) => this.words = words;

    /// <summary>Hashes a key without allocating; false when it is too long to be one.</summary>
    public static bool TryOf(ReadOnlySpan<char> key, out KeyHash hash)
    {
        hash = default;
        var text = default(KeyText);
        if (key.IsEmpty || key.Length > MaxKeyLength || !Encoding.UTF8.TryGetBytes(key, text, out var length))
        {
            return false;
        }

        var words = default(Words);
        SHA256.HashData(((ReadOnlySpan<byte>)text)[..length], words);
        hash = new KeyHash(words);
        CryptographicOperations.ZeroMemory(text);
        return true;
    }

    /// <summary>From the bytes in the database.</summary>
    public static KeyHash FromBytes(ReadOnlySpan<byte> bytes)
    {
        var words = default(Words);
        bytes[..Size].CopyTo(words);
        return new KeyHash(words);
    }

    /// <summary>Reads 64 hexadecimal digits.</summary>
    public static bool TryParse(string text, out KeyHash hash)
    {
        hash = default;
        if (text.Length != Size * 2 || text.AsSpan().ContainsAnyExcept(Hex))
        {
            return false;
        }

        hash = FromBytes(Convert.FromHexString(text));
        return true;
    }

    /// <summary>The database form.</summary>
    public byte[] ToBytes() => Bytes(in words).ToArray();

    /// <summary>Compares in constant time.</summary>
    public bool Equals(KeyHash other) => CryptographicOperations.FixedTimeEquals(Bytes(in words), Bytes(in other.words));

    public override bool Equals(object? obj) => obj is KeyHash other && Equals(other);

    /// <summary>A part of a cryptographic hash is as good a hash as any.</summary>
    public override int GetHashCode() => BinaryPrimitives.ReadInt32LittleEndian(Bytes(in words));

    private static ReadOnlySpan<byte> Bytes(in Words words) => MemoryMarshal.CreateReadOnlySpan(in Unsafe.As<Words, byte>(ref Unsafe.AsRef(in words)), Size);

    [InlineArray(Size)]
    private struct Words
    {
        private byte first;
    }

    [InlineArray(MaxKeyLength)]
    private struct KeyText
    {
        private byte first;
    }
}
