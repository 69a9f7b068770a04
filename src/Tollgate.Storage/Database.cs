using System.Data.Common;
using Tollgate.Storage.Sqlite;

namespace Tollgate.Storage;

/// <summary>The database of one gateway: opened, locked for this process, migrated, and watched.</summary>
public sealed class Database : IAsyncDisposable
{
    internal const string FileName = "tollgate.db";
    private const string BackupFolderName = "backups";
    private const string WriteProbe = "update storage_probe set probed_at = @at where id = 1";
    private const string CreateProbe =
        """
        create table if not exists storage_probe (id integer primary key, probed_at integer not null) strict;
        insert into storage_probe (id, probed_at) values (1, 0) on conflict do nothing;
        """;

    /// <summary>How long a writer waits for another program before the database counts as locked.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly FolderLock folderLock;
    private readonly TimeProvider time;
    private DatabaseHealth health;

    private Database(string folder, FolderLock folderLock, TimeSpan patience, TimeProvider time)
    {
        Folder = folder;
        this.folderLock = folderLock;
        this.time = time;
        health = Healthy();
        Source = new SqliteDataSource(Path.Combine(folder, FileName), patience, Note);
    }

    /// <summary>Whether a folder holds a database; opening it would make one.</summary>
    public static bool IsIn(string folder) => File.Exists(Path.Combine(folder, FileName));

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
        OpenSqliteAsync(folder, Migration.BuiltIn("sqlite"), Patience, time, ct);

    /// <summary>The same with given migrations, and a given time that a writer waits for another program.</summary>
    internal static async Task<Database> OpenSqliteAsync(string folder, IReadOnlyList<Migration> migrations, TimeSpan patience, TimeProvider time, CancellationToken ct)
    {
        SqliteLibrary.Bind();
        var path = Path.GetFullPath(folder);
        var folderLock = FolderLock.Take(path);
        var database = new Database(path, folderLock, patience, time);
        try
        {
            var runner = new MigrationRunner(database.Source, new DatabaseBackup(database.Source, Path.Combine(path, BackupFolderName), time), time);
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
        }
        catch (StorageException fault)
        {
            Volatile.Write(ref health, Unhealthy(fault));
        }

        return Health;
    }

    /// <summary>Makes a copy of the database in its folder 'backups', checks it, and returns its path.</summary>
    public Task<string> BackUpAsync(string label, CancellationToken ct) =>
        new DatabaseBackup(Source, Path.Combine(Folder, BackupFolderName), time).MakeAsync(label, isInUse: true, ct);

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

    /// <summary>What each write tells; a database that was healthy stays so without another allocation.</summary>
    private void Note(StorageException? fault)
    {
        if (fault is not null)
        {
            Volatile.Write(ref health, Unhealthy(fault));
            return;
        }

        if (!IsHealthy)
        {
            Volatile.Write(ref health, Healthy());
        }
    }

    private DatabaseHealth Healthy() => new(DatabaseState.Ok, "The database reads and writes.", time.GetUtcNow());

    private DatabaseHealth Unhealthy(StorageException fault) =>
        new(fault.State == DatabaseState.Ok ? DatabaseState.Unreachable : fault.State, fault.Message, time.GetUtcNow());
}
