using System.Buffers;
using System.Data.Common;
using System.Text.Unicode;
using Microsoft.Data.Sqlite;
using SQLitePCL;
using Tollgate.Core;
using Tollgate.Storage.Sqlite;

namespace Tollgate.Storage;

/// <summary>
/// One statement that runs for many rows: prepared once, its parameters set in their order, by place, without boxes or strings of names.
/// For those who write the most rows; everybody else takes a <see cref="DbCommand"/>. Runs in the transaction of its connection.
/// </summary>
public sealed class RowStatement : IDisposable
{
    // Text is encoded here before the database copies it; longer text gets a buffer of its own size.
    private readonly byte[] _text = ArrayPool<byte>.Shared.Rent(4096);
    private readonly PooledConnection _connection;
    private readonly sqlite3 _database;
    private readonly sqlite3_stmt _statement;
    private int _next = 1;

    /// <summary>Prepares a statement on a connection of the data source.</summary>
    /// <param name="connection">Where it runs; it must stay open for as long as the statement.</param>
    /// <param name="sql">The statement. Its parameters count by their first appearance.</param>
    /// <exception cref="StorageException">The statement is not sound, or the database is away.</exception>
    public RowStatement(DbConnection connection, string sql)
    {
        _connection = (PooledConnection)connection;
        _database = _connection.Inner().Handle!;
        Check(raw.sqlite3_prepare_v2(_database, sql, out _statement));
    }

    /// <summary>Sets the next parameter to a whole number.</summary>
    public RowStatement With(long value)
    {
        Check(raw.sqlite3_bind_int64(_statement, _next++, value));
        return this;
    }

    /// <summary>Sets the next parameter to a whole number, or to null.</summary>
    public RowStatement With(long? value) => value is { } number ? With(number) : WithNull();

    /// <summary>Sets the next parameter to money.</summary>
    public RowStatement With(Money value) => With(value.Nanos);

    /// <summary>Sets the next parameter to a time.</summary>
    public RowStatement With(DateTimeOffset value) => With(value.ToUnixMicros());

    /// <summary>Sets the next parameter to a duration in microseconds, or to null.</summary>
    public RowStatement With(TimeSpan? value) => value is { } span ? With(span.Ticks / TimeSpan.TicksPerMicrosecond) : WithNull();

    /// <summary>Sets the next parameter to an id; an empty one is null.</summary>
    public RowStatement WithOptional(Guid value) => value == Guid.Empty ? WithNull() : With(value);

    /// <summary>Sets the next parameter to an id.</summary>
    public RowStatement With(Guid value)
    {
        _ = value.TryWriteBytes(_text, bigEndian: true, out var length);
        return With(_text.AsSpan(0, length));
    }

    /// <summary>Sets the next parameter to bytes.</summary>
    public RowStatement With(ReadOnlySpan<byte> value)
    {
        Check(raw.sqlite3_bind_blob(_statement, _next++, value));
        return this;
    }

    /// <summary>Sets the next parameter to bytes, or to null.</summary>
    public RowStatement With(byte[]? value) => value is null ? WithNull() : With(value.AsSpan());

    /// <summary>Sets the next parameter to text, or to null.</summary>
    public RowStatement With(string? value)
    {
        if (value is null)
        {
            return WithNull();
        }

        var buffer = value.Length * 3 <= _text.Length ? _text : new byte[value.Length * 3];
        _ = Utf8.FromUtf16(value, buffer, out _, out var length);
        Check(raw.sqlite3_bind_text(_statement, _next++, buffer.AsSpan(0, length)));
        return this;
    }

    /// <summary>Runs the statement with the values set; the number of rows that changed.</summary>
    /// <exception cref="StorageException">The row broke a constraint, or the database is away.</exception>
    public int Run()
    {
        _next = 1;
        var code = raw.sqlite3_step(_statement);
        var changed = raw.sqlite3_changes(_database);
        var reset = raw.sqlite3_reset(_statement);
        _ = raw.sqlite3_clear_bindings(_statement);
        Check(code == raw.SQLITE_DONE ? reset : code);
        return changed;
    }

    /// <summary>Runs the statement with the values set; whether it found a row.</summary>
    /// <exception cref="StorageException">The database is away.</exception>
    public bool Finds()
    {
        _next = 1;
        var code = raw.sqlite3_step(_statement);
        var reset = raw.sqlite3_reset(_statement);
        _ = raw.sqlite3_clear_bindings(_statement);
        Check(code is raw.SQLITE_ROW or raw.SQLITE_DONE ? reset : code);
        return code == raw.SQLITE_ROW;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _statement.Dispose();
        ArrayPool<byte>.Shared.Return(_text);
    }

    private RowStatement WithNull()
    {
        // Every run begins with nothing set, which is null.
        _next++;
        return this;
    }

    private void Check(int code)
    {
        if (code == raw.SQLITE_OK)
        {
            return;
        }

        try
        {
            SqliteException.ThrowExceptionForRC(code, _database);
        }
        catch (SqliteException fault)
        {
            throw _connection.Source.Translate(fault);
        }
    }
}
