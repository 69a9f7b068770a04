using System.Data.Common;
using Tollgate.Storage.Sqlite;

namespace Tollgate.Storage.Tests;

/// <summary>The database blocks, and a thread that serves sockets must not: whatever a flow asks of it there is done on the pool.</summary>
public sealed class SocketThreadTests
{
    private static readonly CancellationToken Ct = CancellationToken.None;

    [Fact]
    public async Task Writes_and_commits_that_are_asked_for_there_are_done_on_the_pool()
    {
        using var folder = new DataFolder();
        var areOnPool = new List<bool>();
        await using var source = new SqliteDataSource(Path.Combine(folder.Path, "some.db"), TimeSpan.FromSeconds(5), _ => areOnPool.Add(Thread.CurrentThread.IsThreadPoolThread));
        DbConnection? opened = null;
        DbTransaction? transaction = null;

        await OnSocketThreadAsync(async () => opened = await source.OpenConnectionAsync(Ct));
        await using var connection = opened!;
        await using var create = connection.CreateCommand("create table thing (x integer primary key) strict");
        await using var insert = connection.CreateCommand("insert into thing (x) values (1) returning x");
        await OnSocketThreadAsync(() => create.ExecuteNonQueryAsync(Ct));
        await OnSocketThreadAsync(() => insert.ExecuteScalarAsync(Ct));
        await OnSocketThreadAsync(async () => transaction = await connection.BeginTransactionAsync(Ct));
        await OnSocketThreadAsync(() => transaction!.CommitAsync(Ct));
        await OnSocketThreadAsync(async () => transaction = await connection.BeginTransactionAsync(Ct));
        await OnSocketThreadAsync(() => transaction!.RollbackAsync(Ct));

        Assert.Equal([true, true, true], areOnPool);
    }

    [Fact]
    public async Task Rows_asked_for_there_come_in_their_order()
    {
        using var folder = new DataFolder();
        await using var source = new SqliteDataSource(Path.Combine(folder.Path, "some.db"), TimeSpan.FromSeconds(5), _ => { });
        await using var connection = await source.OpenConnectionAsync(Ct);
        await using var select = connection.CreateCommand("select 1 union all select 2");
        DbDataReader? rows = null;
        var numbers = new List<int>();

        await OnSocketThreadAsync(async () => rows = await select.ExecuteReaderAsync(Ct));
        await OnSocketThreadAsync(async () =>
        {
            while (await rows!.ReadAsync(Ct))
            {
                numbers.Add(rows.GetInt32(0));
            }
        });
        await rows!.DisposeAsync();

        Assert.Equal([1, 2], numbers);
    }

    /// <summary>Asks on a thread that is neither the pool's nor has a context.</summary>
    private static Task OnSocketThreadAsync(Func<Task> ask)
    {
        var asked = new TaskCompletionSource<Task>();
        new Thread(() => asked.SetResult(ask())).Start();
        return asked.Task.Unwrap();
    }
}
