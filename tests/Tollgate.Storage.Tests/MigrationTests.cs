using Tollgate.Storage.Sqlite;

namespace Tollgate.Storage.Tests;

public sealed class MigrationTests
{
    private static readonly CancellationToken Ct = TestContext.Current.CancellationToken;
    private static readonly Migration First = new(1, "first", "create table thing (x integer) strict; insert into thing values (1), (2);");
    private static readonly Migration Second = new(2, "second", "alter table thing add column y text;");
    private static readonly Migration Third = new(3, "third", "create table other (z integer) strict;");

    [Fact]
    public void BuiltInMigrations_AreNumberedOnceEach_AndThereAreSome()
    {
        var migrations = Migration.BuiltIn("sqlite");

        Assert.NotEmpty(migrations);
        Assert.Equal(migrations.Select(migration => migration.Number).Distinct(), migrations.Select(migration => migration.Number));
    }

    [Fact]
    public async Task BuiltInMigrations_MakeOnlyStrictTables()
    {
        using var folder = new DataFolder();
        await using var database = await Database.OpenSqliteAsync(folder.Path, TimeProvider.System, Ct);

        await using var loose = database.Source.CreateCommand("select group_concat(name) from pragma_table_list where schema = 'main' and type = 'table' and strict = 0 and name not like 'sqlite_%'");

        Assert.Equal(DBNull.Value, await loose.ExecuteScalarAsync(Ct));
    }

    [Fact]
    public async Task ANewDatabase_IsMigratedWithoutBackups()
    {
        using var folder = new DataFolder();

        await using var database = await folder.OpenAsync(First, Second);

        Assert.Equal([(1, null), (2, null)], database.Migrated.Select(applied => (applied.Number, applied.BackupPath)));
    }

    [Fact]
    public async Task AnExistingDatabase_IsCopiedBeforeEachStep_AndTheCopiesAreTheStatesBefore()
    {
        using var folder = new DataFolder();
        await (await folder.OpenAsync(First)).DisposeAsync();

        await using var database = await folder.OpenAsync(First, Second, Third);

        Assert.Equal([2, 3], database.Migrated.Select(applied => applied.Number));
        Assert.Equal("1", await LastAsync(database.Migrated[0].BackupPath!));
        Assert.Equal("2", await LastAsync(database.Migrated[1].BackupPath!));
    }

    [Fact]
    public async Task AnUpToDateDatabase_IsLeftAlone()
    {
        using var folder = new DataFolder();
        await (await folder.OpenAsync(First)).DisposeAsync();

        await using var database = await folder.OpenAsync(First);

        Assert.Empty(database.Migrated);
        Assert.False(Directory.Exists(folder.File("backups")));
    }

    [Fact]
    public async Task AFailedStep_ChangesNothing_AndTheFolderIsFreeAgain()
    {
        using var folder = new DataFolder();
        await (await folder.OpenAsync(First)).DisposeAsync();
        var wrong = new Migration(2, "wrong", "create table half (x integer) strict; insert into nowhere values (1);");

        await Assert.ThrowsAsync<StorageException>(() => folder.OpenAsync(First, wrong));

        await using var database = await folder.OpenAsync(First);
        await using var count = database.Source.CreateCommand("select count(*) from sqlite_master where name = 'half'");
        Assert.Equal(0L, await count.ExecuteScalarAsync(Ct));
    }

    [Fact]
    public async Task ADatabaseOfANewerVersion_IsRefused()
    {
        using var folder = new DataFolder();
        await (await folder.OpenAsync(First, Second)).DisposeAsync();

        var fault = await Assert.ThrowsAsync<StorageException>(() => folder.OpenAsync(First));

        Assert.Contains("0002-second", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AMigrationThatWasEditedAfterItWasApplied_IsRefused()
    {
        using var folder = new DataFolder();
        await (await folder.OpenAsync(First)).DisposeAsync();

        var fault = await Assert.ThrowsAsync<StorageException>(() => folder.OpenAsync(First with { Sql = "create table thing (x text) strict;" }));

        Assert.Contains("0001-first", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ADamagedDatabase_IsNotMigrated()
    {
        using var folder = new DataFolder();
        var fill = new Migration(1, "first", "create table thing (x text) strict; with recursive n(i) as (select 1 union all select i + 1 from n where i < 2000) insert into thing select hex(randomblob(200)) from n;");
        await (await folder.OpenAsync(fill)).DisposeAsync();
        Damage(folder.File("tollgate.db"));

        var fault = await Assert.ThrowsAsync<StorageException>(() => folder.OpenAsync(fill, Second));

        Assert.Equal(DatabaseState.Corrupt, fault.State);
        Assert.Empty(Directory.EnumerateFiles(folder.File("backups"), "*.db"));
    }

    private static void Damage(string path)
    {
        using var file = File.OpenWrite(path);
        var garbage = new byte[4096];
        Array.Fill(garbage, (byte)0xA5);
        file.Position = file.Length / 4096 / 2 * 4096;
        file.Write(garbage);
    }

    private static async Task<string> LastAsync(string path)
    {
        await using var copy = new SqliteDataSource(path, TimeSpan.FromSeconds(1), _ => { });
        await using var last = copy.CreateCommand("select cast(max(number) as text) from schema_migration");
        return (string)(await last.ExecuteScalarAsync(Ct))!;
    }
}
