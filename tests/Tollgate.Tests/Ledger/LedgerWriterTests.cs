using System.Diagnostics;
using Tollgate.Core;
using Tollgate.Ledger;
using Tollgate.Ledger.Queries;
using Tollgate.Ledger.Records;

namespace Tollgate.Tests.Ledger;

public sealed class LedgerWriterTests
{
    private static readonly CancellationToken Ct = CancellationToken.None;

    [Fact]
    public async Task ACallComesBackWithEverythingThatWasRecorded()
    {
        await using var rig = await LedgerRig.CreateAsync();
        rig.Writer.Start();
        var call = rig.Append(session: "s-1");

        await rig.CatchUpAsync();
        var found = await rig.Calls.FindAsync(LedgerRig.Organization, false, call.RequestId, Ct);

        Assert.NotNull(found);
        Assert.Equal(("completed", 200, "/v1/messages", "s-1", "claude-code"), (found.Result, found.Status, found.Route, found.Session, found.Agent));
        Assert.Equal("apollo", found.Tags!["project"]);
        Assert.Equal(new Money(11_685_000), found.CostUsd);
        Assert.Equal((1500L, 200L, 300L, 500L), (found.InputTokens, found.CacheReadTokens, found.CacheWriteTokens, found.OutputTokens));
        Assert.Equal(["clamped"], found.Flags);
        var attempt = Assert.Single(found.Attempts!);
        Assert.Equal(new Dictionary<string, long> { ["input"] = 1000, ["cache_read"] = 200, ["cache_write_5m"] = 300, ["output"] = 500, ["web_search"] = 2 }, attempt.Usage);
        Assert.Equal(("0.011685", "2026-11-01", "msg_01", "claude-sonnet-20260901"), (attempt.ProviderCostUsd, attempt.CatalogVersion, attempt.ObjectId, attempt.ServedModel));
        Assert.Equal((4096L, 2048L, 321.5), (attempt.OutputLimitAsked, attempt.OutputLimitSent, attempt.FirstByteMs));
        Assert.Equal([LedgerRig.Window], attempt.BudgetWindows);
    }

    [Fact]
    public async Task ARefusalLeavesARowWithItsNumbersAndNoLine()
    {
        await using var rig = await LedgerRig.CreateAsync();
        rig.Writer.Start();
        var call = rig.AppendRefusal();

        await rig.CatchUpAsync();
        var found = await rig.Calls.FindAsync(LedgerRig.Organization, false, call.RequestId, Ct);

        Assert.Equal(0, await rig.CountAsync("ledger_line"));
        Assert.Equal(("budget_exceeded", "reserve", "me/day"), (found!.Refusal!.Code, found.Refusal.Step, found.Refusal.Rule));
        Assert.Equal((Money.FromDollars(5), Money.Parse("4.99"), Money.Parse("0.05")), (found.Refusal.LimitUsd, found.Refusal.SettledUsd, found.Refusal.AskedUsd));
        Assert.Equal(LedgerRig.Noon.AddHours(12), found.Refusal.ResetsAt);
    }

    [Fact]
    public async Task AnotherOrganizationDoesNotFindTheCall()
    {
        await using var rig = await LedgerRig.CreateAsync();
        rig.Writer.Start();
        var call = rig.Append();

        await rig.CatchUpAsync();

        Assert.Null(await rig.Calls.FindAsync(LedgerRig.OtherOrganization, false, call.RequestId, Ct));
        Assert.Empty((await rig.Calls.ListAsync(new CallFilter { OrganizationId = LedgerRig.OtherOrganization }, null, 10, Ct)).Items);
    }

    [Fact]
    public async Task RetriesOfACallAddUpOnItsRow_AndAFailedConnectHasNoLine()
    {
        await using var rig = await LedgerRig.CreateAsync();
        rig.Writer.Start();
        var call = rig.Call();
        var (first, second, third) = (LedgerRig.Attempt(1), LedgerRig.Attempt(2, provider: "other"), LedgerRig.Attempt(3));
        rig.Journal.AppendSent(new SentRecord(call, first));
        rig.Journal.AppendSettled(LedgerRig.Settled(call, first) with { Result = CallResult.ConnectFailed, Cost = Money.Zero });
        rig.Journal.AppendSent(new SentRecord(call, second));
        rig.Journal.AppendSettled(LedgerRig.Settled(call, second, costNanos: 3) with { Result = CallResult.TimedOut, Uncertain = new Money(40) });
        rig.Journal.AppendSent(new SentRecord(call, third));
        rig.Journal.AppendSettled(LedgerRig.Settled(call, third, costNanos: 5), LedgerRig.Request(call, attempts: 3));

        await rig.CatchUpAsync();
        var found = await rig.Calls.FindAsync(LedgerRig.Organization, false, call.RequestId, Ct);

        Assert.Equal((new Money(8), new Money(40)), (found!.CostUsd, found.UncertainUsd));
        Assert.Equal(["connect_failed", "timed_out", "completed"], found.Attempts!.Select(attempt => attempt.Result));
        Assert.Equal(2, await rig.CountAsync("ledger_line"));
        Assert.Equal(0, rig.Journal.Health().OpenAttempts);
    }

    [Fact]
    public async Task AnAttemptThatSettlesAfterItsCallEnded_IsStillAddedToTheRow()
    {
        await using var rig = await LedgerRig.CreateAsync();
        rig.Writer.Start();
        var call = rig.Call();
        var (serve, shadow) = (LedgerRig.Attempt(1), LedgerRig.Attempt(2));
        rig.Journal.AppendSent(new SentRecord(call, serve));
        rig.Journal.AppendSent(new SentRecord(call, shadow));
        rig.Journal.AppendSettled(LedgerRig.Settled(call, serve, costNanos: 10), LedgerRig.Request(call, attempts: 1));
        rig.Journal.AppendSettled(LedgerRig.Settled(call, shadow, costNanos: 7));

        await rig.CatchUpAsync();
        var found = await rig.Calls.FindAsync(LedgerRig.Organization, false, call.RequestId, Ct);

        Assert.Equal((new Money(17), 2), (found!.CostUsd, found.AttemptCount));
    }

    [Fact]
    public async Task SinksSeeEachLineOnce_InTheTransactionThatInsertsIt()
    {
        var seen = new List<SettledLine>();
        var failures = 1;
        LedgerSink flaky = (_, lines, _) => failures-- > 0 ? throw new InvalidOperationException("first try") : Task.CompletedTask;
        await using var rig = await LedgerRig.CreateAsync(null, null, flaky, LedgerRig.Collect(seen));
        rig.Append();
        rig.Append();
        rig.Writer.Start();

        await rig.CatchUpAsync();

        Assert.Equal(2, seen.Count);
        Assert.Equal(2, await rig.CountAsync("ledger_line"));
        Assert.All(seen, line => Assert.Equal((LineKind.Charge, new Money(11_685_000)), (line.Kind, line.Cost)));
        Assert.Equal(1, rig.Writer.Health().Failures);
    }

    [Fact]
    public async Task ADatabaseLockedByAnotherProcess_StopsNothing_AndHealthSaysSo_UntilItIsFree()
    {
        await using var rig = await LedgerRig.CreateAsync();
        rig.Writer.Start();
        using var other = Lock(Path.Combine(rig.Database.Folder, "tollgate.db"));
        Assert.Equal("locked", await other.StandardOutput.ReadLineAsync(Ct));

        rig.Append();
        Assert.False(await rig.Writer.CatchUpAsync(TimeSpan.FromSeconds(8), Ct));

        Assert.Contains("kept in the journal", rig.Writer.Health().Sentence, StringComparison.Ordinal);
        Assert.True(rig.Writer.Health().PendingRecords > 0);
        Assert.True(rig.Writer.Health().Lag > TimeSpan.Zero);
        Assert.True(rig.Journal.Health().IsReady);
        other.StandardInput.Close();
        await rig.CatchUpAsync();
        Assert.Equal(1, await rig.CountAsync("ledger_line"));
        Assert.True(rig.Writer.Health().IsKeepingUp);
    }

    [Fact]
    public async Task AFolderThatKeepsItsFiles_StopsNoLedger_AndIsEmptiedLater()
    {
        var place = Directory.CreateTempSubdirectory("tollgate-test-").FullName;
        var folder = new FaultyFolder(place) { KeepsFiles = true };
        await using (var rig = await LedgerRig.CreateAsync(options => options with { SegmentBytes = 64 * 1024 }, folder))
        {
            rig.Writer.Start();
            for (var round = 0; round < 3; round++)
            {
                Enumerable.Range(0, 200).ToList().ForEach(_ => rig.Append());
                await rig.CatchUpAsync();
            }

            var kept = Directory.GetFiles(place).Length;
            folder.KeepsFiles = false;
            Enumerable.Range(0, 200).ToList().ForEach(_ => rig.Append());
            await rig.CatchUpAsync();

            Assert.True(rig.Writer.Health().IsKeepingUp);
            Assert.Equal(800, await rig.CountAsync("request"));
            Assert.True(kept > 3, $"{kept} files were kept");
        }

        Assert.Empty(Directory.GetFiles(place));
        Directory.Delete(place, recursive: true);
    }

    [Fact]
    public async Task ARecordThatNoTableTakes_DoesNotHoldUpTheOthers_AndKeepsItsSegment()
    {
        await using var rig = await LedgerRig.CreateAsync();
        rig.Append();
        var call = rig.Call();
        rig.Journal.AppendSettled(LedgerRig.Settled(call, LedgerRig.Attempt(0)), LedgerRig.Request(call));
        rig.Append();
        rig.Writer.Start();

        await rig.CatchUpAsync();

        Assert.Equal(2, await rig.CountAsync("request"));
        Assert.Equal(1, rig.Writer.Health().Rejected);
        await rig.Writer.DisposeAsync();
        Assert.NotEmpty(Directory.GetFiles(rig.Options.Folder, "*.journal"));
    }

    [Fact]
    public async Task AfterACleanStop_TheJournalFolderIsEmpty()
    {
        await using var rig = await LedgerRig.CreateAsync();
        rig.Writer.Start();
        rig.Append();

        await rig.Writer.DisposeAsync();

        Assert.Empty(Directory.GetFiles(rig.Options.Folder));
        Assert.Equal(1, await rig.CountAsync("ledger_line"));
    }

    /// <summary>Another process that holds the write lock until its input ends.</summary>
    private static Process Lock(string database)
    {
        var start = new ProcessStartInfo("python3") { RedirectStandardInput = true, RedirectStandardOutput = true };
        start.ArgumentList.Add("-c");
        start.ArgumentList.Add("import sqlite3,sys; c=sqlite3.connect(sys.argv[1],isolation_level=None); c.execute('begin immediate'); print('locked',flush=True); sys.stdin.read()");
        start.ArgumentList.Add(database);
        return Process.Start(start)!;
    }
}
