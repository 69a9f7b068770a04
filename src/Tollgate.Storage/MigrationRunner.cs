using System.Data.Common;

namespace Tollgate.Storage;

/// <summary>Brings a database forward to the schema of this program; never back. A verified backup is made before each step.</summary>
internal sealed class MigrationRunner(DbDataSource source, DatabaseBackup backups, TimeProvider time)
{
    private const string CreateTable =
        """
        create table if not exists schema_migration (
          number integer primary key,
          name text not null,
          hash blob not null,
          applied_at integer not null
        ) strict
        """;

    private const string SelectApplied = "select number, name, hash from schema_migration order by number";
    private const string Insert = "insert into schema_migration (number, name, hash, applied_at) values (@number, @name, @hash, @at)";

    /// <summary>Applies what is missing; the list of what was applied.</summary>
    /// <exception cref="StorageException">The database is newer than the program, or was made from other migrations.</exception>
    public async Task<IReadOnlyList<AppliedMigration>> RunAsync(IReadOnlyList<Migration> migrations, CancellationToken ct)
    {
        await using (var create = source.CreateCommand(CreateTable))
        {
            await create.ExecuteNonQueryAsync(ct);
        }

        var applied = await AppliedAsync(ct);
        Check(applied, migrations);
        var done = new List<AppliedMigration>();
        foreach (var migration in migrations)
        {
            if (!applied.ContainsKey(migration.Number))
            {
                var backup = applied.Count == 0 ? null : await BackUpAsync(migration, ct);
                await ApplyAsync(migration, ct);
                done.Add(new AppliedMigration(migration.Number, migration.Name, backup));
            }
        }

        return done;
    }

    private static void Check(Dictionary<int, (string Name, byte[] Hash)> applied, IReadOnlyList<Migration> migrations)
    {
        var known = migrations.ToDictionary(migration => migration.Number);
        foreach (var (number, row) in applied)
        {
            if (!known.TryGetValue(number, out var migration))
            {
                throw new StorageException(DatabaseState.Ok, $"The database has migration {number:D4}-{row.Name}, which this version of Tollgate does not know: start the version that made it, or a newer one.");
            }

            if (!migration.Hash.AsSpan().SequenceEqual(row.Hash))
            {
                throw new StorageException(DatabaseState.Ok, $"The database was made with another text of migration {number:D4}-{row.Name}: start the version that made it, or restore a backup.");
            }
        }
    }

    private async Task<Dictionary<int, (string Name, byte[] Hash)>> AppliedAsync(CancellationToken ct)
    {
        var applied = new Dictionary<int, (string, byte[])>();
        await using var select = source.CreateCommand(SelectApplied);
        await using var reader = await select.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct))
        {
            applied.Add(reader.GetInt32(0), (reader.GetString(1), reader.GetBlob(2)));
        }

        return applied;
    }

    private Task<string> BackUpAsync(Migration migration, CancellationToken ct) =>
        backups.MakeAsync($"before-{migration.Number:D4}", isInUse: false, ct);

    private async Task ApplyAsync(Migration migration, CancellationToken ct)
    {
        await using var connection = await source.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        await using (var script = connection.CreateCommand())
        {
            script.CommandText = migration.Sql;
            await script.ExecuteNonQueryAsync(ct);
        }

        await using (var insert = connection.CreateCommand())
        {
            insert.CommandText = Insert;
            insert.Add("@number", migration.Number).Add("@name", migration.Name).Add("@hash", migration.Hash).Add("@at", time.GetUtcNow());
            await insert.ExecuteNonQueryAsync(ct);
        }

        await transaction.CommitAsync(ct);
    }
}
