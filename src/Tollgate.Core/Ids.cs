using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Tollgate.Core;

/// <summary>Ids are UUIDv7: ordered by time, 16 big-endian bytes in the database, lower-case text in JSON.</summary>
public static class Ids
{
    private const int IdBytes = 16;
    private const int TimeBytes = 6;
    private const int StockBytes = 64 * (IdBytes - TimeBytes);

    // Asking the system for ten bytes costs a call into the kernel; asking for many at once costs the same.
    [ThreadStatic]
    private static byte[]? _stock;

    [ThreadStatic]
    private static int _used;

    /// <summary>A new id: 48 bits of Unix milliseconds, the version, 74 random bits (RFC 9562, 5.7).</summary>
    public static Guid New(TimeProvider time)
    {
        Span<byte> id = stackalloc byte[IdBytes];
        BinaryPrimitives.WriteInt64BigEndian(id, time.GetUtcNow().ToUnixTimeMilliseconds() << 16);
        Random().CopyTo(id[TimeBytes..]);
        id[6] = (byte)(0x70 | (id[6] & 0x0F));
        id[8] = (byte)(0x80 | (id[8] & 0x3F));
        return new Guid(id, bigEndian: true);
    }

    /// <summary>The database form: 16 big-endian bytes.</summary>
    public static byte[] ToBytes(this Guid id) => id.ToByteArray(bigEndian: true);

    /// <summary>Reads the database form.</summary>
    public static Guid FromBytes(ReadOnlySpan<byte> bytes) => new(bytes, bigEndian: true);

    private static ReadOnlySpan<byte> Random()
    {
        if (_stock is null || _used == StockBytes)
        {
            _stock ??= new byte[StockBytes];
            RandomNumberGenerator.Fill(_stock);
            _used = 0;
        }

        var random = _stock.AsSpan(_used, IdBytes - TimeBytes);
        _used += random.Length;
        return random;
    }
}
