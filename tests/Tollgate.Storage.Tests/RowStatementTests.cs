using Tollgate.Core;
using Tollgate.Storage;
using Tollgate.TestKit;

namespace Tollgate.Storage.Tests;

public sealed class RowStatementTests
{
    private static readonly CancellationToken Ct = CancellationToken.None;
    private static readonly Guid Id = Guid.Parse("01900000-0000-7000-8000-000000000001");

    [Fact]
    public async Task ValuesOfEveryKind_ComeBackAsTheyWere()
    {
        await using var database = await TestDatabase.CreateAsync();
        await ExecuteAsync(database, "create table sample (id blob, number integer, missing integer, money integer, at integer, span integer, name text, absent text, bytes blob, empty blob, gone blob) strict");
        var at = new DateTimeOffset(2026, 11, 21, 8, 0, 0, TimeSpan.Zero);
        var name = new string('\u20ac', 3000);
        await using (var connection = await database.Source.OpenConnectionAsync(Ct))
        {
            using var insert = new RowStatement(connection, "insert into sample values (@a, @b, @c, @d, @e, @f, @g, @h, @i, @j, @k)");
            var changed = insert.With(Id).With(-7L).With((long?)null).With(new Money(5)).With(at).With((TimeSpan?)TimeSpan.FromMilliseconds(1.5))
                .With(name).With((string?)null).With((byte[])[1, 2]).WithOptional(Guid.Empty).With((byte[]?)null).Run();
            Assert.Equal(1, changed);
        }

        await using var select = database.Source.CreateCommand("select id, number, missing, money, at, span, name, absent, bytes, empty, gone from sample");
        await using var row = await select.ExecuteReaderAsync(Ct);
        Assert.True(await row.ReadAsync(Ct));
        Assert.Equal((Id, -7L, null, new Money(5), at, 1500L), (row.GetId(0), row.GetInt64(1), row.GetNumberOrNull(2), row.GetMoney(3), row.GetTime(4), row.GetInt64(5)));
        Assert.Equal((name, null), (row.GetString(6), row.GetTextOrNull(7)));
        Assert.Equal([1, 2], row.GetBlob(8));
        Assert.Equal((null, null), (row.GetBlobOrNull(9), row.GetBlobOrNull(10)));
    }

    [Fact]
    public async Task OneStatementServesManyRows_AndSaysWhichAreNew()
    {
        await using var database = await TestDatabase.CreateAsync();
        await ExecuteAsync(database, "create table sample (id integer primary key, name text) strict");
        await using var connection = await database.Source.OpenConnectionAsync(Ct);
        using var insert = new RowStatement(connection, "insert into sample (id, name) values (@id, @name) on conflict (id) do nothing");

        Assert.Equal((1, 1, 0), (insert.With(1L).With("a").Run(), insert.With(2L).With("b").Run(), insert.With(1L).With("c").Run()));
    }

    [Fact]
    public async Task AStatementThatFinds_SaysWhetherThereIsARow_AgainAndAgain()
    {
        await using var database = await TestDatabase.CreateAsync();
        await ExecuteAsync(database, "create table sample (id integer primary key) strict; insert into sample (id) values (1)");
        await using var connection = await database.Source.OpenConnectionAsync(Ct);
        using var find = new RowStatement(connection, "select 1 from sample where id = @id");

        Assert.Equal((true, false, true), (find.With(1L).Finds(), find.With(2L).Finds(), find.With(1L).Finds()));
    }

    [Fact]
    public async Task ABrokenConstraint_AndABrokenStatement_AreSaidInOurWords()
    {
        await using var database = await TestDatabase.CreateAsync();
        await ExecuteAsync(database, "create table sample (id integer primary key) strict");
        await using var connection = await database.Source.OpenConnectionAsync(Ct);
        using var insert = new RowStatement(connection, "insert into sample (id) values (@id)");
        insert.With(1L).Run();

        Assert.True(Assert.Throws<StorageException>(() => insert.With(1L).Run()).IsConstraint);
        Assert.False(Assert.Throws<StorageException>(() => new RowStatement(connection, "insert into nowhere values (1)")).IsConstraint);
        Assert.Equal(1, insert.With(2L).Run());
    }

    private static async Task ExecuteAsync(TestDatabase database, string sql)
    {
        await using var command = database.Source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }
}
