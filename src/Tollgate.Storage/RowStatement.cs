using System.Buffers;
using System.Collections.Concurrent;
using System.Data.Common;
using System.Runtime.InteropServices;
using System.Text;
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
    private const int RoomBytes = 16 * 1024;
    private static readonly ConcurrentBag<byte[]> Rooms = [];

    // Ids and texts of a row stand here, one after the other, until it has run: the database reads them in place. What finds no room is copied.
    private readonly byte[] _room = Rooms.TryTake(out var room) ? room : GC.AllocateUninitializedArray<byte>(RoomBytes, pinned: true);
    private readonly nint _roomAddress;
    private readonly nint _database;
    private readonly nint _statement;
    private readonly PooledConnection _connection;
    private readonly sqlite3 _openDatabase;
    private readonly sqlite3_stmt _openStatement;
    private readonly RowPrint? _print;
    private int _next = 1;
    private int _used;

    /// <summary>Prepares a statement on a connection of the data source.</summary>
    /// <param name="connection">Where it runs; it must stay open for as long as the statement.</param>
    /// <param name="sql">The statement. Its parameters count by their first appearance.</param>
    /// <param name="print">Takes what is bound, for whoever must prove later what was written.</param>
    /// <exception cref="StorageException">The statement is not sound, or the database is away.</exception>
    public RowStatement(DbConnection connection, string sql, RowPrint? print = null)
    {
        _print = print;
        _connection = (PooledConnection)connection;
        _openDatabase = _connection.Inner().Handle!;
        Check(raw.sqlite3_prepare_v2(_openDatabase, sql, out _openStatement));
        (_database, _statement) = (_openDatabase.DangerousGetHandle(), _openStatement.DangerousGetHandle());
        _roomAddress = Marshal.UnsafeAddrOfPinnedArrayElement(_room, 0);
    }

    /// <summary>Sets the next parameter to a whole number.</summary>
    public RowStatement With(long value)
    {
        _print?.Add(_next, value);
        Check(SqliteCalls.BindNumber(_statement, _next++, value));
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
        Span<byte> bytes = stackalloc byte[16];
        _ = value.TryWriteBytes(bytes, bigEndian: true, out _);
        return With(bytes);
    }

    /// <summary>Sets the next parameter to bytes.</summary>
    public RowStatement With(ReadOnlySpan<byte> value)
    {
        _print?.Add(_next, value, isText: false);
        if (!value.TryCopyTo(_room.AsSpan(_used)))
        {
            return WithCopy(value);
        }

        Check(SqliteCalls.BindBytes(_statement, _next++, _roomAddress + _used, value.Length, SqliteCalls.Static));
        _used += value.Length;
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

        if (Utf8.FromUtf16(value, _room.AsSpan(_used), out _, out var length) != OperationStatus.Done)
        {
            return WithCopy(value);
        }

        _print?.Add(_next, _room.AsSpan(_used, length), isText: true);
        Check(SqliteCalls.BindText(_statement, _next++, _roomAddress + _used, length, SqliteCalls.Static));
        _used += length;
        return this;
    }

    /// <summary>Runs the statement with the values set; the number of rows that changed.</summary>
    /// <exception cref="StorageException">The row broke a constraint, or the database is away.</exception>
    public int Run()
    {
        var code = SqliteCalls.Step(_statement);
        var changed = SqliteCalls.Changes(_database);
        Check(code == raw.SQLITE_DONE ? Restart() : RestartAfter(code));
        return changed;
    }

    /// <summary>The number of the row that the last insertion on this connection made.</summary>
    public long LastRow => SqliteCalls.LastRow(_database);

    /// <summary>Runs the statement with the values set; whether it found a row.</summary>
    /// <exception cref="StorageException">The database is away.</exception>
    public bool Finds()
    {
        var code = SqliteCalls.Step(_statement);
        Check(code is raw.SQLITE_ROW or raw.SQLITE_DONE ? Restart() : RestartAfter(code));
        return code == raw.SQLITE_ROW;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (!_openStatement.IsClosed)
        {
            _openStatement.Dispose();
            Rooms.Add(_room);
        }
    }

    /// <summary>Makes the statement ready for the next row.</summary>
    private int Restart()
    {
        (_next, _used) = (1, 0);
        var code = SqliteCalls.Reset(_statement);
        _ = SqliteCalls.ClearBindings(_statement);
        return code;
    }

    private int RestartAfter(int fault)
    {
        _ = Restart();
        return fault;
    }

    private RowStatement WithCopy(ReadOnlySpan<byte> value)
    {
        Check(raw.sqlite3_bind_blob(_openStatement, _next++, value));
        return this;
    }

    private RowStatement WithCopy(string value)
    {
        var bytes = Encoding.UTF8.GetBytes(value);
        _print?.Add(_next, bytes, isText: true);
        Check(raw.sqlite3_bind_text(_openStatement, _next++, bytes));
        return this;
    }

    private RowStatement WithNull()
    {
        // Every run begins with nothing set, which is null.
        _print?.AddNothing(_next);
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
            SqliteException.ThrowExceptionForRC(code, _openDatabase);
        }
        catch (SqliteException fault)
        {
            throw _connection.Source.Translate(fault);
        }
    }
}
