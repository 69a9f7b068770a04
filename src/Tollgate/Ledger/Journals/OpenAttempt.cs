namespace Tollgate.Ledger.Journals;

/// <summary>An attempt whose end is not journalled yet: where its `sent` record lies and how much room is kept for the end.</summary>
internal record struct OpenAttempt(long Segment, long At, int Length, int Reserve)
{
    /// <summary>The attempt is settled; only the call's own end is missing.</summary>
    public bool IsSettled { get; set; }

    /// <summary>The call's own end is recorded; only this attempt's is missing.</summary>
    public bool IsCallRecorded { get; set; }
}
