using System.Data.Common;
using Tollgate.Core;

namespace Tollgate.Storage;

/// <summary>Reads columns back from their database form.</summary>
public static class ReaderColumns
{
    /// <summary>An id.</summary>
    public static Guid GetId(this DbDataReader reader, int column) => Ids.FromBytes(reader.GetFieldValue<byte[]>(column));

    /// <summary>An id, or null.</summary>
    public static Guid? GetIdOrNull(this DbDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetId(column);

    /// <summary>Money.</summary>
    public static Money GetMoney(this DbDataReader reader, int column) => new(reader.GetInt64(column));

    /// <summary>Money, or null.</summary>
    public static Money? GetMoneyOrNull(this DbDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetMoney(column);

    /// <summary>A time.</summary>
    public static DateTimeOffset GetTime(this DbDataReader reader, int column) => UnixTime.FromUnixMicros(reader.GetInt64(column));

    /// <summary>A time, or null.</summary>
    public static DateTimeOffset? GetTimeOrNull(this DbDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetTime(column);

    /// <summary>Text, or null.</summary>
    public static string? GetTextOrNull(this DbDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetString(column);

    /// <summary>A whole number, or null.</summary>
    public static long? GetNumberOrNull(this DbDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetInt64(column);

    /// <summary>Bytes.</summary>
    public static byte[] GetBlob(this DbDataReader reader, int column) => reader.GetFieldValue<byte[]>(column);

    /// <summary>Bytes, or null.</summary>
    public static byte[]? GetBlobOrNull(this DbDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetBlob(column);

    /// <summary>A claim stored as 0 or 1.</summary>
    public static bool GetFlag(this DbDataReader reader, int column) => reader.GetInt64(column) != 0;
}
