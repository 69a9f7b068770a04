using Tollgate.Core;
using Tollgate.Ledger;
using Tollgate.Ledger.Journals;
using Tollgate.Ledger.Records;

namespace Tollgate.Tests.Ledger;

public sealed class JournalReplayTests
{
    private static readonly CancellationToken Ct = CancellationToken.None;

    [Fact]
    public async Task WhatTheDatabaseMissed_IsWrittenAtTheStart_AndASecondReplayAddsNothing()
    {
        await using var rig = await LedgerRig.CreateAsync();
        rig.Append();
        rig.AppendRefusal();
        var copy = CopyOf(rig.Options.Folder);
        var first = await rig.RestartAsync();
        Assert.Empty(rig.Journal.Earlier);
        Restore(copy, rig.Options.Folder);

        var second = await rig.RestartAsync();

        Assert.Equal((3L, 1L), (first.Records, first.Lines));
        Assert.Equal((3L, 0L), (second.Records, second.Lines));
        Assert.Equal((2L, 1L), (await rig.CountAsync("request"), await rig.CountAsync("ledger_line")));
    }

    [Fact]
    public async Task ACallThatNeverEnded_LeavesItsBoundUncertain_InTheWindowsThatHeldIt()
    {
        await using var rig = await LedgerRig.CreateAsync();
        var seen = new List<SettledLine>();
        var call = rig.Call();
        rig.Journal.AppendSent(new SentRecord(call, LedgerRig.Attempt(boundNanos: 77)));

        var report = await rig.RestartAsync(LedgerRig.Collect(seen));
        var found = await rig.Calls.FindAsync(LedgerRig.Organization, false, call.RequestId, Ct);

        var line = Assert.Single(report.Unsettled);
        Assert.Equal((Money.Zero, new Money(77)), (line.Cost, line.Uncertain));
        Assert.Equal([LedgerRig.Window], line.Windows.ToArray());
        Assert.Equal(line, Assert.Single(seen));
        Assert.Equal(("broken", Money.Zero, new Money(77)), (found!.Result, found.CostUsd, found.UncertainUsd));
        Assert.Equal(["estimated"], Assert.Single(found.Attempts!).Flags);
    }

    [Fact]
    public async Task ACallThatNeverEnded_StillSaysWhoseMoneyItWas()
    {
        await using var rig = await LedgerRig.CreateAsync();
        var call = rig.Call();
        var attempt = LedgerRig.Attempt(boundNanos: 77);
        attempt.Flags = LineFlags.Notional | LineFlags.Untagged;
        rig.Journal.AppendSent(new SentRecord(call, attempt));

        var report = await rig.RestartAsync();
        var found = await rig.Calls.FindAsync(LedgerRig.Organization, false, call.RequestId, Ct);

        Assert.Single(report.Unsettled);
        Assert.Equal(["estimated", "notional", "untagged"], Assert.Single(found!.Attempts!).Flags);
        Assert.Equal(["estimated", "notional", "untagged"], found.Flags);
    }

    [Fact]
    public async Task ARecordThatNoTableTakes_LeavesTheJournalNotWhole()
    {
        await using var rig = await LedgerRig.CreateAsync();
        var call = rig.Call();
        rig.Append();
        rig.Journal.AppendSettled(LedgerRig.Settled(call, LedgerRig.Attempt(0)), LedgerRig.Request(call));

        var report = await rig.RestartAsync();

        Assert.Equal((1L, false), (report.Rejected, report.IsWhole));
        Assert.NotEmpty(rig.Journal.Earlier);
        Assert.True(ReplayReport.Empty.IsWhole);
    }

    [Fact]
    public async Task WhatAnAnswerMade_IsInTheReplayedLine()
    {
        await using var rig = await LedgerRig.CreateAsync();
        var seen = new List<SettledLine>();
        var (call, attempt) = (rig.Call(), LedgerRig.Attempt());
        rig.Journal.AppendSent(new SentRecord(call, attempt));
        rig.Journal.AppendSettled(
            LedgerRig.Settled(call, attempt) with { Made = [new OwnedObject("response", "resp_1"), new OwnedObject("item", "rs_1")] }, LedgerRig.Request(call));

        await rig.RestartAsync(LedgerRig.Collect(seen));

        var made = Assert.Single(seen).Made!;
        Assert.Equal((attempt.Provider, attempt.Deployment, call.KeyId), (made.Provider, made.Deployment, made.KeyId));
        Assert.Equal([new OwnedObject("response", "resp_1"), new OwnedObject("item", "rs_1")], made.Objects);
    }

    [Fact]
    public async Task AnAttemptThatNeverReachedItsProvider_IsNotTakenForUnsettled_WhenTheCallBreaksAfterIt()
    {
        await using var rig = await LedgerRig.CreateAsync();
        var (call, attempt) = (rig.Call(), LedgerRig.Attempt());
        rig.Journal.AppendSent(new SentRecord(call, attempt));
        rig.Journal.AppendSettled(LedgerRig.Settled(call, attempt) with { Result = CallResult.ConnectFailed });
        rig.Journal.AppendSent(new SentRecord(call, attempt));

        var report = await rig.RestartAsync();

        Assert.Empty(report.Unsettled);
        Assert.Equal((1L, 0L), (await rig.CountAsync("request"), await rig.CountAsync("ledger_line")));
    }

    [Fact]
    public async Task ACallBetweenTwoAttempts_LeavesARow_AndItsFirstLine()
    {
        await using var rig = await LedgerRig.CreateAsync();
        var (call, attempt) = (rig.Call(), LedgerRig.Attempt());
        rig.Journal.AppendSent(new SentRecord(call, attempt));
        rig.Journal.AppendSettled(LedgerRig.Settled(call, attempt, costNanos: 5) with { Result = CallResult.TimedOut });

        await rig.RestartAsync();
        var found = await rig.Calls.FindAsync(LedgerRig.Organization, false, call.RequestId, Ct);

        Assert.Equal(("broken", new Money(5), "timed_out"), (found!.Result, found.CostUsd, Assert.Single(found.Attempts!).Result));
    }

    [Fact]
    public async Task ADamagedSegment_IsReplayedAsFarAsItIsSound_AndNamed()
    {
        await using var rig = await LedgerRig.CreateAsync();
        rig.Append();
        var at = (int)rig.Journal.Extent(1)!.Value.Length;
        rig.Append();
        rig.Append();
        var file = Directory.GetFiles(rig.Options.Folder).Order().First();
        await using (var stream = new FileStream(file, FileMode.Open, FileAccess.Write, FileShare.ReadWrite))
        {
            stream.Position = at + 30;
            stream.WriteByte(0xEE);
        }

        var report = await rig.RestartAsync();

        Assert.Equal([1L], report.Quarantined);
        Assert.Equal(["00000001.journal.quarantined"], rig.Journal.Health().Quarantined);
        Assert.Equal(3, await rig.CountAsync("ledger_line"));
    }

    [Fact]
    public async Task ManyCallsOverManySegments_AllArrive_AndTheFilesGo()
    {
        await using var rig = await LedgerRig.CreateAsync(options => options with { MaxBytes = 1 << 20, SegmentBytes = 256 << 10 });
        rig.Writer.Start();
        for (var i = 0; i < 3000; i++)
        {
            rig.Append(costNanos: i);
            if (i % 100 == 0)
            {
                await rig.CatchUpAsync();
            }
        }

        await rig.CatchUpAsync();

        Assert.Equal(3000, await rig.CountAsync("request"));
        Assert.Equal(3000L * 2999 / 2, await rig.SumAsync("cost_nanos"));
        Assert.True(rig.Journal.Health().Segments <= 3);
    }

    [Fact]
    public async Task AnUnreadableDatabaseBoundsTheJournal_AndEverythingArrivesWhenItIsBack()
    {
        var isAway = true;
        LedgerSink away = (_, _, _) => isAway ? throw new InvalidOperationException("away") : Task.CompletedTask;
        await using var rig = await LedgerRig.CreateAsync(options => options with { MaxBytes = 1 << 20, SegmentBytes = 256 << 10 }, null, away);
        rig.Writer.Start();
        var count = 0;
        var refusal = default(Refusal);
        while (refusal is null)
        {
            var (call, attempt) = (rig.Call(), LedgerRig.Attempt());
            refusal = rig.Journal.AppendSent(new SentRecord(call, attempt));
            count += refusal is null && rig.Journal.AppendSettled(LedgerRig.Settled(call, attempt), LedgerRig.Request(call)) ? 1 : 0;
        }

        Assert.Equal((RefusalCode.JournalFull, JournalState.Full), (refusal.Code, rig.Journal.Health().State));
        Assert.False(await rig.Writer.CatchUpAsync(TimeSpan.FromMilliseconds(200), Ct));
        Assert.False(rig.Writer.Health().IsKeepingUp);
        isAway = false;
        await rig.CatchUpAsync();
        Assert.Equal(count, await rig.CountAsync("ledger_line"));
        Assert.Null(rig.Journal.AppendSent(new SentRecord(rig.Call(), LedgerRig.Attempt())));
    }

    [Fact]
    public async Task AProofAfterwards_IsALineOfItsOwn_Once()
    {
        var seen = new List<SettledLine>();
        await using var rig = await LedgerRig.CreateAsync();
        var call = rig.Call();
        rig.Journal.AppendSent(new SentRecord(call, LedgerRig.Attempt(boundNanos: 100)));
        await rig.RestartAsync();
        var adjuster = rig.Adjuster(LedgerRig.Collect(seen));

        var foreign = await adjuster.AdjustAsync(LedgerRig.By(LedgerRig.OtherOrganization), call.RequestId, 1, new Money(30), "export", Ct);
        var first = await adjuster.AdjustAsync(LedgerRig.By(LedgerRig.Organization), call.RequestId, 1, new Money(30), "export", Ct);
        var second = await adjuster.AdjustAsync(LedgerRig.By(LedgerRig.Organization), call.RequestId, 1, new Money(30), "export", Ct);
        var found = await rig.Calls.FindAsync(LedgerRig.Organization, false, call.RequestId, Ct);

        Assert.Equal((RefusalCode.NotFound, RefusalCode.Conflict), (foreign.Refusal!.Code, second.Refusal!.Code));
        Assert.Equal((new Money(30), new Money(-100)), (first.Value!.Cost, first.Value.Uncertain));
        Assert.Equal([LedgerRig.Window], Assert.Single(seen).Windows.ToArray());
        Assert.Equal((new Money(30), Money.Zero), (found!.CostUsd, found.UncertainUsd));
        Assert.Equal(1, await rig.CountAsync("audit_event"));
        var attempt = Assert.Single(found.Attempts!);
        Assert.Equal(("adjustment", "export"), (Assert.Single(attempt.Corrections!).Kind, attempt.Corrections![0].Reason));
    }

    [Fact]
    public async Task ARelease_EndsTheUncertaintyAndLeavesTheCost()
    {
        await using var rig = await LedgerRig.CreateAsync();
        var call = rig.Call();
        rig.Journal.AppendSent(new SentRecord(call, LedgerRig.Attempt(boundNanos: 100)));
        await rig.RestartAsync();

        var line = await rig.Adjuster().ReleaseAsync(LedgerRig.By(LedgerRig.Organization), call.RequestId, 1, "never arrived", Ct);

        Assert.Equal((LineKind.Release, Money.Zero, new Money(-100)), (line.Value!.Kind, line.Value.Cost, line.Value.Uncertain));
    }

    private static Dictionary<string, byte[]> CopyOf(string folder) => Directory.GetFiles(folder).ToDictionary(file => Path.GetFileName(file), File.ReadAllBytes);

    private static void Restore(Dictionary<string, byte[]> files, string folder)
    {
        foreach (var file in Directory.GetFiles(folder))
        {
            File.Delete(file);
        }

        foreach (var (name, bytes) in files)
        {
            File.WriteAllBytes(Path.Combine(folder, name), bytes);
        }
    }
}
