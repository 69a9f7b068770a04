namespace Tollgate.Core;

/// <summary>Ids are UUIDv7: ordered by time, 16 big-endian bytes in the database, lower-case text in JSON.</summary>
public static class Ids
{
    /// <summary>A new id.</summary>
    public static Guid New(TimeProvider time) => Guid.CreateVersion7(time.GetUtcNow());

    /// <summary>The database form: 16 big-endian bytes.</summary>
    public static byte[] ToBytes(this Guid id) => id.ToByteArray(bigEndian: true);

    /// <summary>Reads the database form.</summary>
    public static Guid FromBytes(ReadOnlySpan<byte> bytes) => new(bytes, bigEndian: true);
}
