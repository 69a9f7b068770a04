using System.Buffers.Binary;
using System.Globalization;
using Tollgate.Core;

namespace Tollgate.Ledger.Queries;

/// <summary>The place in a list of calls, newest first: after the call with this time and id.</summary>
internal readonly record struct CallCursor(DateTimeOffset StartedAt, Guid Id)
{
    private const int Bytes = 8 + 16;

    /// <summary>Text without meaning for the client.</summary>
    public override string ToString()
    {
        Span<byte> bytes = stackalloc byte[Bytes];
        BinaryPrimitives.WriteInt64BigEndian(bytes, StartedAt.ToUnixMicros());
        _ = Id.TryWriteBytes(bytes[8..], bigEndian: true, out _);
        return Convert.ToHexStringLower(bytes);
    }

    /// <summary>Reads the text back; null when it is not one of ours.</summary>
    public static CallCursor? Parse(string text)
    {
        if (text.Length != Bytes * 2 || !Int128.TryParse(text.AsSpan(0, 16), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out _))
        {
            return null;
        }

        Span<byte> bytes = stackalloc byte[Bytes];
        return Convert.FromHexString(text, bytes, out _, out var written) == System.Buffers.OperationStatus.Done && written == Bytes
            ? new CallCursor(UnixTime.FromUnixMicros(BinaryPrimitives.ReadInt64BigEndian(bytes)), Ids.FromBytes(bytes[8..]))
            : null;
    }
}
