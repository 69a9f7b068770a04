namespace Tollgate.TestKit.Bills;

/// <summary>How a call ended, as the provider saw it.</summary>
public enum BillOutcome
{
    /// <summary>Work is under way; the amount is what it will cost if it runs to its end.</summary>
    Running,
    /// <summary>Answered to the end.</summary>
    Served,
    /// <summary>The client went away.</summary>
    Aborted,
    /// <summary>A scripted fault broke the answer.</summary>
    Broken,
    /// <summary>Refused with an error status.</summary>
    Refused,
}
