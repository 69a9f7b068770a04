using Tollgate.Core;
using Tollgate.Ledger.Journals;
using Tollgate.Ledger.Records;

namespace Tollgate.Tests.Ledger;

public sealed class RecordEncodingTests
{
    [Fact]
    public void AWholeRecord_ComesBackAsItWas()
    {
        var (call, attempt) = (Sample.Call(1), LedgerRig.Attempt());
        call.Tags = [new("a", "1"), new("b", "")];
        call.AgentId = LedgerRig.Principal;
        var settled = LedgerRig.Settled(call, attempt) with { Uncertain = new Money(-5), FirstByte = TimeSpan.Zero };
        var refusal = new Refusal(RefusalCode.BudgetHeld, "held") { Asked = Money.Zero, ResetsAt = LedgerRig.Noon };
        var request = LedgerRig.Request(call) with { Refusal = refusal, Saved = new Money(9) };

        var read = RoundTrip(call, attempt, settled, request);

        Assert.Equivalent(call, read.Call, strict: true);
        Assert.Equal(settled with { Call = read.Call, Attempt = read.Attempt! }, read.Settled);
        Assert.Equal(request with { Call = read.Call }, read.Request);
        Assert.Equal(attempt.Windows.ToArray(), read.Attempt!.Windows.ToArray());
        Assert.Equal((attempt.Bound, attempt.OutputLimitSent, attempt.SentAt, attempt.Purpose), (read.Attempt.Bound, read.Attempt.OutputLimitSent, read.Attempt.SentAt, read.Attempt.Purpose));
    }

    [Fact]
    public void AnEmptyRecord_ComesBackEmpty()
    {
        var (call, attempt) = (new CallIdentity { RequestId = LedgerRig.Key }, new AttemptIdentity { Number = 1 });

        var read = RoundTrip(call, attempt, new SettledRecord(call, attempt), new RequestRecord(call));

        Assert.Equal((default(TokenUsage), null, null, null), (read.Settled.Usage, read.Settled.FirstByte, read.Settled.ProviderCost, read.Request.Refusal));
    }

    [Fact]
    public void FieldsOfANewerVersion_AreSkipped()
    {
        var writer = new FieldWriter(0);
        writer.Put((Field)30, 5);
        writer.Put((Field)200, "later", 100);
        writer.Put((Field)201, LedgerRig.Key);
        writer.Put(Field.RequestId, LedgerRig.Key);
        writer.Put((Field)99_999, -1);

        var read = RecordDecoding.Read(RecordKind.Sent, writer.Written, new TextPool());

        Assert.Equal(LedgerRig.Key, read.Call.RequestId);
        writer.Dispose();
    }

    [Fact]
    public void EveryPrefixOfARecord_IsReadOrRefused_NeverWorse()
    {
        var writer = new FieldWriter(0);
        RecordEncoding.Write(ref writer, Sample.Call(1));
        RecordEncoding.Write(ref writer, LedgerRig.Attempt());
        for (var length = 0; length < writer.Written.Length; length++)
        {
            try
            {
                Assert.NotNull(RecordDecoding.Read(RecordKind.Sent, writer.Written[..length], new TextPool()));
            }
            catch (InvalidDataException fault)
            {
                Assert.StartsWith("A journal record", fault.Message, StringComparison.Ordinal);
            }
        }

        writer.Dispose();
    }

    [Fact]
    public void TextIsCutAtACharacter_SoThatARecordHasALargestSize()
    {
        var call = Sample.LargestCall(1);
        var writer = new FieldWriter(RecordFrame.HeaderBytes);
        RecordEncoding.Write(ref writer, call);
        RecordEncoding.Write(ref writer, LedgerRig.Attempt());
        var sent = writer.Written.Length;
        RecordEncoding.Write(ref writer, Sample.LargestSettlement(call, LedgerRig.Attempt()));
        var settled = writer.Written.Length - sent;
        RecordEncoding.Write(ref writer, LedgerRig.Request(call) with { Refusal = Sample.LargestRefusal() });
        var request = writer.Written.Length - sent - settled;

        Assert.True(settled <= RecordEncoding.LargestSettlement, $"{settled}");
        Assert.True(request <= RecordEncoding.LargestRequest, $"{request}");
        Assert.True(writer.Written.Length <= RecordFrame.LargestRecord, $"{writer.Written.Length}");
        writer.Dispose();
    }

    [Fact]
    public void KeysOfARecord_AreReadWithoutTheRest()
    {
        var writer = new FieldWriter(0);
        var writtenCall = Sample.Call(3);
        RecordEncoding.Write(ref writer, writtenCall);
        RecordEncoding.Write(ref writer, LedgerRig.Attempt(2));

        var key = RecordDecoding.ReadKey(writer.Written);

        Assert.Equal((writtenCall.RequestId, 2), key);
        writer.Dispose();
    }

    private static JournalRecord RoundTrip(CallIdentity call, AttemptIdentity attempt, in SettledRecord settled, in RequestRecord request)
    {
        var writer = new FieldWriter(RecordFrame.HeaderBytes);
        RecordEncoding.Write(ref writer, call);
        RecordEncoding.Write(ref writer, attempt);
        RecordEncoding.Write(ref writer, settled);
        RecordEncoding.Write(ref writer, request);
        RecordFrame.Seal(writer.Written, RecordKind.Finished);
        Assert.Equal(writer.Written.Length, RecordFrame.Check(writer.Written));
        var read = RecordDecoding.Read(RecordFrame.Kind(writer.Written), RecordFrame.Payload(writer.Written), new TextPool());
        writer.Dispose();
        return read;
    }
}
