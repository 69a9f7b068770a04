using System.Data.Common;
using Tollgate.Ledger;
using Tollgate.Storage;

namespace Tollgate.Crash;

/// <summary>Sums of a budget window, kept in the ledger's own transaction: after any crash they must equal the lines.</summary>
internal static class WindowBook
{
    public static readonly Guid Window = Guid.Parse("01900000-0000-7000-8000-0000000000aa");

    private const string Create = "create table if not exists crash_window (id blob primary key, cost integer not null, uncertain integer not null) strict";
    private const string Insert = "insert into crash_window (id, cost, uncertain) values (@id, 0, 0) on conflict (id) do nothing";
    private const string Add = "update crash_window set cost = cost + @cost, uncertain = uncertain + @uncertain where id = @id";

    public static async Task PrepareAsync(DbDataSource source)
    {
        await using (var create = source.CreateCommand(Create))
        {
            await create.ExecuteNonQueryAsync();
        }

        await using var insert = source.CreateCommand(Insert);
        await insert.Add("@id", Window).ExecuteNonQueryAsync();
    }

    public static async Task PostAsync(DbTransaction transaction, IReadOnlyList<SettledLine> lines, CancellationToken ct)
    {
        foreach (var line in lines)
        {
            await using var command = transaction.Connection!.CreateCommand();
            command.CommandText = Add;
            await command.Add("@id", line.Windows.Span[0]).Add("@cost", line.Cost).Add("@uncertain", line.Uncertain).ExecuteNonQueryAsync(ct);
        }
    }
}
