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

    /// <summary>The refusal a client gets when nothing of an answer has reached it yet.</summary>
    public static Refusal Refuse(this UpstreamFault fault, Deployment deployment)
    {
        var name = deployment.Name;
        return fault switch
        {
            UpstreamFault.Dns => Unreachable($"The address of the provider '{name}' was not found."),
            UpstreamFault.Connect => Unreachable($"The provider '{name}' does not take connections."),
            UpstreamFault.ConnectTimeout => new Refusal(RefusalCode.UpstreamTimeout, $"The provider '{name}' took no connection in time.") { Step = "send" },
            UpstreamFault.Tls => Unreachable($"The provider '{name}' could not prove who it is (TLS)."),
            UpstreamFault.Proxy => Unreachable($"The proxy to the provider '{name}' refused."),
            _ when fault.IsTimeout() => new Refusal(RefusalCode.UpstreamTimeout, $"The provider '{name}' did not answer in time.") { Step = "send" },
            UpstreamFault.Malformed => Broken($"The provider '{name}' did not answer in HTTP."),
            _ => Broken($"The connection to the provider '{name}' broke."),
        };
    }

    /// <summary>Whether another account may be tried after an answer of this status, before its first byte reached the client.</summary>
    public static bool CanRetry(int status) => status is 429 or >= 500;

    private static Refusal Unreachable(string message) => new(RefusalCode.UpstreamUnreachable, message) { Step = "send" };

    private static Refusal Broken(string message) => new(RefusalCode.UpstreamBroken, message) { Step = "send" };
}
