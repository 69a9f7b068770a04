using System.Buffers.Binary;
using Tollgate.Core;

namespace Tollgate.Ledger.Journals;

/// <summary>What a segment of an earlier run holds: the places of its sound records, and what is wrong with the rest.</summary>
internal sealed record SegmentScan(long Number, long Length, IReadOnlyList<Slice> Sound)
{
    /// <summary>Bytes after the last sound record that are neither a record nor empty.</summary>
    public long TailBytes { get; private init; }

    /// <summary>Whether sound records follow unsound bytes: not a torn end, but damage.</summary>
    public bool IsDamaged { get; init; }

    /// <summary>Whether there is no record.</summary>
    public bool IsEmpty => Sound.Count == 0;

    /// <summary>Where the last sound record ends.</summary>
    public long End => IsEmpty ? Math.Min(Length, JournalSegment.HeaderBytes) : Sound[^1].End;

    /// <summary>Reads a whole segment and checks every record.</summary>
    public static SegmentScan Of(long number, IJournalFile file)
    {
        var bytes = ReadAll(file);
        var sound = new List<Slice>();
        var isDamaged = bytes.Length >= JournalSegment.HeaderBytes && !bytes.AsSpan(0, JournalSegment.HeaderBytes).SequenceEqual(JournalSegment.Header);
        var at = JournalSegment.HeaderBytes;
        while (at < bytes.Length)
        {
            var end = SoundUntil(bytes, at);
            if (end > at)
            {
                sound.Add(new Slice(at, end - at));
            }

            at = NextSound(bytes, end);
            isDamaged |= at < bytes.Length;
        }

        var last = sound.Count == 0 ? Math.Min(bytes.Length, JournalSegment.HeaderBytes) : sound[^1].End;
        var hasTail = bytes.AsSpan(last).ContainsAnyExcept((byte)0);
        return new SegmentScan(number, bytes.Length, sound) { IsDamaged = isDamaged, TailBytes = hasTail ? bytes.Length - last : 0 };
    }

    private static byte[] ReadAll(IJournalFile file)
    {
        var bytes = new byte[file.Length];
        var filled = 0;
        while (filled < bytes.Length)
        {
            var read = file.Read(bytes.AsSpan(filled), filled);
            if (read == 0)
            {
                break;
            }

            filled += read;
        }

        return bytes;
    }

    private static int SoundUntil(ReadOnlySpan<byte> bytes, int at)
    {
        while (RecordFrame.Check(bytes[at..]) is > 0 and var length)
        {
            at += length;
        }

        return at;
    }

    /// <summary>The next place at which a record begins whose checksum holds; the end when there is none.</summary>
    private static int NextSound(ReadOnlySpan<byte> bytes, int at)
    {
        for (; at <= bytes.Length - RecordFrame.HeaderBytes; at++)
        {
            // Cheap first: most places do not even hold a possible length.
            if (BinaryPrimitives.ReadUInt32LittleEndian(bytes[at..]) is > 0 and <= RecordFrame.LargestRecord && RecordFrame.Check(bytes[at..]) > 0)
            {
                return at;
            }
        }

        return bytes.Length;
    }
}
