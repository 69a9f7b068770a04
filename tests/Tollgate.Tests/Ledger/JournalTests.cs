using Tollgate.Core;
using Tollgate.Ledger.Journals;
using Tollgate.Ledger.Records;

namespace Tollgate.Tests.Ledger;

public sealed class JournalTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("tollgate-journal-").FullName;

    private JournalOptions Small => new() { Folder = _folder, MaxBytes = 1 << 20, SegmentBytes = 256 << 10 };

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void WhatWasAppended_IsThereForTheNextRun_WithoutAClose()
    {
        using var killed = Journal.Open(Small);
        var call = Sample.Call(1);
        Assert.Null(killed.AppendSent(new SentRecord(call, LedgerRig.Attempt())));

        using var next = Journal.Open(Small);

        var record = Assert.Single(Sample.ReadEarlier(next));
        Assert.Equal((RecordKind.Sent, call.RequestId, 50_000_000L), (record.Kind, record.Call.RequestId, record.Attempt!.Bound.Nanos));
    }

    [Fact]
    public void ATornEnd_AtAnyByte_IsCutOff_AndEverythingBeforeItStays()
    {
        var lengths = Sample.WriteSegment(Small, calls: 3);
        var file = Directory.GetFiles(_folder).Order().First();
        var whole = File.ReadAllBytes(file);
        for (var end = lengths[^2]; end < lengths[^1]; end++)
        {
            foreach (var left in Directory.GetFiles(_folder))
            {
                File.Delete(left);
            }

            File.WriteAllBytes(file, whole[..end]);
            using var journal = Journal.Open(Small);

            Assert.Equal(lengths.Count - 2, Sample.ReadEarlier(journal).Count);
            Assert.Equal(end - lengths[^2], journal.TruncatedBytes);
            Assert.DoesNotContain(journal.Earlier, segment => segment.IsDamaged);
        }
    }

    [Fact]
    public void ABadRecordInTheMiddle_IsDamage_AndTheSoundOnesAroundItAreRead()
    {
        var lengths = Sample.WriteSegment(Small, calls: 3);
        var file = Directory.GetFiles(_folder).Order().First();
        var bytes = File.ReadAllBytes(file);
        bytes[lengths[1] + 40] ^= 0x10;
        File.WriteAllBytes(file, bytes);

        using var journal = Journal.Open(Small);

        Assert.Equal(lengths.Count - 2, Sample.ReadEarlier(journal).Count);
        Assert.True(Assert.Single(journal.Earlier, segment => !segment.IsEmpty).IsDamaged);
        journal.ReleaseEarlier();
        Assert.Equal(["00000001.journal.quarantined"], journal.Health().Quarantined);
    }

    [Fact]
    public void FlippedBits_NeverBringARecordThatWasNotWritten()
    {
        Sample.WriteSegment(Small, calls: 6);
        var file = Directory.GetFiles(_folder).Order().First();
        var whole = File.ReadAllBytes(file);
        List<Guid> written;
        using (var sound = Journal.Open(Small))
        {
            written = [.. Sample.ReadEarlier(sound).Select(record => record.Call.RequestId)];
        }

        var random = new Random(7);
        for (var round = 0; round < 200; round++)
        {
            var bytes = (byte[])whole.Clone();
            for (var flips = random.Next(1, 6); flips > 0; flips--)
            {
                bytes[random.Next(bytes.Length)] ^= (byte)(1 << random.Next(8));
            }

            File.WriteAllBytes(file, bytes);
            var scan = SegmentScan.Of(1, new DiskJournalFolder(_folder).Open(1, canWrite: false));
            Assert.All(Sample.Read(_folder, scan), record => Assert.Contains(record.Call.RequestId, written));
        }
    }

    [Fact]
    public void AFullJournal_RefusesBeforeSending_AndWhatWasSentCanStillSettle()
    {
        using var journal = Journal.Open(Small);
        var open = new List<(CallIdentity Call, AttemptIdentity Attempt)>();
        var refusal = default(Refusal);
        while (refusal is null)
        {
            var (call, attempt) = (Sample.LargestCall(open.Count), LedgerRig.Attempt());
            refusal = journal.AppendSent(new SentRecord(call, attempt));
            if (refusal is null)
            {
                open.Add((call, attempt));
            }
        }

        Assert.Equal((RefusalCode.JournalFull, JournalState.Full), (refusal.Code, journal.Health().State));
        Assert.Contains("journal.max_bytes", refusal.Help, StringComparison.Ordinal);
        Assert.NotEmpty(open);
        Assert.All(open, entry => Assert.True(journal.AppendSettled(
            Sample.LargestSettlement(entry.Call, entry.Attempt), LedgerRig.Request(entry.Call) with { Refusal = Sample.LargestRefusal() })));
        Assert.True(journal.Health().Bytes <= Small.MaxBytes);
        Assert.Equal((0, 0L), (journal.Health().OpenAttempts, journal.Health().ReservedBytes));
    }

    [Fact]
    public void RefusalsDoNotEatTheRoomOfCallsThatAreOut()
    {
        using var journal = Journal.Open(Small);
        var (call, attempt) = (Sample.LargestCall(0), LedgerRig.Attempt());
        journal.AppendSent(new SentRecord(call, attempt));
        var number = 0;
        while (journal.AppendRequest(LedgerRig.Request(Sample.LargestCall(++number), CallResult.Refused, attempts: 0)))
        {
            Assert.True(number < 100_000);
        }

        Assert.True(journal.AppendSettled(Sample.LargestSettlement(call, attempt), LedgerRig.Request(call)));
    }

    [Fact]
    public void ADiskWithoutRoom_IsSaid_AndHealsByItself()
    {
        var folder = new FaultyFolder(_folder) { IsFull = true };
        using var journal = Journal.Open(Small, folder);
        var record = new SentRecord(Sample.Call(1), LedgerRig.Attempt());

        var refusal = journal.AppendSent(record);
        folder.IsFull = false;

        Assert.Equal(RefusalCode.JournalFull, refusal!.Code);
        Assert.Contains("No space left on device", refusal.Help, StringComparison.Ordinal);
        Assert.Null(journal.AppendSent(record));
        Assert.Equal(JournalState.Ready, journal.Health().State);
    }

    [Fact]
    public void ASegmentThatWasEmptied_BeforeTheLast_IsDamage()
    {
        Sample.WriteSegment(Small, calls: 3);
        using (var second = Journal.Open(Small))
        {
            second.AppendSent(new SentRecord(Sample.Call(9), LedgerRig.Attempt()));
        }

        File.WriteAllBytes(Directory.GetFiles(_folder).Order().First(), []);

        using var journal = Journal.Open(Small);

        Assert.Equal([1L], journal.Earlier.Where(segment => segment.IsDamaged).Select(segment => segment.Number));
        journal.ReleaseEarlier();
        Assert.Equal(["00000001.journal.quarantined"], journal.Health().Quarantined);
    }

    [Fact]
    public void AFolderThatCannotBeMade_IsAStateAndNotACrash()
    {
        var file = Path.Combine(_folder, "a-file");
        File.WriteAllText(file, "");

        using var journal = Journal.Open(new JournalOptions { Folder = Path.Combine(file, "journal") });

        Assert.Equal(JournalState.DiskFull, journal.Health().State);
        Assert.False(journal.Health().IsReady);
    }

    [Fact]
    public void AWriteThatFailsHalfWay_GoesToAnotherSegment_AndLeavesNoDamage()
    {
        var folder = new FaultyFolder(_folder);
        using var journal = Journal.Open(Small, folder);
        var (call, attempt) = (Sample.Call(1), LedgerRig.Attempt());
        journal.AppendSent(new SentRecord(call, attempt));

        folder.FailsWrites = true;
        Assert.True(journal.AppendSettled(LedgerRig.Settled(call, attempt), LedgerRig.Request(call)));

        using var next = Journal.Open(Small);
        Assert.Equal([RecordKind.Sent, RecordKind.Finished], Sample.ReadEarlier(next).Select(record => record.Kind));
        Assert.DoesNotContain(next.Earlier, segment => segment.IsDamaged);
    }

    [Fact]
    public void AFailedFlush_IsNeverTriedAgainOnThatFile_AndNothingThatWasUnsyncedIsLost()
    {
        var folder = new FaultyFolder(_folder);
        folder.FailsFlushOf.Add(1);
        using var journal = Journal.Open(Small with { FsyncMilliseconds = 1000 }, folder);
        var (call, attempt) = (Sample.Call(1), LedgerRig.Attempt());
        journal.AppendSent(new SentRecord(call, attempt));
        journal.AppendSettled(LedgerRig.Settled(call, attempt), LedgerRig.Request(call));

        Assert.True(journal.Flush());
        Assert.True(journal.Flush());

        Assert.Equal([1L, 2L], folder.Flushes);
        Assert.Equal(JournalState.Failed, journal.Health().State);
        Assert.Equal(RefusalCode.NotReady, journal.AppendSent(new SentRecord(Sample.Call(2), attempt))!.Code);
        File.WriteAllBytes(Path.Combine(_folder, "00000001.journal"), []);
        using var next = Journal.Open(Small);
        Assert.Equal([RecordKind.Sent, RecordKind.Finished], Sample.ReadEarlier(next).Select(record => record.Kind));
    }

    [Fact]
    public void CallsThatAreOutWhenAFlushFails_CanStillSettle()
    {
        var folder = new FaultyFolder(_folder);
        folder.FailsFlushOf.Add(1);
        using var journal = Journal.Open(Small with { Fsync = JournalSync.Each }, folder);
        var (call, attempt) = (Sample.Call(1), LedgerRig.Attempt());

        Assert.Null(journal.AppendSent(new SentRecord(call, attempt)));
        Assert.True(journal.AppendSettled(LedgerRig.Settled(call, attempt), LedgerRig.Request(call)));

        Assert.Equal([1L, 2L, 2L], folder.Flushes);
    }

    [Fact]
    public void WithFsyncEach_AnAppendReturnsAfterItsFlush()
    {
        var folder = new FaultyFolder(_folder);
        using var journal = Journal.Open(Small with { Fsync = JournalSync.Each }, folder);

        journal.AppendSent(new SentRecord(Sample.Call(1), LedgerRig.Attempt()));

        Assert.Equal([1L], folder.Flushes);
        Assert.Equal(0, journal.Health().UnsyncedBytes);
    }

    [Fact]
    public void WithFsyncOff_NothingIsFlushed()
    {
        var folder = new FaultyFolder(_folder);
        using var journal = Journal.Open(Small with { Fsync = JournalSync.Off }, folder);

        journal.AppendSent(new SentRecord(Sample.Call(1), LedgerRig.Attempt()));
        journal.Flush();

        Assert.Empty(folder.Flushes);
    }

    [Fact]
    public void ACallThatIsOutWhileItsSegmentGoes_IsWrittenAgainInTheNewest()
    {
        using var journal = Journal.Open(Small);
        var (call, attempt) = (Sample.Call(0), LedgerRig.Attempt());
        journal.AppendSent(new SentRecord(call, attempt));
        for (var i = 1; journal.After(1) == 0; i++)
        {
            var other = Sample.Call(i);
            journal.AppendSent(new SentRecord(other, attempt));
            journal.AppendSettled(LedgerRig.Settled(other, attempt), LedgerRig.Request(other));
        }

        Assert.True(journal.Release(1));

        Assert.False(File.Exists(Path.Combine(_folder, "00000001.journal")));
        using var next = Journal.Open(Small);
        Assert.Contains(Sample.ReadEarlier(next), record => record.Kind == RecordKind.Sent && record.Call.RequestId == call.RequestId);
    }

    [Fact]
    public void AppendsAllocateNothing()
    {
        using var journal = Journal.Open(new JournalOptions { Folder = _folder, Fsync = JournalSync.Off });
        var calls = Enumerable.Range(0, 2200).Select(Sample.Call).ToArray();
        var attempt = LedgerRig.Attempt();
        Append(journal, calls.AsSpan(0, 200), attempt);

        // The least of four: a segment that fills up, or a collection that empties shared buffers, falls into one of them.
        var least = long.MaxValue;
        for (var from = 200; from < calls.Length; from += 500)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            Append(journal, calls.AsSpan(from, 500), attempt);
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        Assert.Equal(0, least / 500);
    }

    private static void Append(Journal journal, ReadOnlySpan<CallIdentity> calls, AttemptIdentity attempt)
    {
        foreach (var call in calls)
        {
            _ = journal.AppendSent(new SentRecord(call, attempt));
            _ = journal.AppendSettled(LedgerRig.Settled(call, attempt), LedgerRig.Request(call));
        }
    }
}
