using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.InteropServices;
using Tollgate.Ledger.Records;

namespace Tollgate.Ledger.Journals;

/// <summary>
/// The frame of a record: length of the payload (4 bytes), CRC32C of everything after itself and of the length (4), kind (1), version (1), two spare bytes.
/// Little-endian. A length of 0 is the end of a segment.
/// </summary>
internal static class RecordFrame
{
    public const int HeaderBytes = 12;

    /// <summary>No record is larger: reservations and the scan rely on it.</summary>
    public const int LargestRecord = 24 * 1024;

    /// <summary>What this code writes; a reader takes newer ones too, for fields it does not know are skipped.</summary>
    public const byte Version = 1;

    /// <summary>Fills the header of a frame whose payload is in place.</summary>
    public static void Seal(Span<byte> frame, RecordKind kind)
    {
        BinaryPrimitives.WriteInt32LittleEndian(frame, frame.Length - HeaderBytes);
        frame[8] = (byte)kind;
        frame[9] = Version;
        frame[10] = 0;
        frame[11] = 0;
        BinaryPrimitives.WriteUInt32LittleEndian(frame[4..], Checksum(frame));
    }

    /// <summary>Length of the whole frame at the start of the bytes; 0 when there is no sound one.</summary>
    public static int Check(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < HeaderBytes)
        {
            return 0;
        }

        var payload = BinaryPrimitives.ReadInt32LittleEndian(bytes);
        if (payload is <= 0 or > LargestRecord || payload > bytes.Length - HeaderBytes)
        {
            return 0;
        }

        var frame = bytes[..(HeaderBytes + payload)];
        return BinaryPrimitives.ReadUInt32LittleEndian(frame[4..]) == Checksum(frame) ? frame.Length : 0;
    }

    public static RecordKind Kind(ReadOnlySpan<byte> frame) => (RecordKind)frame[8];

    public static ReadOnlySpan<byte> Payload(ReadOnlySpan<byte> frame) => frame[HeaderBytes..];

    private static uint Checksum(ReadOnlySpan<byte> frame)
    {
        var crc = BitOperations.Crc32C(uint.MaxValue, BinaryPrimitives.ReadUInt32LittleEndian(frame));
        var rest = frame[8..];
        foreach (var word in MemoryMarshal.Cast<byte, ulong>(rest))
        {
            crc = BitOperations.Crc32C(crc, word);
        }

        foreach (var single in rest[(rest.Length & ~7)..])
        {
            crc = BitOperations.Crc32C(crc, single);
        }

        return ~crc;
    }
}
