using Tollgate.Audit;
using Tollgate.Core;
using Tollgate.Ledger;
using Tollgate.Ledger.Records;
using Tollgate.Ledger.Seals;
using Tollgate.Security;
using Tollgate.TestKit;

namespace Tollgate.Tests.Ledger;

public sealed class LedgerSealTests : IAsyncLifetime
{
    private static readonly CancellationToken Ct = TestContext.Current.CancellationToken;

    private readonly HeldClock _clock = new(LedgerRig.Noon);
    private TestDatabase _database = null!;
    private AuditLog _audit = null!;
    private LedgerSeals _seals = null!;
    private LedgerBatch? _batch;
    private int _next;

    public async ValueTask InitializeAsync()
    {
        _database = await TestDatabase.CreateAsync(_clock);
        _audit = new AuditLog(_database.Source, _clock, new AuditRedaction(new SecurityScanner()));
        _seals = new LedgerSeals(_audit, _clock, "engine-1");
    }

    public async ValueTask DisposeAsync()
    {
        await (_batch?.DisposeAsync() ?? ValueTask.CompletedTask);
        await _database.DisposeAsync();
    }

    [Fact]
    public async Task WhatTheWriterAdded_IsProved_WhileTheSealIsOpen()
    {
        await WriteAsync(7);

        Assert.Equal(new AuditPartReply(true, 14, 0, null), await CheckAsync());
    }

    [Fact]
    public async Task AClosedSeal_IsARowOfTheLog_WithWhatCallsWereJudgedBy()
    {
        await WriteAsync(5);
        _clock.Advance(TimeSpan.FromMinutes(61));
        await WriteAsync(3);
        await WriteAsync(2);

        var row = Assert.Single(await new AuditReader(_database.Source).ListAsync(new AuditFilter { Kind = "ledger.seal" }, long.MaxValue, 10, Ct));
        var seal = OpenSeal.Parse(row.Event.Detail)!;
        Assert.Equal(("engine-1", 0L, 8L, 8L), (seal.Note, seal.Calls.From, seal.Calls.Through, seal.Lines.Rows));
        Assert.Equal(new AuditPartReply(true, 20, 0, null), await CheckAsync());
        Assert.True((await new AuditChain(_database.Source).CheckAsync(Ct)).IsWhole);
    }

    [Fact]
    public async Task ANewWriter_ClosesWhatTheKilledOneLeftOpen()
    {
        await WriteAsync(5);
        _batch = null;
        await WriteAsync(3);

        Assert.Single(await new AuditReader(_database.Source).ListAsync(new AuditFilter { Kind = "ledger.seal" }, long.MaxValue, 10, Ct));
        Assert.Equal(new AuditPartReply(true, 16, 0, null), await CheckAsync());
    }

    [Fact]
    public async Task CallsOfAnEarlierProcess_AreNotSaidToBeJudgedByThisOne()
    {
        _seals.IsReplay = true;
        await WriteAsync(2);
        _seals.IsReplay = false;
        await WriteAsync(1);

        var row = Assert.Single(await new AuditReader(_database.Source).ListAsync(new AuditFilter { Kind = "ledger.seal" }, long.MaxValue, 10, Ct));
        Assert.Equal("", OpenSeal.Parse(row.Event.Detail)!.Note);
        Assert.True((await CheckAsync()).IsWhole);
    }

    [Fact]
    public async Task RowsFromBeforeThereWereSeals_AreCounted()
    {
        await using (var unsealed = await LedgerBatch.OpenAsync(_database.Source, Ct))
        {
            await unsealed.WriteAsync([Record()], [], Ct);
        }

        Assert.Equal(new AuditPartReply(true, 0, 2, null), await CheckAsync());
        await WriteAsync(1);
        Assert.Equal(new AuditPartReply(true, 2, 2, null), await CheckAsync());
    }

    [Fact]
    public async Task SecondAttemptsRefusalsAndRecordsWrittenTwice_AreProvedToo()
    {
        var first = Record();
        var late = LedgerRig.Attempt(2);
        var refused = Identity();
        await WriteAsync([first, new JournalRecord(RecordKind.Request, refused) { Request = LedgerRig.Request(refused, CallResult.Refused, attempts: 0) }]);
        await WriteAsync([first, new JournalRecord(RecordKind.Settled, first.Call) { Attempt = late, Settled = LedgerRig.Settled(first.Call, late, 5_000) }]);

        Assert.Equal(new AuditPartReply(true, 4, 0, null), await CheckAsync());
    }

    [Theory]
    [InlineData("update ledger_line set cost_nanos = 1 where sequence = 3", "at least one was altered")]
    [InlineData("update ledger_line set flags = 0 where sequence = 1", "at least one was altered")]
    [InlineData("update ledger_line set served_model = null where sequence = 9", "at least one was altered")]
    [InlineData("delete from ledger_line where sequence = 4", "1 were removed")]
    [InlineData("delete from ledger_line where sequence >= 9", "2 were removed")]
    [InlineData("update ledger_line set sequence = 11 where sequence = 10", "1 were removed")]
    [InlineData("update ledger_line set sequence = case sequence when 2 then 103 else 102 end where sequence in (2, 3); update ledger_line set sequence = sequence - 100 where sequence > 100", "at least one was altered")]
    [InlineData("update request set key_name = 'other' where rowid = 2", "at least one was altered")]
    [InlineData("update request set refusal_code = 'budget_exceeded', result = 'refused' where rowid = 2", "at least one was altered")]
    [InlineData("delete from request where rowid = 10", "1 were removed")]
    [InlineData("update request set cost_nanos = 0 where rowid = 2", "not those of its lines")]
    [InlineData("update request set output_tokens = 0 where rowid = 7", "not those of its lines")]
    [InlineData("insert into ledger_line select 11, randomblob(16), attempt, kind, organization_id, at, cost_nanos, uncertain_nanos, list_cost_nanos, bound_nanos, provider, model, deployment, purpose, result, status, flags, sent_at, first_byte_micros, input_tokens, output_tokens, input, cache_read, cache_write_5m, cache_write_1h, output, reasoning, usage_more, output_limit_asked, output_limit_sent, served_model, catalog_version, rates, terms, object_id, provider_cost, windows, reason from ledger_line where sequence = 1", "put in")]
    [InlineData("update ledger_seal set calls_digest = zeroblob(32)", "at least one was altered")]
    [InlineData("update ledger_seal set lines_from = lines_from + 1", "do not follow")]
    [InlineData("drop trigger audit_event_is_never_changed; update audit_event set detail = 'x' where action = 'ledger.seal'", "cannot be read")]
    [InlineData("drop trigger audit_event_is_never_changed; update audit_event set detail = '{}' where action = 'ledger.seal'", "cannot be read")]
    public async Task AnAlteredRemovedOrPutInRow_IsFound(string tampering, string what)
    {
        await WriteAsync(6);
        _clock.Advance(TimeSpan.FromMinutes(61));
        await WriteAsync(1);
        await WriteAsync(3);
        foreach (var statement in tampering.Split(';'))
        {
            await _database.ScalarAsync(statement);
        }

        var verdict = await CheckAsync();

        Assert.False(verdict.IsWhole);
        Assert.Contains(what, verdict.Fault, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("select 1", null)]
    [InlineData("update ledger_line set reason = 'another' where kind = 'adjustment'", "removed or altered")]
    [InlineData("delete from ledger_line where kind = 'release'; update request set cost_nanos = cost_nanos", "not those of its lines")]
    [InlineData("update ledger_line set kind = 'release', request_id = randomblob(16) where kind = 'adjustment'", "not those of its lines")]
    [InlineData("update ledger_line set at = at + 1 where kind = 'release'", "removed or altered")]
    public async Task ACorrection_IsProvedByTheRowOfWhoBroughtIt(string tampering, string? what)
    {
        var (one, two) = (Record(), Record());
        two.Settled = two.Settled with { Uncertain = new Money(777) };
        await WriteAsync([one, two]);
        var adjuster = new LedgerAdjuster(_database.Source, [], _audit, _clock);
        Assert.False((await adjuster.AdjustAsync(By(one), one.Call.RequestId, 1, new Money(99), "the bill", Ct)).IsRefused);
        Assert.False((await adjuster.ReleaseAsync(By(two), two.Call.RequestId, 1, "not billed", Ct)).IsRefused);
        foreach (var statement in tampering.Split(';'))
        {
            await _database.ScalarAsync(statement);
        }

        var verdict = await CheckAsync();

        Assert.Equal(what is null, verdict.IsWhole);
        Assert.Contains(what ?? "", verdict.Fault ?? "", StringComparison.Ordinal);
    }

    [Fact]
    public async Task ABatchThatTheDatabaseDidNotTake_LeavesNoTraceInTheSeal()
    {
        await WriteAsync(2);
        await Assert.ThrowsAsync<InvalidOperationException>(() => _batch!.WriteAsync([Record()], [(_, _, _) => throw new InvalidOperationException("away")], Ct));
        await _batch!.DisposeAsync();
        _batch = null;

        await WriteAsync(1);

        Assert.Equal(new AuditPartReply(true, 6, 0, null), await CheckAsync());
    }

    private static AuditEvent By(JournalRecord record) => new(LedgerRig.Organization, Guid.Empty, "ann", "call.adjust", "call", record.Call.RequestId.ToString(), """{"attempt":1}""");

    private Task<AuditPartReply> CheckAsync() => new LedgerProof(_database.Source).CheckAsync(Ct);

    private Task WriteAsync(int calls) => WriteAsync([.. Enumerable.Range(0, calls).Select(_ => Record())]);

    private async Task WriteAsync(IReadOnlyList<JournalRecord> records)
    {
        _batch ??= await LedgerBatch.OpenAsync(_database.Source, Ct, _seals);
        await _batch.WriteAsync(records, [], Ct);
    }

    private CallIdentity Identity()
    {
        var at = LedgerRig.Noon.AddMilliseconds(++_next);
        return new CallIdentity { RequestId = Guid.CreateVersion7(at), OrganizationId = LedgerRig.Organization, KeyId = LedgerRig.Key, KeyName = "me", Route = "/v1/messages", ModelAsked = "sonnet", StartedAt = at };
    }

    private JournalRecord Record()
    {
        var (call, attempt) = (Identity(), LedgerRig.Attempt());
        return new JournalRecord(RecordKind.Finished, call) { Attempt = attempt, Settled = LedgerRig.Settled(call, attempt), Request = LedgerRig.Request(call) };
    }
}
