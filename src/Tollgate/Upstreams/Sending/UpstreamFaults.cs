using Tollgate.Core;

namespace Tollgate.Upstreams.Sending;

/// <summary>What a fault means for the ledger, for a retry and for the client.</summary>
internal static class UpstreamFaults
{
    /// <summary>Whether the fault came before there was a connection.</summary>
    public static bool IsBeforeConnection(this UpstreamFault fault) => fault is >= UpstreamFault.Dns and <= UpstreamFault.Proxy;

    /// <summary>Whether a limit of time was reached after the connection was there.</summary>
    public static bool IsTimeout(this UpstreamFault fault) => fault is UpstreamFault.FirstByteTimeout or UpstreamFault.StallTimeout or UpstreamFault.TotalTimeout;

    /// <summary>How the attempt ended, for the ledger (CONTRACT 7).</summary>
    public static CallResult Result(this UpstreamFault fault) => fault switch
    {
        UpstreamFault.None => CallResult.Completed,
        UpstreamFault.Cancelled => CallResult.ClientAborted,
        _ when fault.IsBeforeConnection() => CallResult.ConnectFailed,
        _ when fault.IsTimeout() => CallResult.TimedOut,
        _ => CallResult.Broken,
    };

    /// <summary>
    /// What a client is told. Without a fault on the wire the answer itself came to no proper end.
    /// A connection that was not there in time is a timeout to the client (504), and no byte was sent: another account can be tried.
    /// </summary>
    public static Refusal Refuse(this UpstreamFault fault, Deployment deployment) =>
        fault.IsBeforeConnection() ? Unconnected(fault, deployment) : Unanswered(fault, deployment.Name);

    /// <summary>Whether another account may be tried after an answer of this status (429, 5xx, Anthropic's 529), before its first byte reached the client.</summary>
    public static bool CanRetry(int status) => status is 429 or >= 500;

    private static Refusal Unconnected(UpstreamFault fault, Deployment deployment) => fault switch
    {
        UpstreamFault.Dns => Unreachable($"The address of the provider '{deployment.Name}' was not found.", deployment),
        UpstreamFault.ConnectTimeout => Late($"The provider '{deployment.Name}' took no connection in time."),
        UpstreamFault.Tls => Unreachable($"The provider '{deployment.Name}' could not prove who it is (TLS).", deployment),
        UpstreamFault.Proxy => Unreachable($"The proxy to the provider '{deployment.Name}' refused.", deployment),
        _ => Unreachable($"The provider '{deployment.Name}' does not take connections.", deployment),
    };

    private static Refusal Unanswered(UpstreamFault fault, string provider) => fault switch
    {
        UpstreamFault.FirstByteTimeout => Late($"The provider '{provider}' did not begin to answer in time."),
        UpstreamFault.StallTimeout => Late($"The answer of the provider '{provider}' stopped coming."),
        UpstreamFault.TotalTimeout => Late($"The provider '{provider}' did not finish its answer in time."),
        UpstreamFault.Malformed => Broken($"The answer of the provider '{provider}' was no HTTP, or too large."),
        UpstreamFault.None => Broken($"The answer of the provider '{provider}' was malformed or ended too early.") with { Step = "relay" },
        _ => Broken($"The connection to the provider '{provider}' broke."),
    };

    private static Refusal Unreachable(string message, Deployment deployment) => new(RefusalCode.UpstreamUnreachable, message)
    {
        Step = "send",
        Help = $"Retry; `tollgate providers test {deployment.Provider}` says what fails.",
    };

    private static Refusal Late(string message) => new(RefusalCode.UpstreamTimeout, message) { Step = "send", Help = "Retry, or raise the provider's timeouts." };

    private static Refusal Broken(string message) => new(RefusalCode.UpstreamBroken, message) { Step = "send", Help = "Retry; the call is recorded with its uncertainty." };
}
