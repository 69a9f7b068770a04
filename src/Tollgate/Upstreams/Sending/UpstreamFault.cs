namespace Tollgate.Upstreams.Sending;

/// <summary>What went wrong between the gateway and a provider.</summary>
internal enum UpstreamFault : byte
{
    /// <summary>Nothing.</summary>
    None,
    /// <summary>The name has no address.</summary>
    Dns,
    /// <summary>No connection: refused, unreachable.</summary>
    Connect,
    /// <summary>No connection in time.</summary>
    ConnectTimeout,
    /// <summary>The TLS handshake failed.</summary>
    Tls,
    /// <summary>The proxy did not let us through.</summary>
    Proxy,
    /// <summary>No first byte in time.</summary>
    FirstByteTimeout,
    /// <summary>The answer stopped coming.</summary>
    StallTimeout,
    /// <summary>The whole attempt took too long.</summary>
    TotalTimeout,
    /// <summary>The connection broke, or the answer ended before its end.</summary>
    Broken,
    /// <summary>What came is not HTTP.</summary>
    Malformed,
    /// <summary>The gateway gave up the attempt: the client went away, or the stream was cut.</summary>
    Cancelled,
}
