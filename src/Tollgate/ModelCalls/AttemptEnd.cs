using Tollgate.Core;

namespace Tollgate.ModelCalls;

/// <summary>How an attempt ended on the wire, before it has a price.</summary>
/// <param name="Result">What happened.</param>
/// <param name="Status">The provider's status; 0 without an answer.</param>
/// <param name="WasSent">Whether the provider may have had the call. False is certain.</param>
internal readonly record struct AttemptEnd(CallResult Result, int Status, bool WasSent)
{
    /// <summary>Whether the provider answered with success and to the end.</summary>
    public bool IsWhole => Result == CallResult.Completed;
}
