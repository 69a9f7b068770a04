using System.Data.Common;
using Tollgate.Storage.Sqlite;

namespace Tollgate.Storage.Tests;

public sealed class DatabaseHealthTests
{
    private static readonly CancellationToken Ct = TestContext.Current.CancellationToken;
    private static readonly Migration Table = new(1, "table", "create table thing (x text) strict;");

    [Fact]
    public async Task AProbe_OfAWorkingDatabase_IsOk()
    {
        using var folder = new DataFolder();
        await using var database = await folder.OpenAsync(Table);

        Assert.Equal(DatabaseState.Ok, (await database.ProbeAsync(Ct)).State);
    }

    [Fact]
    public async Task AProgramThatHoldsTheWriteLock_MakesItLocked_AndItRecoversWithTheNextWrite()
    {
        using var folder = new DataFolder();
        await using var database = await folder.OpenAsync(Table);
        await using var program = new SqliteDataSource(folder.File("tollgate.db"), TimeSpan.FromSeconds(1), _ => { });
        await using var connection = await program.OpenConnectionAsync(Ct);
        await using var transaction = await connection.BeginTransactionAsync(Ct);

        var fault = await Assert.ThrowsAsync<StorageException>(() => RunAsync(database, "insert into thing (x) values ('a')"));
        var during = database.Health;
        await transaction.RollbackAsync(Ct);
        await RunAsync(database, "insert into thing (x) values ('b')");

        Assert.Equal(DatabaseState.Locked, fault.State);
        Assert.True(fault.IsTransient);
        Assert.Equal(DatabaseState.Locked, during.State);
        Assert.Contains("locked by another program", during.Sentence, StringComparison.Ordinal);
        Assert.True(database.IsHealthy);
    }

    [Fact]
    public async Task ALockedDatabase_CanStillBeRead()
    {
        using var folder = new DataFolder();
        await using var database = await folder.OpenAsync(Table);
        await using var program = new SqliteDataSource(folder.File("tollgate.db"), TimeSpan.FromSeconds(1), _ => { });
        await using var connection = await program.OpenConnectionAsync(Ct);
        await using var transaction = await connection.BeginTransactionAsync(Ct);

        await using var count = database.Source.CreateCommand("select count(*) from thing");

        Assert.Equal(0L, await count.ExecuteScalarAsync(Ct));
    }

    [Fact]
    public async Task AFullDisk_IsFull_AndLosesNothingThatWasCommitted()
    {
        using var folder = new DataFolder();
        await using var database = await folder.OpenAsync(Table);
        await RunAsync(database, "insert into thing (x) values ('kept')");
        await RunAsync(database, "pragma max_page_count = 1");

        var fault = await Assert.ThrowsAsync<StorageException>(() => RunAsync(database, "insert into thing (x) values (hex(randomblob(1000000)))"));

        Assert.Equal(DatabaseState.Full, fault.State);
        Assert.Equal(DatabaseState.Full, database.Health.State);
        await using var kept = database.Source.CreateCommand("select group_concat(x) from thing");
        Assert.Equal("kept", await kept.ExecuteScalarAsync(Ct));
    }

    [Fact]
    public async Task AFullDisk_InATransaction_RollsBackAndLetsTheNextWriterIn()
    {
        using var folder = new DataFolder();
        await using var database = await folder.OpenAsync(Table);
        await using (var connection = await database.Source.OpenConnectionAsync(Ct))
        {
            await using var transaction = await connection.BeginTransactionAsync(Ct);
            await ExecuteAsync(connection, "pragma max_page_count = 1");
            await Assert.ThrowsAsync<StorageException>(() => ExecuteAsync(connection, "insert into thing (x) values (hex(randomblob(1000000)))"));
        }

        await RunAsync(database, "pragma max_page_count = 100000");
        await RunAsync(database, "insert into thing (x) values ('next')");

        Assert.True(database.IsHealthy);
    }

    [Fact]
    public async Task AReadOnlyDatabase_IsReadOnly()
    {
        using var folder = new DataFolder();
        await using var database = await folder.OpenAsync(Table);
        await RunAsync(database, "pragma query_only = on");

        var health = await database.ProbeAsync(Ct);

        Assert.Equal(DatabaseState.ReadOnly, health.State);
    }

    [Fact]
    public async Task AFileThatIsNoDatabase_IsCorrupt()
    {
        using var folder = new DataFolder();
        await File.WriteAllTextAsync(folder.File("tollgate.db"), new string('x', 8192), Ct);

        var fault = await Assert.ThrowsAsync<StorageException>(() => folder.OpenAsync(Table));

        Assert.Equal(DatabaseState.Corrupt, fault.State);
        Assert.Contains("backups", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ADatabaseFileThatIsAFolder_IsUnreachable()
    {
        using var folder = new DataFolder();
        Directory.CreateDirectory(folder.File("tollgate.db"));

        var fault = await Assert.ThrowsAsync<StorageException>(() => folder.OpenAsync(Table));

        Assert.Equal(DatabaseState.Unreachable, fault.State);
    }

    [Fact]
    public void AnOldLibrary_IsRefusedWithTheNameOfThePackage()
    {
        var fault = Assert.Throws<StorageException>(() => SqliteLibrary.Check(3_036_000, "3.36.0"));

        Assert.Contains("3.36.0", fault.Message, StringComparison.Ordinal);
        Assert.Contains("libsqlite3-0", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AFlowThatWritesThroughTwoConnections_IsToldSo()
    {
        using var folder = new DataFolder();
        await using var database = await folder.OpenAsync(Table);
        await using var connection = await database.Source.OpenConnectionAsync(Ct);
        await using var transaction = await connection.BeginTransactionAsync(Ct);

        var fault = await Assert.ThrowsAsync<StorageException>(() => RunAsync(database, "insert into thing (x) values ('a')"));

        Assert.Contains("two connections", fault.Message, StringComparison.Ordinal);
    }

    private static async Task RunAsync(Database database, string sql)
    {
        await using var command = database.Source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync(Ct);
    }

    private static async Task ExecuteAsync(DbConnection connection, string sql)
    {
        await using var command = connection.CreateCommand(sql);
        await command.ExecuteNonQueryAsync(Ct);
    }
}
