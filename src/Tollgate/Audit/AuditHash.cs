using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Tollgate.Core;

namespace Tollgate.Audit;

/// <summary>The chain: each row's SHA-256 covers the row before, its own place and every field, each with its length in front.</summary>
internal static class AuditHash
{
    /// <summary>What the first row holds as the hash before it.</summary>
    public static byte[] Start => new byte[SHA256.HashSizeInBytes];

    /// <summary>The hash of a row.</summary>
    public static byte[] Of(byte[] previous, long sequence, Guid id, DateTimeOffset at, AuditEvent happened)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Append(hash, previous);
        Append(hash, sequence);
        Append(hash, id.ToBytes());
        Append(hash, at.ToUnixMicros());
        Append(hash, happened.OrganizationId.ToBytes());
        Append(hash, happened.ActorKeyId.ToBytes());
        Append(hash, happened.ActorName);
        Append(hash, happened.Action);
        Append(hash, happened.SubjectKind);
        Append(hash, happened.SubjectId);
        Append(hash, happened.Detail);
        return hash.GetHashAndReset();
    }

    private static void Append(IncrementalHash hash, string text) => Append(hash, Encoding.UTF8.GetBytes(text));

    private static void Append(IncrementalHash hash, long number)
    {
        var bytes = new byte[sizeof(long)];
        BinaryPrimitives.WriteInt64BigEndian(bytes, number);
        Append(hash, bytes);
    }

    private static void Append(IncrementalHash hash, byte[] bytes)
    {
        var length = new byte[sizeof(int)];
        BinaryPrimitives.WriteInt32BigEndian(length, bytes.Length);
        hash.AppendData(length);
        hash.AppendData(bytes);
    }
}
