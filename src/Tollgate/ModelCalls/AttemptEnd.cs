using Tollgate.Core;
using Tollgate.Upstreams.Sending;

namespace Tollgate.ModelCalls;

/// <summary>How an attempt ended on the wire, before it has a price.</summary>
/// <param name="Result">What happened.</param>
/// <param name="Status">The provider's status; 0 without an answer.</param>
/// <param name="WasSent">Whether the provider may have had the call. False is certain.</param>
/// <param name="ClientLeft">Whether the client went away; the provider's answer may have been read on without it.</param>
internal readonly record struct AttemptEnd(CallResult Result, int Status, bool WasSent, bool ClientLeft)
{
    /// <summary>How the call ended for its client, when this attempt ends it.</summary>
    public CallResult Outcome => ClientLeft ? CallResult.ClientAborted : Result;

    /// <summary>Whether the provider answered with success and to the end.</summary>
    public bool IsWhole => Result == CallResult.Completed;

    /// <summary>The end of an attempt.</summary>
    public static AttemptEnd Of(CallResult result, UpstreamExchange exchange) =>
        new(result, exchange.Status, exchange.WasSent, exchange.ClientLeft || result == CallResult.ClientAborted);
}
