namespace Tollgate.Tests.Budgets;

/// <summary>Known ways to get the slice protocol wrong; each must be caught by the property.</summary>
public enum SliceFault
{
    None,
    CheckThenRecord,
    TimeBasedReturn,
    ReturnCallsInFlight,
    ChargeAboveReserve,
}
