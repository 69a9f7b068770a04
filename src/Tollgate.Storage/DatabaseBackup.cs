using System.Data.Common;
using System.Globalization;
using Tollgate.Storage.Sqlite;

namespace Tollgate.Storage;

/// <summary>Makes a consistent copy of a SQLite database and does not believe it before it was checked.</summary>
internal static class DatabaseBackup
{
    private const string Copy = "vacuum into @path";
    private const string Integrity = "pragma integrity_check";
    private const string ForeignKeys = "select count(*) from pragma_foreign_key_check";
    private const string TableNames = "select name from sqlite_master where type = 'table' and name not like 'sqlite_%' order by name";

    /// <summary>Copies the database into a folder and checks the copy; the path of the copy.</summary>
    /// <exception cref="StorageException">The copy could not be made or is not whole.</exception>
    public static async Task<string> MakeAsync(DbDataSource source, string folder, string label, DateTimeOffset now, CancellationToken ct)
    {
        Directory.CreateDirectory(folder);
        var stamp = now.UtcDateTime.ToString("yyyyMMdd'T'HHmmssfff'Z'", CultureInfo.InvariantCulture);
        var path = Path.Combine(folder, $"tollgate-{stamp}-{label}.db");
        await using (var copy = source.CreateCommand(Copy))
        {
            await copy.Add("@path", path).ExecuteNonQueryAsync(ct);
        }

        await using var copied = new SqliteDataSource(path, static _ => { });
        await VerifyAsync(source, copied, path, ct);
        return path;
    }

    private static async Task VerifyAsync(DbDataSource source, DbDataSource copied, string path, CancellationToken ct)
    {
        var isWhole = await ScalarAsync(copied, Integrity, ct) is "ok" && await ScalarAsync(copied, ForeignKeys, ct) is 0L;
        if (!isWhole || await CountsAsync(source, ct) != await CountsAsync(copied, ct))
        {
            throw new StorageException(DatabaseState.Corrupt, $"The backup '{path}' is not a whole copy of the database, so nothing was migrated: check the disk.");
        }
    }

    private static async Task<string> CountsAsync(DbDataSource source, CancellationToken ct)
    {
        var names = new List<string>();
        await using (var tables = source.CreateCommand(TableNames))
        await using (var reader = await tables.ExecuteReaderAsync(ct))
        {
            while (await reader.ReadAsync(ct))
            {
                names.Add(reader.GetString(0));
            }
        }

        var counts = new List<string>(names.Count);
        foreach (var name in names)
        {
            counts.Add($"{name} {await ScalarAsync(source, $"select count(*) from \"{name}\"", ct)}");
        }

        return string.Join('\n', counts);
    }

    private static async Task<object?> ScalarAsync(DbDataSource source, string sql, CancellationToken ct)
    {
        await using var command = source.CreateCommand(sql);
        return await command.ExecuteScalarAsync(ct);
    }
}
