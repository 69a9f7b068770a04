using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Threading.Channels;

namespace Tollgate.Tests.Audit.Sinks;

/// <summary>A log server on loopback: TCP or TLS with lengths in front. It can hang up, and stay away.</summary>
internal sealed class SyslogServer : IAsyncDisposable
{
    private readonly X509Certificate2? _certificate;
    private readonly Channel<string> _messages = Channel.CreateUnbounded<string>();
    private readonly List<Socket> _open = [];
    private TcpListener _listener;
    private Task _loop;

    public SyslogServer(X509Certificate2? certificate = null)
    {
        _certificate = certificate;
        _listener = new TcpListener(IPAddress.Loopback, 0);
        _listener.Start();
        Port = ((IPEndPoint)_listener.LocalEndpoint).Port;
        _loop = AcceptAsync(_listener);
    }

    public int Port { get; }

    /// <summary>Messages as they came.</summary>
    public ChannelReader<string> Messages => _messages.Reader;

    /// <summary>Closes everything; nobody answers until it is back.</summary>
    public async Task GoAwayAsync()
    {
        _listener.Stop();
        lock (_open)
        {
            _open.ForEach(socket => socket.Dispose());
            _open.Clear();
        }

        await _loop;
    }

    /// <summary>Answers again, on the same port.</summary>
    public void ComeBack()
    {
        _listener = new TcpListener(IPAddress.Loopback, Port);
        _listener.Start();
        _loop = AcceptAsync(_listener);
    }

    public async ValueTask DisposeAsync() => await GoAwayAsync();

    private async Task AcceptAsync(TcpListener listener)
    {
        var readers = new List<Task>();
        try
        {
            while (true)
            {
                var socket = await listener.AcceptSocketAsync();
                lock (_open)
                {
                    _open.Add(socket);
                }

                readers.Add(ReadAsync(socket));
            }
        }
        catch (Exception fault) when (fault is SocketException or ObjectDisposedException or InvalidOperationException)
        {
            // It was stopped, before it listened again or while it did.
            await Task.WhenAll(readers);
        }
    }

    private async Task ReadAsync(Socket socket)
    {
        try
        {
            Stream stream = new NetworkStream(socket, ownsSocket: true);
            if (_certificate is not null)
            {
                var tls = new SslStream(stream);
                await tls.AuthenticateAsServerAsync(_certificate);
                stream = tls;
            }

            while (await LengthAsync(stream) is { } length)
            {
                var message = new byte[length];
                await stream.ReadExactlyAsync(message);
                await _messages.Writer.WriteAsync(Encoding.UTF8.GetString(message));
            }
        }
        catch (Exception fault) when (fault is IOException or SocketException or ObjectDisposedException or System.Security.Authentication.AuthenticationException)
        {
            // The connection ended.
        }
    }

    private static async Task<int?> LengthAsync(Stream stream)
    {
        var (number, one) = (0, new byte[1]);
        while (await stream.ReadAsync(one) == 1)
        {
            if (one[0] == ' ')
            {
                return number;
            }

            number = (number * 10) + one[0] - '0';
        }

        return null;
    }
}
