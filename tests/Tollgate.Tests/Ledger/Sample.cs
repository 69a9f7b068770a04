using Tollgate.Core;
using Tollgate.Ledger.Journals;
using Tollgate.Ledger.Records;

namespace Tollgate.Tests.Ledger;

/// <summary>Records for tests of the journal alone, and a reader for what they left.</summary>
internal static class Sample
{
    public static CallIdentity Call(int number) => new()
    {
        RequestId = Guid.CreateVersion7(LedgerRig.Noon.AddMilliseconds(number)),
        OrganizationId = LedgerRig.Organization,
        TeamId = LedgerRig.Team,
        PrincipalId = LedgerRig.Principal,
        KeyId = LedgerRig.Key,
        KeyName = "me",
        Surface = Surface.ChatCompletions,
        Route = "/v1/chat/completions",
        ModelAsked = "gpt-x",
        StartedAt = LedgerRig.Noon.AddMilliseconds(number),
    };

    /// <summary>A call with more text everywhere than a record takes.</summary>
    public static CallIdentity LargestCall(int number)
    {
        var (call, text) = (Call(number), new string('\u20ac', 600));
        (call.TeamName, call.PrincipalName, call.KeyName, call.Agent, call.Session, call.UserHash) = (text, text, text, text, text, text);
        (call.ClientRequestId, call.TraceId, call.Route, call.ModelAsked) = (text, text, text, text);
        call.Tags = [.. Enumerable.Range(0, 16).Select(tag => new KeyValuePair<string, string>($"{tag:D2}{text}", text))];
        return call;
    }

    public static SettledRecord LargestSettlement(CallIdentity call, AttemptIdentity attempt)
    {
        var (usage, text) = (default(TokenUsage), new string('\u20ac', 2000));
        for (var i = 0; i < Units.Count; i++)
        {
            usage[(Unit)i] = long.MaxValue / 64;
        }

        return LedgerRig.Settled(call, attempt) with
        {
            Usage = usage, Rates = text, Terms = text, ServedModel = text, ObjectId = text, Cost = Money.MaxValue, ListCost = Money.MaxValue, Uncertain = Money.MaxValue,
            ProviderCost = decimal.MaxValue,
            Made = [.. Enumerable.Range(0, 80).Select(number => new OwnedObject(text, $"{number}{text}"))],
        };
    }

    public static Refusal LargestRefusal()
    {
        var text = new string('\u20ac', 2000);
        return new Refusal(RefusalCode.InternalError, text)
        {
            Help = text, Contact = text, Step = text, Rule = text, Parameter = text, Limit = Money.MaxValue, Settled = Money.MaxValue, Reserved = Money.MaxValue,
            Asked = Money.MaxValue, ResetsAt = LedgerRig.Noon,
        };
    }

    /// <summary>Leaves one segment with whole calls; where each of its records ends, the header's end first.</summary>
    public static List<int> WriteSegment(JournalOptions options, int calls)
    {
        using var journal = Journal.Open(options);
        var ends = new List<int> { JournalSegment.HeaderBytes };
        for (var i = 0; i < calls; i++)
        {
            var (call, attempt) = (Call(i), LedgerRig.Attempt());
            _ = journal.AppendSent(new SentRecord(call, attempt));
            ends.Add((int)journal.Extent(1)!.Value.Length);
            _ = journal.AppendSettled(LedgerRig.Settled(call, attempt), LedgerRig.Request(call));
            ends.Add((int)journal.Extent(1)!.Value.Length);
        }

        return ends;
    }

    public static List<JournalRecord> ReadEarlier(Journal journal) =>
        [.. journal.Earlier.SelectMany(scan => Read(journal.OpenForReading(scan.Number), scan))];

    public static List<JournalRecord> Read(string folder, SegmentScan scan) => Read(new DiskJournalFolder(folder).Open(scan.Number, canWrite: false), scan);

    private static List<JournalRecord> Read(IJournalFile file, SegmentScan scan)
    {
        var records = new List<JournalRecord>();
        using var reader = new FrameReader(file);
        foreach (var range in scan.Sound)
        {
            for (long at = range.Start; at < range.End && reader.TryRead(at, range.End, out var frame); at += frame.Length)
            {
                records.Add(RecordDecoding.Read(RecordFrame.Kind(frame), RecordFrame.Payload(frame), new TextPool()));
            }
        }

        return records;
    }
}
