using System.Data.Common;
using System.Globalization;
using Tollgate.Storage.Sqlite;

namespace Tollgate.Storage;

/// <summary>Makes consistent copies of a SQLite database and does not believe them before they are checked.</summary>
internal sealed class DatabaseBackup(DbDataSource source, string folder, TimeProvider time)
{
    private const string Copy = "vacuum into @path";
    private const string Integrity = "pragma integrity_check";
    private const string ForeignKeys = "select count(*) from pragma_foreign_key_check";
    private const string TableNames = "select name from sqlite_master where type = 'table' and name not like 'sqlite_%' order by name";

    /// <summary>Copies the database, checks the copy, and gives its path. A database that is in use grows meanwhile, so its rows are not counted again.</summary>
    /// <exception cref="StorageException">The copy could not be made or is not whole; then it is not left behind.</exception>
    public async Task<string> MakeAsync(string label, bool isInUse, CancellationToken ct)
    {
        Directory.CreateDirectory(folder);
        var stamp = time.GetUtcNow().UtcDateTime.ToString("yyyyMMdd'T'HHmmssfff'Z'", CultureInfo.InvariantCulture);
        var path = Path.Combine(folder, $"tollgate-{stamp}-{label}.db");
        try
        {
            await using (var copy = source.CreateCommand(Copy))
            {
                await copy.Add("@path", path).ExecuteNonQueryAsync(ct);
            }

            await using var copied = new SqliteDataSource(path, TimeSpan.FromSeconds(1), static _ => { });
            if (await IsWholeAsync(copied, ct) && (isInUse || await CountsAsync(source, ct) == await CountsAsync(copied, ct)))
            {
                return path;
            }
        }
        catch (StorageException)
        {
            File.Delete(path);
            throw;
        }

        File.Delete(path);
        throw new StorageException(DatabaseState.Corrupt, $"The copy '{path}' was not a whole copy of the database and was deleted; nothing was changed: check the disk.");
    }

    private static async Task<bool> IsWholeAsync(DbDataSource copied, CancellationToken ct) =>
        await ScalarAsync(copied, Integrity, ct) is "ok" && await ScalarAsync(copied, ForeignKeys, ct) is 0L;

    private static async Task<string> CountsAsync(DbDataSource counted, CancellationToken ct)
    {
        var names = new List<string>();
        await using (var tables = counted.CreateCommand(TableNames))
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
            counts.Add($"{name} {await ScalarAsync(counted, $"select count(*) from \"{name}\"", ct)}");
        }

        return string.Join('\n', counts);
    }

    private static async Task<object?> ScalarAsync(DbDataSource asked, string sql, CancellationToken ct)
    {
        await using var command = asked.CreateCommand(sql);
        return await command.ExecuteScalarAsync(ct);
    }
}
