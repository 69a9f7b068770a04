using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Tollgate.Guards.Loops;

/// <summary>A keyed hash of calls: fast, and nobody outside can choose calls that meet. Not for keeping.</summary>
internal sealed class CallHash
{
    private const ulong Odd = 0x9E3779B97F4A7C15;
    private readonly ulong _first;
    private readonly ulong _second;

    /// <summary>A hash with a key of its own.</summary>
    public CallHash(RandomNumberGenerator random)
    {
        Span<byte> seed = stackalloc byte[16];
        random.GetBytes(seed);
        _first = BinaryPrimitives.ReadUInt64LittleEndian(seed);
        _second = BinaryPrimitives.ReadUInt64LittleEndian(seed[8..]) | 1;
    }

    /// <summary>Whose call it is: the key's and the session's, without one the key's.</summary>
    public ulong Who(Guid key, string? session)
    {
        var hash = Of(_first, MemoryMarshal.AsBytes(new ReadOnlySpan<Guid>(in key)));
        return session is null ? hash : Of(hash, MemoryMarshal.AsBytes(session.AsSpan()));
    }

    /// <summary>Goes on with a number.</summary>
    public ulong Of(ulong hash, ulong number) => Mix(hash ^ number, _second) ^ Odd;

    /// <summary>Goes on with bytes.</summary>
    public ulong Of(ulong hash, ReadOnlySpan<byte> bytes)
    {
        hash = Of(hash, (ulong)bytes.Length);
        for (; bytes.Length >= 16; bytes = bytes[16..])
        {
            hash = Mix(BinaryPrimitives.ReadUInt64LittleEndian(bytes) ^ hash, BinaryPrimitives.ReadUInt64LittleEndian(bytes[8..]) ^ _second);
        }

        Span<byte> last = stackalloc byte[16];
        bytes.CopyTo(last);
        return Mix(BinaryPrimitives.ReadUInt64LittleEndian(last) ^ hash, BinaryPrimitives.ReadUInt64LittleEndian(last[8..]) ^ _second) ^ Odd;
    }

    /// <summary>The product folded; a factor of zero is no trap, for what stood before stays in.</summary>
    private static ulong Mix(ulong one, ulong two)
    {
        var high = Math.BigMul(one, two, out var low);
        return high ^ low ^ one ^ ulong.RotateLeft(two, 32);
    }
}
