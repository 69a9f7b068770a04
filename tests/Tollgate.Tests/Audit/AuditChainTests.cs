using Tollgate.Audit;
using Tollgate.Core;
using Tollgate.TestKit;

namespace Tollgate.Tests.Audit;

public sealed class AuditChainTests
{
    private const string Forged =
        """
        insert into audit_event (sequence, id, organization_id, at, actor_key_id, actor_name, action, subject_kind, subject_id, detail, previous_hash, hash)
        select {0}, randomblob(16), organization_id, at, actor_key_id, 'somebody', action, subject_kind, subject_id, detail, previous_hash, {1} from audit_event where sequence = 4
        """;

    private static readonly CancellationToken Ct = TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("update audit_event set detail = '{\"x\":1}' where sequence = 2", 2, "changed")]
    [InlineData("update audit_event set actor_name = 'somebody' where sequence = 3", 3, "changed")]
    [InlineData("update audit_event set at = at + 1 where sequence = 4", 4, "changed")]
    [InlineData("update audit_event set hash = zeroblob(32) where sequence = 1", 1, "changed")]
    [InlineData("delete from audit_event where sequence = 2", 3, "Row 2 is missing")]
    [InlineData("delete from audit_event where sequence = 1", 2, "Row 1 is missing")]
    [InlineData("delete from audit_event where sequence = 4", 4, "cut off")]
    [InlineData("delete from audit_event where sequence > 1", 2, "cut off")]
    [InlineData("delete from audit_event", 1, "cut off")]
    [InlineData("update audit_event set sequence = case sequence when 2 then 103 else 102 end where sequence in (2, 3); update audit_event set sequence = sequence - 100 where sequence > 100", 2, "put in or changed")]
    [InlineData("update audit_event set sequence = sequence + 100 where sequence >= 2; update audit_event set sequence = sequence - 99 where sequence > 100; insert into audit_event select 2, randomblob(16), organization_id, at, actor_key_id, actor_name, action, subject_kind, subject_id, detail, hash, hash from audit_event where sequence = 1", 2, "changed")]
    [InlineData("update audit_head set hash = zeroblob(32)", 4, "written last")]
    public async Task WhatIsAlteredRemovedPutInSwappedOrCutOff_IsFoundWhereItBegins(string tampering, long where, string what)
    {
        await using var test = await LogOfFourAsync();
        foreach (var statement in tampering.Split(';'))
        {
            await test.ScalarAsync(statement);
        }

        var verdict = await new AuditChain(test.Source).CheckAsync(Ct);

        Assert.False(verdict.IsWhole);
        Assert.Equal(where, verdict.FirstBreak);
        Assert.Contains(what, verdict.Fault, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("5", "zeroblob(32)", 5)]
    [InlineData("-1", "zeroblob(32)", -1)]
    [InlineData("0", "zeroblob(32)", 0)]
    public async Task AForgedRowAtEitherEnd_IsFound(string place, string hash, long where)
    {
        await using var test = await LogOfFourAsync();
        await test.ScalarAsync(Forged.Replace("{0}", place, StringComparison.Ordinal).Replace("{1}", hash, StringComparison.Ordinal));

        var verdict = await new AuditChain(test.Source).CheckAsync(Ct);

        Assert.Equal((false, where), (verdict.IsWhole, verdict.FirstBreak));
    }

    [Fact]
    public async Task RowsThatFollowACutOffEnd_LeaveTheGapOpen()
    {
        await using var test = await LogOfFourAsync();
        await test.ScalarAsync("delete from audit_event where sequence > 2");

        await AppendAsync(test, "later");
        var verdict = await new AuditChain(test.Source).CheckAsync(Ct);

        Assert.Equal((false, 5L), (verdict.IsWhole, verdict.FirstBreak));
        Assert.Contains("Row 3 is missing", verdict.Fault, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AWholeLog_SaysItsHead()
    {
        await using var test = await LogOfFourAsync();

        var verdict = await new AuditChain(test.Source).CheckAsync(Ct);
        var last = (await new AuditReader(test.Source).ListAsync(new AuditFilter(), long.MaxValue, 1, Ct))[0];

        Assert.Equal(new AuditCheckReply(true, null, null, 4, Convert.ToHexStringLower(last.Hash)), verdict);
    }

    [Fact]
    public async Task ALongLog_IsWalkedThroughAllItsPages()
    {
        await using var test = await TestDatabase.CreateAsync();
        var log = new AuditLog(test.Source, TimeProvider.System);
        await using (var connection = await test.Source.OpenConnectionAsync(Ct))
        {
            await using var transaction = await connection.BeginTransactionAsync(Ct);
            for (var i = 0; i < 1_001; i++)
            {
                await log.AppendAsync(connection, Event("many"), Ct);
            }

            await transaction.CommitAsync(Ct);
        }

        Assert.Equal(1_001, (await new AuditChain(test.Source).CheckAsync(Ct)).Rows);
    }

    private static async Task<TestDatabase> LogOfFourAsync()
    {
        var test = await TestDatabase.CreateAsync();
        for (var i = 0; i < 4; i++)
        {
            await AppendAsync(test, $"step.{i}");
        }

        await test.ScalarAsync("drop trigger audit_event_is_never_changed");
        await test.ScalarAsync("drop trigger audit_event_is_never_deleted");
        return test;
    }

    private static Task AppendAsync(TestDatabase test, string action) => new AuditLog(test.Source, TimeProvider.System).AppendAsync(Event(action), Ct);

    private static AuditEvent Event(string action) => new(Guid.Empty, Guid.Empty, "operator", action, "thing", Ids.New(TimeProvider.System).ToString());
}
