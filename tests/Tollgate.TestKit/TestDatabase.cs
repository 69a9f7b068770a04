using System.Data.Common;
using Tollgate.Storage;

namespace Tollgate.TestKit;

/// <summary>A fresh SQLite database in a folder of its own, gone when disposed.</summary>
public sealed class TestDatabase : IAsyncDisposable
{
    private TestDatabase(Database database) => Database = database;

    public Database Database { get; private set; }

    public DbDataSource Source => Database.Source;

    public string Folder => Database.Folder;

    public static async Task<TestDatabase> CreateAsync(TimeProvider? time = null)
    {
        var folder = Directory.CreateTempSubdirectory("tollgate-test-").FullName;
        return new TestDatabase(await Database.OpenSqliteAsync(folder, time ?? TimeProvider.System, CancellationToken.None));
    }

    /// <summary>Closes the database and opens the same folder again, as a restart does.</summary>
    public async Task ReopenAsync(TimeProvider? time = null)
    {
        var folder = Folder;
        await Database.DisposeAsync();
        Database = await Database.OpenSqliteAsync(folder, time ?? TimeProvider.System, CancellationToken.None);
    }

    /// <summary>Runs a statement and gives its first value.</summary>
    public async Task<object?> ScalarAsync(string sql)
    {
        await using var command = Source.CreateCommand(sql);
        return await command.ExecuteScalarAsync();
    }

    public async ValueTask DisposeAsync()
    {
        var folder = Folder;
        await Database.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }
}
