using System.Globalization;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Text;
using Tollgate.Outbound;

namespace Tollgate.Audit.Sinks;

/// <summary>
/// Syslog over UDP (RFC 5426), TCP and TLS (RFC 6587, RFC 5425: each message with its length in front). Nobody acknowledges syslog: what was written
/// counts as arrived only once the connection has stood for a while behind it.
/// </summary>
internal sealed class SyslogWire(SinkEntry sink, string host, RemoteCertificateValidationCallback? trust = null) : ISinkWire
{
    /// <summary>What a datagram may hold; a longer message is cut.</summary>
    private const int LongestDatagram = 60_000;

    private Socket? _socket;
    private Stream? _stream;

    private bool IsDatagram => sink.To.Scheme == "udp";

    /// <inheritdoc/>
    public bool Confirms => IsDatagram;

    /// <inheritdoc/>
    public bool IsStanding => IsDatagram || _socket is not { } socket || !(socket.Poll(0, SelectMode.SelectRead) && socket.Available == 0);

    /// <inheritdoc/>
    public async Task<DeliveryResult> SendAsync(IReadOnlyList<AuditRow> rows, CancellationToken ct)
    {
        try
        {
            if (!IsDatagram && _stream is not null && !IsStanding)
            {
                Close();
                return new DeliveryResult("It closed the connection.");
            }

            if (_socket is null)
            {
                await ConnectAsync(ct);
            }

            foreach (var row in rows)
            {
                await WriteAsync(SyslogFormat.Write(row, host, sink.Format), ct);
            }

            await (_stream?.FlushAsync(ct) ?? Task.CompletedTask);
            return DeliveryResult.Delivered;
        }
        catch (Exception fault) when (fault is SocketException or IOException or AuthenticationException or AddressRefusedException)
        {
            Close();
            return new DeliveryResult(Describe(fault));
        }
        catch (OperationCanceledException)
        {
            Close();
            throw;
        }
    }

    /// <inheritdoc/>
    public void Reset() => Close();

    /// <inheritdoc/>
    public void Dispose() => Close();

    private async Task ConnectAsync(CancellationToken ct)
    {
        var addresses = AddressGuard.Machine.Choose(await System.Net.Dns.GetHostAddressesAsync(sink.To.DnsSafeHost, ct));
        _socket = IsDatagram
            ? new Socket(addresses[0].AddressFamily, SocketType.Dgram, ProtocolType.Udp)
            : new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await _socket.ConnectAsync(IsDatagram ? [addresses[0]] : addresses, sink.To.Port, ct);
        if (IsDatagram)
        {
            return;
        }

        _stream = new NetworkStream(_socket, ownsSocket: false);
        if (sink.To.Scheme == "tls")
        {
            var tls = new SslStream(_stream, leaveInnerStreamOpen: false);
            _stream = tls;
            await tls.AuthenticateAsClientAsync(new SslClientAuthenticationOptions { TargetHost = sink.To.IdnHost, RemoteCertificateValidationCallback = trust }, ct);
        }

        _stream = new BufferedStream(_stream, 32 * 1024);
    }

    private async Task WriteAsync(byte[] message, CancellationToken ct)
    {
        if (_stream is null)
        {
            await _socket!.SendAsync(message.AsMemory(0, Math.Min(message.Length, LongestDatagram)), ct);
            return;
        }

        await _stream.WriteAsync(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{message.Length} ")), ct);
        await _stream.WriteAsync(message, ct);
    }

    private void Close()
    {
        _socket?.Dispose();
        try
        {
            _stream?.Dispose();
        }
        catch (Exception fault) when (fault is IOException or SocketException or ObjectDisposedException)
        {
            // What could not be written is sent again.
        }

        (_socket, _stream) = (null, null);
    }

    private static string Describe(Exception fault) => fault switch
    {
        AddressRefusedException refused => refused.Message,
        AuthenticationException => "No TLS connection: its certificate or protocol is not accepted.",
        SocketException { SocketErrorCode: SocketError.HostNotFound or SocketError.NoData or SocketError.TryAgain } => "Its name is not known.",
        SocketException socket => $"No connection ({socket.SocketErrorCode}).",
        _ => "The connection broke.",
    };
}
