using System.Net.Sockets;
using System.Security.Authentication;
using Tollgate.Outbound;

namespace Tollgate.Upstreams.Sending;

/// <summary>Reads what an exception of the HTTP stack means. Nothing is guessed from messages.</summary>
internal static class FaultReader
{
    /// <summary>
    /// Whether an exception tells of a broken wire. A bare SocketException is what the HTTP stack throws when a connection is reset in the moment
    /// between being there and being used.
    /// </summary>
    public static bool IsWire(Exception exception) =>
        exception is HttpRequestException or IOException or OperationCanceledException or ObjectDisposedException or SocketException;

    /// <summary>The fault behind an exception; <paramref name="fired"/> is what the attempt's own clock says.</summary>
    public static UpstreamFault Read(Exception exception, UpstreamFault fired)
    {
        if (fired != UpstreamFault.None)
        {
            return fired;
        }

        return exception switch
        {
            OperationCanceledException { InnerException: TimeoutException } => UpstreamFault.ConnectTimeout,
            OperationCanceledException => UpstreamFault.Cancelled,
            HttpRequestException { InnerException: AddressRefusedException } => UpstreamFault.Connect,
            HttpRequestException http => Read(http.HttpRequestError, http.InnerException),
            SocketException => UpstreamFault.Connect,
            HttpIOException http => Read(http.HttpRequestError, http.InnerException),
            _ => UpstreamFault.Broken,
        };
    }

    private static UpstreamFault Read(HttpRequestError error, Exception? inner) => error switch
    {
        HttpRequestError.NameResolutionError => UpstreamFault.Dns,
        HttpRequestError.ConnectionError => inner is SocketException { SocketErrorCode: SocketError.HostNotFound or SocketError.TryAgain or SocketError.NoData }
            ? UpstreamFault.Dns
            : UpstreamFault.Connect,
        HttpRequestError.SecureConnectionError => UpstreamFault.Tls,
        HttpRequestError.ProxyTunnelError => UpstreamFault.Proxy,
        HttpRequestError.VersionNegotiationError => UpstreamFault.Connect,
        HttpRequestError.InvalidResponse or HttpRequestError.ConfigurationLimitExceeded => UpstreamFault.Malformed,
        HttpRequestError.ResponseEnded or HttpRequestError.HttpProtocolError => UpstreamFault.Broken,
        _ => inner is AuthenticationException ? UpstreamFault.Tls : UpstreamFault.Broken,
    };
}
