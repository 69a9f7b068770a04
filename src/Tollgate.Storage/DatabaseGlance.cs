using System.Data.Common;
using Microsoft.Data.Sqlite;
using Tollgate.Storage.Sqlite;

namespace Tollgate.Storage;

/// <summary>Looks into the database of a data folder without owning it: a gateway may be running on it. Nothing is written or made.</summary>
public static class DatabaseGlance
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>The database of a folder for reading alone: a gateway's own, while it runs, or a copy.</summary>
    /// <exception cref="StorageException">There is none.</exception>
    public static DbDataSource Open(string folder)
    {
        var path = Path.Combine(folder, Database.FileName);
        return File.Exists(path)
            ? new SqliteDataSource(path, Patience, static _ => { }, isReader: true)
            : throw new StorageException(DatabaseState.Unreachable, $"There is no gateway's data in {folder}.");
    }

    /// <summary>The rows of a query, as texts; none when there is no database yet, or it cannot be read now, or is of another schema.</summary>
    public static IReadOnlyList<string> Texts(string folder, string sql)
    {
        var path = Path.Combine(folder, Database.FileName);
        if (!File.Exists(path))
        {
            return [];
        }

        SqliteLibrary.Bind();
        var found = new List<string>();
        try
        {
            using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Mode = SqliteOpenMode.ReadOnly, Pooling = false, DefaultTimeout = 1 }.ConnectionString);
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = sql;
            using var reader = command.ExecuteReader();
            while (reader.Read())
            {
                found.Add(reader.GetString(0));
            }
        }
        catch (SqliteException)
        {
            return [];
        }

        return found;
    }
}
