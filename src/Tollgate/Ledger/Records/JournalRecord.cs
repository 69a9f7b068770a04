namespace Tollgate.Ledger.Records;

/// <summary>One record as read back from the journal.</summary>
internal sealed class JournalRecord(RecordKind kind, CallIdentity call)
{
    /// <summary>What the record says.</summary>
    public RecordKind Kind { get; } = kind;

    public CallIdentity Call { get; } = call;

    /// <summary>The attempt; null in a `request` record.</summary>
    public AttemptIdentity? Attempt { get; set; }

    /// <summary>How the attempt ended; set in `settled` and `finished` records.</summary>
    public SettledRecord Settled { get; set; }

    /// <summary>How the call ended; set in `request` and `finished` records.</summary>
    public RequestRecord Request { get; set; }

    /// <summary>Whether the record settles an attempt.</summary>
    public bool HasSettled => Kind is RecordKind.Settled or RecordKind.Finished;

    /// <summary>Whether the record ends a call.</summary>
    public bool HasRequest => Kind is RecordKind.Request or RecordKind.Finished;
}
