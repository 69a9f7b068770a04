using System.Data;
using System.Data.Common;
using Tollgate.TestKit;

namespace Tollgate.Storage.Tests;

/// <summary>The seam is ADO.NET: what a store written for any data source expects holds on ours too.</summary>
public sealed class AdoContractTests : IAsyncLifetime
{
    private TestDatabase _database = null!;

    public async ValueTask InitializeAsync()
    {
        _database = await TestDatabase.CreateAsync();
        await _database.ScalarAsync("create table thing (id integer primary key, name text, size real, payload blob) strict");
        await _database.ScalarAsync("insert into thing values (1, 'a', 1.5, x'0102'), (2, null, 2.25, null)");
    }

    public ValueTask DisposeAsync() => _database.DisposeAsync();

    [Fact]
    public void AReader_GivesEveryColumnInEveryType()
    {
        using var connection = _database.Source.OpenConnection();
        using var command = connection.CreateCommand();
        command.CommandText = "select id, name, size, payload from thing order by id";
        using var reader = command.ExecuteReader();

        Assert.True(reader.Read());
        Assert.True(reader.HasRows);
        Assert.Equal((4, 0, false), (reader.FieldCount, reader.Depth, reader.IsClosed));
        Assert.Equal(("id", 1, typeof(long), "INTEGER"), (reader.GetName(0), reader.GetOrdinal("name"), reader.GetFieldType(0), reader.GetDataTypeName(0)));
        Assert.Equal((1L, 1, (short)1, (byte)1, true), (reader.GetInt64(0), reader.GetInt32(0), reader.GetInt16(0), reader.GetByte(0), reader.GetBoolean(0)));
        Assert.Equal((1.5, 1.5f, 1.5m), (reader.GetDouble(2), reader.GetFloat(2), reader.GetDecimal(2)));
        Assert.Equal(("a", 'a', "a"), (reader.GetString(1), reader.GetChar(1), reader.GetFieldValue<string>(1)));
        Assert.Equal(2, reader.GetBytes(3, 0, new byte[2], 0, 2));
        Assert.Equal(1, reader.GetChars(1, 0, new char[1], 0, 1));
        Assert.Equal([1L, "a"], [reader[0], reader["name"]]);
        Assert.Equal(4, reader.GetValues(new object[4]));
        Assert.Equal(1L, reader.GetValue(0));
        Assert.True(reader.Read());
        Assert.True(reader.IsDBNull(1));
        Assert.False(reader.Read());
        Assert.False(reader.NextResult());
        Assert.Equal(-1, reader.RecordsAffected);
    }

    [Fact]
    public void AReader_ReadsDatesAndIdsThatWereStoredAsText()
    {
        using var connection = _database.Source.OpenConnection();
        using var command = connection.CreateCommand();
        command.CommandText = "select '2026-11-21 08:00:00', '01900000-0000-7000-8000-000000000001'";
        using var reader = command.ExecuteReader(CommandBehavior.SingleRow);

        Assert.True(reader.Read());
        Assert.Equal(new DateTime(2026, 11, 21, 8, 0, 0), reader.GetDateTime(0));
        Assert.Equal(Guid.Parse("01900000-0000-7000-8000-000000000001"), reader.GetGuid(1));
        Assert.Single(reader.Cast<DbDataRecord>().Take(1).DefaultIfEmpty());
    }

    [Fact]
    public void SynchronousWrites_TakeTheirTurnAndGiveItBack()
    {
        using var connection = _database.Source.OpenConnection();
        using var write = connection.CreateCommand();
        write.CommandText = "update thing set name = 'b' where id = 1";
        write.Prepare();
        Assert.Equal(1, write.ExecuteNonQuery());
        write.CommandText = "insert into thing (id, name) values (3, 'c') returning id";
        using (var returned = write.ExecuteReader(CommandBehavior.CloseConnection))
        {
            Assert.True(returned.Read());
        }

        Assert.Equal(ConnectionState.Closed, connection.State);
        connection.Open();
        write.CommandText = "select count(*) from thing";
        Assert.Equal(3L, write.ExecuteScalar());
        write.Cancel();
    }

    [Fact]
    public void ATransaction_CommitsOrRollsBackSynchronously()
    {
        using var connection = _database.Source.OpenConnection();
        using (var first = connection.BeginTransaction())
        {
            Assert.Equal((IsolationLevel.Serializable, connection), (first.IsolationLevel, first.Connection));
            Change(connection, "kept");
            first.Commit();
            Assert.Null(first.Connection);
        }

        using (var second = connection.BeginTransaction())
        {
            Change(connection, "lost");
            second.Rollback();
        }

        using var read = connection.CreateCommand();
        read.CommandText = "select name from thing where id = 1";
        Assert.Equal("kept", read.ExecuteScalar());
    }

    [Fact]
    public void AConnection_SaysWhatItIs_AndLeadsNowhereElse()
    {
        using var connection = _database.Source.CreateConnection();

        Assert.Equal(ConnectionState.Closed, connection.State);
        Assert.Equal("main", connection.Database);
        Assert.StartsWith(_database.Folder, connection.DataSource, StringComparison.Ordinal);
        Assert.Matches("^3\\.[0-9]+", connection.ServerVersion);
        Assert.Throws<NotSupportedException>(() => connection.ConnectionString = "elsewhere");
        Assert.Throws<NotSupportedException>(() => connection.ChangeDatabase("other"));
        Assert.Throws<InvalidOperationException>(() => connection.BeginTransaction());
        connection.Open();
        connection.Open();
        Assert.Equal(ConnectionState.Open, connection.State);
        connection.Close();
        connection.Close();
    }

    [Fact]
    public void AStatementThatIsWrong_IsAFaultWithAStateAndGivesItsTurnBack()
    {
        using var connection = _database.Source.OpenConnection();
        using var command = connection.CreateCommand();
        command.CommandText = "insert into no_such_table values (1)";

        Assert.Throws<StorageException>(() => command.ExecuteNonQuery());
        Assert.Throws<StorageException>(() => command.ExecuteReader());
        command.CommandText = "insert into thing (id) values (1)";
        var fault = Assert.Throws<StorageException>(() => command.ExecuteNonQuery());

        Assert.True(fault.IsConstraint);
        Assert.False(fault.IsTransient);
        command.CommandText = "update thing set name = 'free' where id = 1";
        Assert.Equal(1, command.ExecuteNonQuery());
    }

    [Fact]
    public async Task AFolderInUse_NamesTheProcessThatHasIt()
    {
        var fault = await Assert.ThrowsAsync<StorageException>(() => Database.OpenSqliteAsync(_database.Folder, TimeProvider.System, TestContext.Current.CancellationToken));

        Assert.Equal(DatabaseState.Locked, fault.State);
        Assert.Contains(Environment.ProcessId.ToString(System.Globalization.CultureInfo.InvariantCulture), fault.Message, StringComparison.Ordinal);
        Assert.True(fault.IsTransient);
    }

    [Fact]
    public async Task AFolderThatCannotBe_IsSaidInOneSentence()
    {
        var file = Path.Combine(_database.Folder, "a-file");
        await File.WriteAllTextAsync(file, "x", TestContext.Current.CancellationToken);

        var fault = await Assert.ThrowsAsync<StorageException>(() => Database.OpenSqliteAsync(Path.Combine(file, "data"), TimeProvider.System, TestContext.Current.CancellationToken));

        Assert.Contains("cannot be used", fault.Message, StringComparison.Ordinal);
    }

    private static void Change(DbConnection connection, string name)
    {
        using var command = connection.CreateCommand();
        command.CommandText = $"update thing set name = '{name}' where id = 1";
        command.ExecuteNonQuery();
    }

    [Fact]
    public async Task ACommitThatFailedAndWasRolledBackByTheDatabaseItself_LeavesTheConnectionAsGoodAsNew()
    {
        await _database.ScalarAsync("create table part (thing integer references thing (id) deferrable initially deferred) strict");
        using var connection = _database.Source.OpenConnection();
        var transaction = connection.BeginTransaction();
        Execute(connection, "insert into part values (77)");
        Assert.ThrowsAny<DbException>(transaction.Commit);
        Execute(connection, "rollback");

        transaction.Dispose();
        using (var next = connection.BeginTransaction())
        {
            Execute(connection, "insert into part values (1)");
            next.Commit();
        }

        Assert.Equal(1L, await _database.ScalarAsync("select count(*) from part"));
    }

    private static void Execute(DbConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
