using System.Data.Common;

namespace Tollgate.Storage;

/// <summary>Runs a query whose rows all become records.</summary>
public static class CommandRows
{
    /// <summary>The rows in the order of the query, each made by one method.</summary>
    public static async Task<List<T>> ReadRowsAsync<T>(this DbCommand command, Func<DbDataReader, T> read, CancellationToken ct)
    {
        var rows = new List<T>();
        await using var reader = await command.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct))
        {
            rows.Add(read(reader));
        }

        return rows;
    }
}
