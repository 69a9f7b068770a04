using System.Collections;
using System.Data.Common;
using Microsoft.Data.Sqlite;
using Tollgate.Core;

namespace Tollgate.Storage.Sqlite;

/// <summary>Rows of a pooled connection; closing them gives back the write gate and, where asked, the connection.</summary>
internal sealed class PooledReader(SqliteDataReader inner, PooledConnection connection, bool isGated, bool ownsConnection) : DbDataReader
{
    private bool isDone;

    public override int Depth => inner.Depth;

    public override int FieldCount => inner.FieldCount;

    public override bool HasRows => inner.HasRows;

    public override bool IsClosed => inner.IsClosed;

    public override int RecordsAffected => inner.RecordsAffected;

    public override object this[int ordinal] => inner[ordinal];

    public override object this[string name] => inner[name];

    public override bool Read() => Step(inner.Read);

    public override async Task<bool> ReadAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        await PoolThread.SwitchAsync();
        return Read();
    }

    public override bool NextResult() => Step(inner.NextResult);

    public override void Close()
    {
        if (isDone)
        {
            return;
        }

        isDone = true;
        inner.Dispose();
        if (isGated)
        {
            connection.Source.Gate.Leave();
        }

        if (ownsConnection)
        {
            connection.Close();
        }
    }

    public override bool GetBoolean(int ordinal) => inner.GetBoolean(ordinal);

    public override byte GetByte(int ordinal) => inner.GetByte(ordinal);

    /// <summary>Not the driver's own, which asks the library for the origin of the column and crashes on computed ones.</summary>
    public override long GetBytes(int ordinal, long dataOffset, byte[]? buffer, int bufferOffset, int length) =>
        Copy<byte>(inner.GetFieldValue<byte[]>(ordinal), dataOffset, buffer, bufferOffset, length);

    public override char GetChar(int ordinal) => inner.GetChar(ordinal);

    public override long GetChars(int ordinal, long dataOffset, char[]? buffer, int bufferOffset, int length) =>
        Copy(inner.GetString(ordinal), dataOffset, buffer, bufferOffset, length);

    public override string GetDataTypeName(int ordinal) => inner.GetDataTypeName(ordinal);

    public override DateTime GetDateTime(int ordinal) => inner.GetDateTime(ordinal);

    public override decimal GetDecimal(int ordinal) => inner.GetDecimal(ordinal);

    public override double GetDouble(int ordinal) => inner.GetDouble(ordinal);

    public override IEnumerator GetEnumerator() => new DbEnumerator(this);

    public override Type GetFieldType(int ordinal) => inner.GetFieldType(ordinal);

    public override T GetFieldValue<T>(int ordinal) => inner.GetFieldValue<T>(ordinal);

    public override float GetFloat(int ordinal) => inner.GetFloat(ordinal);

    public override Guid GetGuid(int ordinal) => inner.GetGuid(ordinal);

    public override short GetInt16(int ordinal) => inner.GetInt16(ordinal);

    public override int GetInt32(int ordinal) => inner.GetInt32(ordinal);

    public override long GetInt64(int ordinal) => inner.GetInt64(ordinal);

    public override string GetName(int ordinal) => inner.GetName(ordinal);

    public override int GetOrdinal(string name) => inner.GetOrdinal(name);

    public override string GetString(int ordinal) => inner.GetString(ordinal);

    public override object GetValue(int ordinal) => inner.GetValue(ordinal);

    public override int GetValues(object[] values) => inner.GetValues(values);

    public override bool IsDBNull(int ordinal) => inner.IsDBNull(ordinal);

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            Close();
        }

        base.Dispose(disposing);
    }

    private static long Copy<T>(ReadOnlySpan<T> value, long offset, T[]? buffer, int bufferOffset, int length)
    {
        if (buffer is null)
        {
            return value.Length;
        }

        var from = value[(int)Math.Min(offset, value.Length)..];
        var copied = from[..Math.Min(from.Length, length)];
        copied.CopyTo(buffer.AsSpan(bufferOffset));
        return copied.Length;
    }

    private bool Step(Func<bool> move)
    {
        try
        {
            return move();
        }
        catch (SqliteException fault)
        {
            throw connection.Source.Translate(fault);
        }
    }
}
