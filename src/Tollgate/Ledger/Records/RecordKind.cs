namespace Tollgate.Ledger.Records;

/// <summary>What a journal record says; the numbers are part of the file format.</summary>
internal enum RecordKind : byte
{
    /// <summary>An attempt is about to be sent.</summary>
    Sent = 1,
    /// <summary>An attempt ended; the call goes on.</summary>
    Settled = 2,
    /// <summary>A call ended without a further attempt: a refusal, a cache hit, or all attempts were settled before.</summary>
    Request = 3,
    /// <summary>The last attempt and with it the call ended: both in one record, so that one write decides both.</summary>
    Finished = 4,
}
