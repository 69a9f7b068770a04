using System.Data.Common;
using System.Diagnostics;
using Tollgate.Core;
using Tollgate.TestKit;

namespace Tollgate.Storage.Tests;

public sealed class DatabaseTests
{
    private static readonly CancellationToken Ct = TestContext.Current.CancellationToken;

    [Fact]
    public async Task Values_ComeBackAsTheyWereStored()
    {
        await using var test = await TestDatabase.CreateAsync();
        await RunAsync(test.Source, "create table thing (id blob primary key, cost integer, at integer, name text, note text) strict");
        var id = Ids.New(TimeProvider.System);
        var at = new DateTimeOffset(2026, 11, 21, 8, 9, 10, TimeSpan.Zero).AddMicroseconds(7);

        await using (var insert = test.Source.CreateCommand("insert into thing (id, cost, at, name, note) values (@id, @cost, @at, @name, @note)"))
        {
            insert.Add("@id", id).Add("@cost", Money.Parse("0.000000001")).Add("@at", at).Add("@name", "köln").Add("@note", (string?)null);
            await insert.ExecuteNonQueryAsync(Ct);
        }

        await using var select = test.Source.CreateCommand("select id, cost, at, name, note from thing");
        await using var reader = await select.ExecuteReaderAsync(Ct);
        Assert.True(await reader.ReadAsync(Ct));
        Assert.Equal(id, reader.GetId(0));
        Assert.Equal(new Money(1), reader.GetMoney(1));
        Assert.Equal(at, reader.GetTime(2));
        Assert.Equal("köln", reader.GetString(3));
        Assert.Null(reader.GetTextOrNull(4));
        Assert.Null(reader.GetTimeOrNull(4));
    }

    [Fact]
    public async Task Ids_AreSixteenBigEndianBytes()
    {
        await using var test = await TestDatabase.CreateAsync();
        var id = Guid.Parse("01234567-89ab-7cde-8f01-23456789abcd");

        await using var command = test.Source.CreateCommand("select hex(@id)");
        Assert.Equal("0123456789AB7CDE8F0123456789ABCD", await command.Add("@id", id).ExecuteScalarAsync(Ct));
    }

    [Fact]
    public async Task Connections_AreInWalModeFullySynchronousWithForeignKeys()
    {
        await using var test = await TestDatabase.CreateAsync();

        Assert.Equal("wal", await test.ScalarAsync("pragma journal_mode"));
        Assert.Equal(2L, await test.ScalarAsync("pragma synchronous"));
        Assert.Equal(1L, await test.ScalarAsync("pragma foreign_keys"));
    }

    [Fact]
    public async Task Connections_AreReused()
    {
        await using var test = await TestDatabase.CreateAsync();
        await test.ScalarAsync("create temp table mark (x integer)");

        Assert.Equal(0L, await test.ScalarAsync("select count(*) from temp.mark"));
    }

    [Fact]
    public async Task ATransaction_ThatIsNotCommitted_IsRolledBackAndLetsTheNextWriterIn()
    {
        await using var test = await TestDatabase.CreateAsync();
        await RunAsync(test.Source, "create table thing (x integer) strict");
        await using (var connection = await test.Source.OpenConnectionAsync(Ct))
        {
            await connection.BeginTransactionAsync(Ct);
            await using var insert = connection.CreateCommand();
            insert.CommandText = "insert into thing (x) values (1)";
            await insert.ExecuteNonQueryAsync(Ct);
        }

        await RunAsync(test.Source, "insert into thing (x) values (2)");

        Assert.Equal(2L, await test.ScalarAsync("select sum(x) from thing"));
    }

    [Fact]
    public async Task InsertReturning_ThroughAReader_GivesTheTurnBack()
    {
        await using var test = await TestDatabase.CreateAsync();
        await RunAsync(test.Source, "create table thing (x integer) strict");
        for (var i = 0; i < 3; i++)
        {
            await using var insert = test.Source.CreateCommand("insert into thing (x) values (7) returning x");
            await using var reader = await insert.ExecuteReaderAsync(Ct);
            Assert.True(await reader.ReadAsync(Ct));
        }

        Assert.Equal(3L, await test.ScalarAsync("select count(*) from thing"));
    }

    [Fact]
    public async Task ManyWritersAtOnce_AllSucceed()
    {
        await using var test = await TestDatabase.CreateAsync();
        await RunAsync(test.Source, "create table thing (x integer) strict");

        await Task.WhenAll(Enumerable.Range(0, 16).Select(async writer =>
        {
            for (var i = 0; i < 10; i++)
            {
                await Task.Yield();
                await RunAsync(test.Source, "insert into thing (x) values (1)");
            }
        }));

        Assert.Equal(160L, await test.ScalarAsync("select count(*) from thing"));
    }

    [Fact]
    public async Task ASingleWrite_IsNotStarvedByAStreamOfBatches()
    {
        await using var test = await TestDatabase.CreateAsync();
        await RunAsync(test.Source, "create table thing (x integer) strict");
        using var stop = new CancellationTokenSource();
        var batches = Task.WhenAll(BatchAsync(test.Source, stop.Token), BatchAsync(test.Source, stop.Token));

        var slowest = TimeSpan.Zero;
        for (var i = 0; i < 20; i++)
        {
            var start = Stopwatch.GetTimestamp();
            await RunAsync(test.Source, "insert into thing (x) values (-1)");
            slowest = TimeSpan.FromTicks(Math.Max(slowest.Ticks, Stopwatch.GetElapsedTime(start).Ticks));
        }

        await stop.CancelAsync();
        await batches;
        Assert.True(slowest < TimeSpan.FromSeconds(2), $"the slowest single write took {slowest}");
    }

    [Fact]
    public async Task ABrokenConstraint_IsAFaultOfTheStatementNotOfTheDatabase()
    {
        await using var test = await TestDatabase.CreateAsync();
        await RunAsync(test.Source, "create table thing (x integer primary key) strict; insert into thing values (1)");

        var fault = await Assert.ThrowsAsync<StorageException>(() => RunAsync(test.Source, "insert into thing (x) values (1)"));

        Assert.True(fault.IsConstraint);
        Assert.True(test.Database.IsHealthy);
    }

    [Fact]
    public async Task BackUp_MakesAWholeCopy()
    {
        await using var test = await TestDatabase.CreateAsync();
        await RunAsync(test.Source, "create table thing (x integer) strict; insert into thing values (1), (2)");

        var path = await test.Database.BackUpAsync("now", Ct);

        await using var copy = new Sqlite.SqliteDataSource(path, TimeSpan.FromSeconds(1), _ => { });
        await using var count = copy.CreateCommand("select count(*) from thing");
        Assert.Equal(2L, await count.ExecuteScalarAsync(Ct));
    }

    private static async Task BatchAsync(DbDataSource source, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            await Task.Yield();
            await using var connection = await source.OpenConnectionAsync(CancellationToken.None);
            await using var transaction = await connection.BeginTransactionAsync(CancellationToken.None);
            await using var insert = connection.CreateCommand();
            insert.CommandText = "insert into thing (x) values (@x)";
            for (var i = 0; i < 500; i++)
            {
                await insert.Add("@x", i).ExecuteNonQueryAsync(CancellationToken.None);
            }

            await transaction.CommitAsync(CancellationToken.None);
        }
    }

    private static async Task RunAsync(DbDataSource source, string sql)
    {
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync(Ct);
    }
}
