using System.Data.Common;
using Tollgate.Storage.Sqlite;

namespace Tollgate.Storage;

/// <summary>The database of one gateway: opened, locked for this process, migrated, and watched.</summary>
public sealed class Database : IAsyncDisposable
{
    private const string FileName = "tollgate.db";
    private const string BackupFolderName = "backups";
    private const string WriteProbe = "update storage_probe set probed_at = @at where id = 1";
    private const string CreateProbe =
        """
        create table if not exists storage_probe (id integer primary key, probed_at integer not null) strict;
        insert into storage_probe (id, probed_at) values (1, 0) on conflict do nothing;
        """;

    private readonly FolderLock folderLock;
    private readonly TimeProvider time;
    private DatabaseHealth health;

    private Database(string folder, FolderLock folderLock, TimeProvider time)
    {
        Folder = folder;
        this.folderLock = folderLock;
        this.time = time;
        health = Healthy();
        Source = new SqliteDataSource(Path.Combine(folder, FileName), fault => Volatile.Write(ref health, Unhealthy(fault)));
    }

    /// <summary>The data folder, owned by this process until the database is disposed.</summary>
    public string Folder { get; }

    /// <summary>Connections. Transactions are for writing and take turns; plain reads never wait.</summary>
    public DbDataSource Source { get; }

    /// <summary>What was migrated when the database was opened.</summary>
    public IReadOnlyList<AppliedMigration> Migrated { get; private set; } = [];

    /// <summary>The newest knowledge about the database: the last probe, or a fault since then.</summary>
    public DatabaseHealth Health => Volatile.Read(ref health);

    /// <summary>Whether the database reads and writes.</summary>
    public bool IsHealthy => Health.State == DatabaseState.Ok;

    /// <summary>Locks the folder, opens or creates its SQLite database and brings it to the schema of this program.</summary>
    /// <exception cref="StorageException">One sentence that says why not and what would help.</exception>
    public static Task<Database> OpenSqliteAsync(string folder, TimeProvider time, CancellationToken ct) =>
        OpenSqliteAsync(folder, Migration.BuiltIn("sqlite"), time, ct);

    /// <summary>The same with given migrations.</summary>
    internal static async Task<Database> OpenSqliteAsync(string folder, IReadOnlyList<Migration> migrations, TimeProvider time, CancellationToken ct)
    {
        SqliteLibrary.Bind();
        var path = Path.GetFullPath(folder);
        var folderLock = FolderLock.Take(path);
        var database = new Database(path, folderLock, time);
        try
        {
            var runner = new MigrationRunner(database.Source, Path.Combine(path, BackupFolderName), time);
            database.Migrated = await runner.RunAsync(migrations, ct);
            await database.ExecuteAsync(CreateProbe, ct);
            return database;
        }
        catch
        {
            await database.DisposeAsync();
            throw;
        }
    }

    /// <summary>Writes one row and reports what happened.</summary>
    public async Task<DatabaseHealth> ProbeAsync(CancellationToken ct)
    {
        try
        {
            await ExecuteAsync(WriteProbe, ct);
            Volatile.Write(ref health, Healthy());
        }
        catch (StorageException fault)
        {
            Volatile.Write(ref health, Unhealthy(fault));
        }

        return Health;
    }

    /// <summary>Makes a copy of the database in its folder 'backups', checks it, and returns its path.</summary>
    public Task<string> BackUpAsync(string label, CancellationToken ct) =>
        DatabaseBackup.MakeAsync(Source, Path.Combine(Folder, BackupFolderName), label, time.GetUtcNow(), ct);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await Source.DisposeAsync();
        folderLock.Dispose();
    }

    private async Task ExecuteAsync(string sql, CancellationToken ct)
    {
        await using var command = Source.CreateCommand(sql);
        if (sql == WriteProbe)
        {
            command.Add("@at", time.GetUtcNow());
        }

        await command.ExecuteNonQueryAsync(ct);
    }

    private DatabaseHealth Healthy() => new(DatabaseState.Ok, "The database reads and writes.", time.GetUtcNow());

    private DatabaseHealth Unhealthy(StorageException fault) =>
        new(fault.State == DatabaseState.Ok ? DatabaseState.Unreachable : fault.State, fault.Message, time.GetUtcNow());
}
