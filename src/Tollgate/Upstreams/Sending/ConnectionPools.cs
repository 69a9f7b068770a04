using System.Collections.Concurrent;
using System.Net;
using System.Net.Security;
using Tollgate.Outbound;

namespace Tollgate.Upstreams.Sending;

/// <summary>
/// The connections to providers. One pool for all, but for accounts with a proxy or a connect timeout of their own.
/// Nothing is decoded, followed or remembered: the bytes are the client's.
/// </summary>
/// <param name="trust">Who is trusted instead of the machine's authorities: for tests with a certificate of their own.</param>
internal sealed class ConnectionPools(RemoteCertificateValidationCallback? trust = null) : IDisposable
{
    /// <summary>Addresses change behind names: a connection is renewed at least this often.</summary>
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(10);

    /// <summary>Below the idle limits of common load balancers (60 s), so that we close first and rarely meet a dead connection.</summary>
    private static readonly TimeSpan Idle = TimeSpan.FromSeconds(50);

    /// <summary>Providers send a few KB of headers; more is an attack on memory.</summary>
    private const int MaxHeaderKilobytes = 64;

    private readonly ConcurrentDictionary<(TimeSpan Connect, Uri? Proxy), HttpMessageInvoker> _pools = new();

    /// <summary>The pool for an account's settings.</summary>
    public HttpMessageInvoker For(TimeSpan connect, Uri? proxy) =>
        _pools.TryGetValue((connect, proxy), out var pool) ? pool : _pools.GetOrAdd((connect, proxy), static (key, trust) => Open(key.Connect, key.Proxy, trust), trust);

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var pool in _pools.Values)
        {
            pool.Dispose();
        }
    }

    private static HttpMessageInvoker Open(TimeSpan connect, Uri? proxy, RemoteCertificateValidationCallback? trust) => new(
        new SocketsHttpHandler
        {
            ActivityHeadersPropagator = null,
            AllowAutoRedirect = false,
            AutomaticDecompression = DecompressionMethods.None,
            ConnectCallback = AddressGuard.Machine.ConnectAsync,
            ConnectTimeout = connect,
            EnableMultipleHttp2Connections = true,
            KeepAlivePingDelay = TimeSpan.FromSeconds(30),
            KeepAlivePingPolicy = HttpKeepAlivePingPolicy.WithActiveRequests,
            KeepAlivePingTimeout = TimeSpan.FromSeconds(20),
            MaxResponseDrainSize = 0,
            MaxResponseHeadersLength = MaxHeaderKilobytes,
            PooledConnectionIdleTimeout = Idle,
            PooledConnectionLifetime = Lifetime,
            SslOptions = { RemoteCertificateValidationCallback = trust },
            Proxy = proxy is null ? null : new WebProxy(proxy),
            UseCookies = false,
            UseProxy = proxy is not null,
        },
        disposeHandler: true);
}
