using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Tollgate.Hosting.Settings;

namespace Tollgate.Hosting;

/// <summary>Where and how clients connect.</summary>
internal static class Listening
{
    private static readonly object MetricsMark = new();

    /// <summary>Configures the server: HTTP/1.1, and HTTP/2 where there is TLS.</summary>
    public static void Configure(KestrelServerOptions kestrel, TollgateSettings settings)
    {
        kestrel.AddServerHeader = false;
        kestrel.AllowSynchronousIO = false;
        // The line and the API have limits of their own and refuse by them. With one here, the server would not drain what a refused
        // client still sends, and the client would see a broken pipe in place of our sentence.
        kestrel.Limits.MaxRequestBodySize = null;
        kestrel.Limits.MinRequestBodyDataRate = new MinDataRate(100, TimeSpan.FromSeconds(10));
        kestrel.Limits.MinResponseDataRate = null;
        // Heads come at once or not at all, and no client needs more of them than this.
        kestrel.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(15);
        kestrel.Limits.KeepAliveTimeout = TimeSpan.FromSeconds(130);
        kestrel.Limits.MaxRequestHeaderCount = 100;
        kestrel.Limits.MaxRequestHeadersTotalSize = 32 * 1024;
        kestrel.Limits.MaxRequestLineSize = 8 * 1024;
        kestrel.Limits.Http2.MaxStreamsPerConnection = 100;
        foreach (var address in settings.Listen)
        {
            Listen(kestrel, address, settings.Tls, isForMetrics: false);
        }

        if (settings.MetricsListen is { } metrics)
        {
            Listen(kestrel, metrics, settings.Tls, isForMetrics: true);
        }
    }

    /// <summary>Whether a request came to the listener that serves nothing but metrics.</summary>
    public static bool IsForMetrics(HttpContext http) => http.Features.Get<IConnectionItemsFeature>()?.Items.ContainsKey(MetricsMark) == true;

    /// <summary>Whether every address can be listened at now, before anything is opened or made.</summary>
    /// <exception cref="GatewayFault">One cannot; the message says which and why.</exception>
    public static void Probe(TollgateSettings settings)
    {
        foreach (var address in settings.MetricsListen is { } metrics ? [.. settings.Listen, metrics] : settings.Listen)
        {
            if (address.Port != 0 && Refusal(address) is { } why)
            {
                throw new GatewayFault(why);
            }
        }
    }

    private static string? Refusal(Uri address)
    {
        var ip = IPAddress.TryParse(address.Host.Trim('[', ']'), out var given) ? given : address.IsLoopback ? IPAddress.Loopback : IPAddress.Any;
        try
        {
            using var probe = new Socket(ip.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
            probe.Bind(new IPEndPoint(ip, address.Port));
            probe.Listen(1);
            return null;
        }
        catch (SocketException fault)
        {
            return fault.SocketErrorCode switch
            {
                SocketError.AddressAlreadyInUse => $"{Shown(address)} is taken by another program. Set `listen` in the settings file, or stop the other one.",
                SocketError.AccessDenied => $"{Shown(address)} may not be listened at by this user. Set `listen` to a port from 1024 on, or give the program the right.",
                SocketError.AddressNotAvailable => $"{Shown(address)} is no address of this machine. Set `listen` in the settings file.",
                _ => null,
            };
        }
    }

    private static string Shown(Uri address) => address.GetLeftPart(UriPartial.Authority);

    private static void Listen(KestrelServerOptions kestrel, Uri address, TlsSettings? tls, bool isForMetrics)
    {
        void Use(ListenOptions listen)
        {
            if (isForMetrics)
            {
                listen.Use(next => connection =>
                {
                    connection.Items[MetricsMark] = true;
                    return next(connection);
                });
            }

            listen.Protocols = address.Scheme == Uri.UriSchemeHttps ? HttpProtocols.Http1AndHttp2 : HttpProtocols.Http1;
            if (address.Scheme == Uri.UriSchemeHttps)
            {
                listen.UseHttps(new HttpsConnectionAdapterOptions { ServerCertificate = Certificate(tls!) });
            }
        }

        if (IPAddress.TryParse(address.Host.Trim('[', ']'), out var ip))
        {
            kestrel.Listen(ip, address.Port, Use);
        }
        else if (address.IsLoopback && address.Port != 0)
        {
            kestrel.ListenLocalhost(address.Port, Use);
        }
        else if (address.IsLoopback)
        {
            kestrel.Listen(IPAddress.Loopback, 0, Use);
        }
        else
        {
            kestrel.ListenAnyIP(address.Port, Use);
        }
    }

    /// <summary>PEM files, re-exported once, for some platforms cannot use an ephemeral key in a handshake.</summary>
    private static X509Certificate2 Certificate(TlsSettings tls)
    {
        using var loaded = X509Certificate2.CreateFromPemFile(tls.Certificate, tls.Key);
        return X509CertificateLoader.LoadPkcs12(loaded.Export(X509ContentType.Pkcs12), null);
    }
}
