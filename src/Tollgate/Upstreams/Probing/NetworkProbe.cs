using System.Globalization;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using Tollgate.Outbound;

namespace Tollgate.Upstreams.Probing;

/// <summary>Tries name, connection and TLS of an address, one after the other.</summary>
internal static class NetworkProbe
{
    /// <summary>Adds the steps; whether all went well.</summary>
    public static async Task<bool> TryAsync(Uri address, List<ProbeStep> steps, CancellationToken ct)
    {
        if (await ResolveAsync(address, steps, ct) is not { } found)
        {
            return false;
        }

        using var socket = await ConnectAsync(address, found, steps, ct);
        return socket is not null && (address.Scheme != Uri.UriSchemeHttps || await HandshakeAsync(address, socket, steps, ct));
    }

    private static async Task<IPAddress[]?> ResolveAsync(Uri address, List<ProbeStep> steps, CancellationToken ct)
    {
        try
        {
            var found = AddressGuard.Machine.Choose(await Dns.GetHostAddressesAsync(address.DnsSafeHost, ct));
            steps.Add(new ProbeStep("dns", true, $"{address.DnsSafeHost} has {(found.Length == 1 ? "the address" : $"{found.Length.ToString(CultureInfo.InvariantCulture)} addresses, first")} {found[0]}."));
            return found;
        }
        catch (AddressRefusedException refused)
        {
            steps.Add(new ProbeStep("dns", false, $"{address.DnsSafeHost} is refused. {refused.Message}"));
            return null;
        }
        catch (SocketException fault)
        {
            steps.Add(new ProbeStep("dns", false, $"The name {address.DnsSafeHost} has no address ({fault.SocketErrorCode}). Check base_url and this machine's name server."));
            return null;
        }
    }

    private static async Task<Socket?> ConnectAsync(Uri address, IPAddress[] found, List<ProbeStep> steps, CancellationToken ct)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
        limit.CancelAfter(UpstreamTimeouts.Default.Connect);
        try
        {
            await socket.ConnectAsync(found, address.Port, limit.Token);
            steps.Add(new ProbeStep("connect", true, $"Port {address.Port.ToString(CultureInfo.InvariantCulture)} takes connections."));
            return socket;
        }
        catch (Exception fault) when (fault is SocketException or OperationCanceledException)
        {
            ct.ThrowIfCancellationRequested();
            socket.Dispose();
            var why = fault is SocketException refused ? refused.SocketErrorCode.ToString() : "no answer in 10 s";
            steps.Add(new ProbeStep("connect", false, $"Port {address.Port.ToString(CultureInfo.InvariantCulture)} of {address.DnsSafeHost} takes no connections ({why}). Check base_url, firewall and proxy."));
            return null;
        }
    }

    private static async Task<bool> HandshakeAsync(Uri address, Socket socket, List<ProbeStep> steps, CancellationToken ct)
    {
        await using var tls = new SslStream(new NetworkStream(socket), leaveInnerStreamOpen: false);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
        limit.CancelAfter(UpstreamTimeouts.Default.Connect);
        try
        {
            await tls.AuthenticateAsClientAsync(new SslClientAuthenticationOptions { TargetHost = address.IdnHost }, limit.Token);
            steps.Add(new ProbeStep("tls", true, $"The certificate of {address.DnsSafeHost} is good ({tls.SslProtocol})."));
            return true;
        }
        catch (Exception fault) when (fault is AuthenticationException or IOException or OperationCanceledException)
        {
            ct.ThrowIfCancellationRequested();
            steps.Add(new ProbeStep("tls", false, $"The TLS handshake with {address.DnsSafeHost} failed: {fault.Message} Check the certificate authorities of this machine and what stands between."));
            return false;
        }
    }
}
