using Tollgate.Core;
using Tollgate.Upstreams;
using Tollgate.Upstreams.Sending;

namespace Tollgate.ModelCalls;

/// <summary>Says what went wrong with a provider.</summary>
internal static class UpstreamRefusals
{
    /// <summary>The refusal of an attempt without an answer.</summary>
    public static Refusal Of(CallResult result, Deployment deployment, UpstreamFault fault) => result switch
    {
        CallResult.ConnectFailed => new Refusal(RefusalCode.UpstreamUnreachable, $"No connection to {deployment.Name} ({Describe(fault)}).")
        {
            Step = "send",
            Help = $"Retry; `tollgate providers test {deployment.Provider}` says what fails.",
        },
        CallResult.TimedOut => new Refusal(RefusalCode.UpstreamTimeout, $"{deployment.Name} did not answer in time ({Describe(fault)}).")
        {
            Step = "send",
            Help = "Retry, or raise the provider's timeouts.",
        },
        _ => new Refusal(RefusalCode.UpstreamBroken, $"The answer of {deployment.Name} was malformed or ended too early.")
        {
            Step = "relay",
            Help = "Retry; the call is recorded with its uncertainty.",
        },
    };

    private static string Describe(UpstreamFault fault) => fault switch
    {
        UpstreamFault.Dns => "its name has no address",
        UpstreamFault.Connect => "connection refused or unreachable",
        UpstreamFault.ConnectTimeout => "no connection in time",
        UpstreamFault.Tls => "the TLS handshake failed",
        UpstreamFault.Proxy => "the proxy refused",
        UpstreamFault.FirstByteTimeout => "no first byte",
        UpstreamFault.StallTimeout => "the answer stopped coming",
        UpstreamFault.TotalTimeout => "the whole call took too long",
        _ => "the connection broke",
    };
}
