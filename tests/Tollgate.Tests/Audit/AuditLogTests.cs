using Tollgate.Audit;
using Tollgate.Core;
using Tollgate.Storage;
using Tollgate.TestKit;
using Tollgate.Tests.Callers;

namespace Tollgate.Tests.Audit;

public sealed class AuditLogTests
{
    private static readonly CancellationToken Ct = TestContext.Current.CancellationToken;
    private static readonly Guid Organization = Guid.Parse("01900000-0000-7000-8000-000000000002");

    [Fact]
    public async Task Rows_ComeBackNewestFirst_AndFormAChain()
    {
        var clock = new HeldClock();
        await using var test = await TestDatabase.CreateAsync(clock);
        var log = new AuditLog(test.Source, clock);
        for (var i = 0; i < 5; i++)
        {
            await log.AppendAsync(Event($"step.{i}"), Ct);
        }

        var rows = await new AuditReader(test.Source).ListAsync(new AuditFilter { OrganizationId = Organization }, long.MaxValue, 3, Ct);

        Assert.Equal(["step.4", "step.3", "step.2"], rows.Select(row => row.Event.Action));
        Assert.Equal(rows[1].Hash, rows[0].PreviousHash);
        Assert.True((await new AuditChain(test.Source).CheckAsync(Ct)).IsWhole);
    }

    [Fact]
    public async Task Rows_CannotBeChangedOrDeleted()
    {
        await using var test = await TestDatabase.CreateAsync();
        await new AuditLog(test.Source, TimeProvider.System).AppendAsync(Event("a.b"), Ct);

        await Assert.ThrowsAsync<StorageException>(() => test.ScalarAsync("update audit_event set action = 'x'"));
        await Assert.ThrowsAsync<StorageException>(() => test.ScalarAsync("delete from audit_event"));
    }

    [Fact]
    public async Task ManyAppendsAtOnce_KeepTheChainWhole()
    {
        await using var test = await TestDatabase.CreateAsync();
        var log = new AuditLog(test.Source, TimeProvider.System);

        await Task.WhenAll(Enumerable.Range(0, 30).Select(i => log.AppendAsync(Event($"step.{i}"), Ct)));

        Assert.True((await new AuditChain(test.Source).CheckAsync(Ct)).IsWhole);
        Assert.Equal(30, (await new AuditReader(test.Source).ListAsync(new AuditFilter(), long.MaxValue, 100, Ct)).Count);
    }

    [Fact]
    public async Task AChangeThatIsRolledBack_LeavesNoRow()
    {
        await using var test = await TestDatabase.CreateAsync();
        var log = new AuditLog(test.Source, TimeProvider.System);
        await using (var connection = await test.Source.OpenConnectionAsync(Ct))
        {
            await using var transaction = await connection.BeginTransactionAsync(Ct);
            await log.AppendAsync(connection, Event("a.b"), Ct);
        }

        Assert.Empty(await new AuditReader(test.Source).ListAsync(new AuditFilter(), long.MaxValue, 10, Ct));
    }

    [Fact]
    public async Task EveryChangeOfTheAdminApi_LeavesARowWithItsActor_AndRefusedOnesNone()
    {
        await using var house = await CallerHouse.OpenAsync();
        var (_, made) = await house.CallAsync(house.Operator, "POST", "/api/keys", """{"name":"me"}""");
        var id = made.GetProperty("id").GetString();
        await house.CallAsync(house.Operator, "PATCH", "/api/keys/{id}", """{"disabled":true}""", id);
        await house.CallAsync(house.Operator, "POST", "/api/keys/{id}/rotate", "{}", id);
        await house.CallAsync(house.Operator, "DELETE", "/api/keys/{id}", id: id);
        await house.CallAsync(house.Operator, "POST", "/api/keys", """{"name":"odd","team":"nowhere"}""");

        var (_, page) = await house.CallAsync(house.Operator, "GET", "/api/audit");
        var (_, check) = await house.CallAsync(house.Operator, "GET", "/api/audit/check");

        var rows = page.GetProperty("items").EnumerateArray().ToList();
        Assert.Equal(["key.revoke", "key.rotate", "key.change", "key.create", "agent.create"], rows.Select(row => row.GetProperty("action").GetString()));
        Assert.All(rows, row => Assert.Equal("operator", row.GetProperty("actor").GetString()));
        Assert.DoesNotContain(made.GetProperty("key").GetString()![12..], page.ToString(), StringComparison.Ordinal);
        Assert.True(check.GetProperty("is_whole").GetBoolean());
    }

    [Fact]
    public async Task TheLog_IsPaged()
    {
        await using var house = await CallerHouse.OpenAsync();
        await house.KeyAsync("one");
        await house.KeyAsync("two");

        var (_, first) = await house.CallAsync(house.Operator, "GET", "/api/audit", query: "?limit=3");
        var (_, second) = await house.CallAsync(house.Operator, "GET", "/api/audit", query: $"?limit=3&cursor={first.GetProperty("next").GetString()}");

        Assert.Equal(3, first.GetProperty("items").GetArrayLength());
        Assert.Equal(1, second.GetProperty("items").GetArrayLength());
        Assert.Equal(400, (await house.CallAsync(house.Operator, "GET", "/api/audit", query: "?cursor=x")).Status);
        Assert.Equal(400, (await house.CallAsync(house.Operator, "GET", "/api/audit", query: "?limit=999")).Status);
    }

    private static AuditEvent Event(string action) => new(Organization, Guid.Empty, "operator", action, "thing", Ids.New(TimeProvider.System).ToString());
}
