using System.Data;
using System.Data.Common;
using Tollgate.Core;
using Tollgate.TestKit;

namespace Tollgate.Storage.Tests;

/// <summary>The data source keeps the promises of ADO.NET, so that stores need to know nothing else.</summary>
public sealed class AdoNetTests
{
    private static readonly CancellationToken Ct = TestContext.Current.CancellationToken;

    [Fact]
    public async Task TheSynchronousForms_DoTheSame()
    {
        await using var test = await TestDatabase.CreateAsync();
        using var connection = test.Source.OpenConnection();
        using (var create = connection.CreateCommand("create table thing (x integer primary key) strict"))
        {
            create.ExecuteNonQuery();
        }

        using (var transaction = connection.BeginTransaction())
        {
            using var insert = connection.CreateCommand("insert into thing (x) values (@x)");
            insert.Prepare();
            Assert.Equal(1, insert.Add("@x", 1).ExecuteNonQuery());
            Assert.Equal(1, insert.Add("@x", 2).ExecuteNonQuery());
            transaction.Commit();
        }

        using (var transaction = connection.BeginTransaction())
        {
            Assert.Equal(IsolationLevel.Serializable, transaction.IsolationLevel);
            Assert.Same(connection, transaction.Connection);
            using var delete = connection.CreateCommand("delete from thing");
            delete.Transaction = transaction;
            Assert.Same(transaction, delete.Transaction);
            delete.ExecuteNonQuery();
            transaction.Rollback();
            Assert.Null(transaction.Connection);
        }

        using var sum = connection.CreateCommand("select sum(x) from thing");
        Assert.Equal(3L, sum.ExecuteScalar());
        using var returning = connection.CreateCommand("insert into thing (x) values (7) returning x");
        using var rows = returning.ExecuteReader();
        Assert.True(rows.Read());
        Assert.Equal(7, rows.GetInt32(0));
        Assert.False(rows.NextResult());
    }

    [Fact]
    public async Task AReader_GivesEachColumnInEachForm()
    {
        await using var test = await TestDatabase.CreateAsync();
        await using var select = test.Source.CreateCommand("select 65 as n, 'b' as t, 1.5 as r, x'0102' as b, null as z");
        await using var reader = await select.ExecuteReaderAsync(Ct);
        Assert.True(reader.HasRows);
        Assert.True(await reader.ReadAsync(Ct));
        var buffer = new byte[2];
        var letters = new char[1];

        Assert.Equal((5, 0, -1), (reader.FieldCount, reader.Depth, reader.RecordsAffected));
        Assert.Equal((65L, 65, (short)65, (byte)65, true), (reader.GetInt64(0), reader.GetInt32(0), reader.GetInt16(0), reader.GetByte(0), reader.GetBoolean(0)));
        Assert.Equal((1.5, 1.5f, 1.5m), (reader.GetDouble(2), reader.GetFloat(2), reader.GetDecimal(2)));
        Assert.Equal(('b', "b", (object)"b"), (reader.GetChar(1), reader.GetString(1), reader[1]));
        Assert.Equal(1, reader.GetChars(1, 0, letters, 0, 1));
        Assert.Equal(2, reader.GetBytes(3, 0, buffer, 0, 2));
        Assert.Equal(1, reader.GetBytes(3, 1, buffer, 1, 5));
        Assert.Equal(2, reader.GetBytes(3, 0, null, 0, 0));
        Assert.Equal([1, 2], buffer);
        Assert.Equal([1, 2], reader.GetBlob(3));
        Assert.Equal(65L, reader["n"]);
        Assert.Equal(("n", 3, typeof(long), "INTEGER"), (reader.GetName(0), reader.GetOrdinal("b"), reader.GetFieldType(0), reader.GetDataTypeName(0)));
        Assert.Equal(5, reader.GetValues(new object[5]));
        Assert.Null(reader.GetNumberOrNull(4));
        Assert.Null(reader.GetBlobOrNull(4));
        Assert.Null(reader.GetMoneyOrNull(4));
        Assert.Null(reader.GetIdOrNull(4));
        Assert.True(reader.GetFlag(0));
        Assert.False(reader.IsClosed);
        await reader.CloseAsync();
        Assert.True(reader.IsClosed);
    }

    [Fact]
    public async Task AReader_CanBeEnumerated()
    {
        await using var test = await TestDatabase.CreateAsync();
        await using var select = test.Source.CreateCommand("select 1 union all select 2");
        await using var reader = await select.ExecuteReaderAsync(Ct);

        Assert.Equal(2, reader.Cast<IDataRecord>().Count());
    }

    [Fact]
    public async Task DatesAndGuidsOfTheDriver_ComeThrough()
    {
        await using var test = await TestDatabase.CreateAsync();
        await using var select = test.Source.CreateCommand("select '2026-11-21 08:00:00', '01900000-0000-7000-8000-000000000001'");
        await using var reader = await select.ExecuteReaderAsync(Ct);
        Assert.True(await reader.ReadAsync(Ct));

        Assert.Equal(new DateTime(2026, 11, 21, 8, 0, 0, DateTimeKind.Unspecified), reader.GetDateTime(0));
        Assert.Equal(Guid.Parse("01900000-0000-7000-8000-000000000001"), reader.GetGuid(1));
    }

    [Fact]
    public async Task NullableValues_AreStoredAsNull()
    {
        await using var test = await TestDatabase.CreateAsync();
        await using var select = test.Source.CreateCommand("select @id is null and @money is null and @time is null and @number is null and @bytes is null and @flag = 0");
        select.Add("@id", (Guid?)null).Add("@money", (Money?)null).Add("@time", (DateTimeOffset?)null).Add("@number", (long?)null).Add("@bytes", (byte[]?)null).Add("@flag", false);

        Assert.Equal(1L, await select.ExecuteScalarAsync(Ct));
    }

    [Fact]
    public async Task AConnection_SaysWhatItIs_AndRefusesWhatItCannotBe()
    {
        await using var test = await TestDatabase.CreateAsync();
        await using var connection = test.Source.CreateConnection();

        Assert.Equal(ConnectionState.Closed, connection.State);
        await Assert.ThrowsAsync<InvalidOperationException>(() => connection.CreateCommand("select 1").ExecuteScalarAsync(Ct));
        await connection.OpenAsync(Ct);
        Assert.Equal(ConnectionState.Open, connection.State);
        Assert.Equal(test.Source.ConnectionString, connection.ConnectionString);
        Assert.Equal(("main", Path.Combine(test.Folder, "tollgate.db")), (connection.Database, connection.DataSource));
        Assert.StartsWith("3.", connection.ServerVersion, StringComparison.Ordinal);
        Assert.Throws<NotSupportedException>(() => connection.ConnectionString = "Data Source=elsewhere");
        Assert.Throws<NotSupportedException>(() => connection.ChangeDatabase("elsewhere"));
        await connection.CloseAsync();
        await connection.CloseAsync();
        Assert.Equal(ConnectionState.Closed, connection.State);
    }

    [Fact]
    public async Task AFaultInTheStatement_IsReportedFromEveryForm_AndLetsTheNextWriterIn()
    {
        await using var test = await TestDatabase.CreateAsync();
        foreach (var sql in new[] { "insert into nowhere values (1)", "select nothing" })
        {
            await using var command = test.Source.CreateCommand(sql);
            Assert.False((await Assert.ThrowsAsync<StorageException>(() => command.ExecuteNonQueryAsync(Ct))).IsTransient);
            await Assert.ThrowsAsync<StorageException>(() => command.ExecuteScalarAsync(Ct));
            await Assert.ThrowsAsync<StorageException>(async () => await command.ExecuteReaderAsync(Ct));
            Assert.Throws<StorageException>(() => command.ExecuteReader());
        }

        await test.ScalarAsync("create table thing (x integer) strict");
        Assert.True(test.Database.IsHealthy);
    }

    [Fact]
    public async Task AFaultInALaterRow_IsReportedWhenItIsReached()
    {
        await using var test = await TestDatabase.CreateAsync();
        await using var select = test.Source.CreateCommand("select 1 union all select abs(-9223372036854775807 - 1)");
        await using var reader = await select.ExecuteReaderAsync(Ct);
        Assert.True(await reader.ReadAsync(Ct));

        await Assert.ThrowsAsync<StorageException>(() => reader.ReadAsync(Ct));
    }

    [Fact]
    public async Task ASecondTransactionOnOneConnection_IsABugThatIsSaid()
    {
        using var folder = new DataFolder();
        await using var database = await folder.OpenAsync();
        await using var connection = await database.Source.OpenConnectionAsync(Ct);
        await using var transaction = await connection.BeginTransactionAsync(Ct);

        Assert.Throws<StorageException>(() => connection.BeginTransaction());
    }

    [Fact]
    public async Task AfterTheEnd_NothingIsOpened()
    {
        using var folder = new DataFolder();
        var database = await folder.OpenAsync();
        var late = await database.Source.OpenConnectionAsync(Ct);
        await database.DisposeAsync();
        await late.DisposeAsync();

        await Assert.ThrowsAsync<ObjectDisposedException>(async () => await database.Source.OpenConnectionAsync(Ct));
    }

    [Fact]
    public async Task AClosedConnection_TakesItsOpenRowsWithIt_AndTheTurnIsFree()
    {
        await using var test = await TestDatabase.CreateAsync();
        await test.ScalarAsync("create table thing (x integer) strict");
        var connection = await test.Source.OpenConnectionAsync(Ct);
        await using var insert = connection.CreateCommand("insert into thing (x) values (1), (2) returning x");
        var reader = await insert.ExecuteReaderAsync(Ct);
        Assert.True(await reader.ReadAsync(Ct));

        await connection.CloseAsync();
        await test.ScalarAsync("insert into thing (x) values (3)");

        Assert.True(reader.IsClosed);
        Assert.Equal(3L, await test.ScalarAsync("select count(*) from thing"));
    }

    [Fact]
    public async Task ACommandOnAConnectionThatWasReopened_WorksAgain()
    {
        await using var test = await TestDatabase.CreateAsync();
        await using var connection = test.Source.CreateConnection();
        await using var command = connection.CreateCommand("select 1");
        for (var i = 0; i < 3; i++)
        {
            await connection.OpenAsync(Ct);
            Assert.Equal(1L, await command.ExecuteScalarAsync(Ct));
            await connection.CloseAsync();
        }
    }

    /// <summary>Commands are disposed after their connection went back to the pool and another thread has it: nothing may be shared.</summary>
    [Fact]
    public async Task CommandsAndConnections_OnManyThreads_DoNotDisturbEachOther()
    {
        await using var test = await TestDatabase.CreateAsync();
        await test.ScalarAsync("create table thing (x integer) strict");

        await Task.WhenAll(Enumerable.Range(0, 8).Select(worker => Task.Run(
            async () =>
            {
                for (var i = 0; i < 300; i++)
                {
                    await using var select = test.Source.CreateCommand("select @x");
                    Assert.Equal((worker * 1000L) + i, await select.Add("@x", (worker * 1000) + i).ExecuteScalarAsync(Ct));
                    await using var again = test.Source.CreateCommand("select count(*) from thing");
                    await using var reader = await again.ExecuteReaderAsync(Ct);
                    Assert.True(await reader.ReadAsync(Ct));
                }
            },
            Ct)));
    }

    [Fact]
    public async Task ManyConnectionsAtOnce_AreGivenBackAndKeptInPart()
    {
        await using var test = await TestDatabase.CreateAsync();
        var connections = new List<DbConnection>();
        for (var i = 0; i < 40; i++)
        {
            connections.Add(await test.Source.OpenConnectionAsync(Ct));
        }

        foreach (var connection in connections)
        {
            await connection.DisposeAsync();
        }

        Assert.Equal(1L, await test.ScalarAsync("select 1"));
    }
}
