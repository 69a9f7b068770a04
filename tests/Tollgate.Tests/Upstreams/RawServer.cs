using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Tollgate.Tests.Upstreams;

/// <summary>A server that does to each connection exactly what a test says.</summary>
internal sealed class RawServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly Func<RawConnection, Task> _behave;
    private readonly Task _accepting;
    private int _connections;

    public RawServer(Func<RawConnection, Task> behave)
    {
        _behave = behave;
        _listener.Start();
        Address = new Uri($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}");
        _accepting = AcceptAsync();
    }

    public Uri Address { get; }

    public int Connections => Volatile.Read(ref _connections);

    public static RawServer Answering(string answer) => new(async connection =>
    {
        while (await connection.ReadRequestAsync() is not null)
        {
            await connection.SendAsync(answer);
        }
    });

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _accepting;
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        var open = new List<Task>();
        try
        {
            while (true)
            {
                var client = await _listener.AcceptTcpClientAsync(_stop.Token);
                Interlocked.Increment(ref _connections);
                open.Add(ServeAsync(client));
            }
        }
        catch (Exception fault) when (fault is OperationCanceledException or SocketException or ObjectDisposedException or InvalidOperationException)
        {
            await Task.WhenAll(open);
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using (client)
        {
            try
            {
                await _behave(new RawConnection(client, _stop.Token));
            }
            catch (Exception fault) when (fault is IOException or OperationCanceledException or SocketException)
            {
                // The other side left, or the test is over.
            }
        }
    }
}

/// <summary>One connection of it.</summary>
internal sealed class RawConnection(TcpClient client, CancellationToken stop)
{
    public NetworkStream Stream { get; } = client.GetStream();

    /// <summary>Ends the connection with a reset.</summary>
    public void Reset() => client.Client.Close(0);

    public Task StallAsync() => Task.Delay(Timeout.Infinite, stop);

    public Task SendAsync(string text) => Stream.WriteAsync(Encoding.Latin1.GetBytes(text), stop).AsTask();

    /// <summary>Head and body of one request as Latin-1 text; null at the end of the connection.</summary>
    public async Task<string?> ReadRequestAsync()
    {
        var text = new StringBuilder();
        var buffer = new byte[8192];
        while (true)
        {
            var head = text.ToString();
            var end = head.IndexOf("\r\n\r\n", StringComparison.Ordinal);
            if (end >= 0 && text.Length >= end + 4 + BodyLength(head))
            {
                return head;
            }

            var count = await Stream.ReadAsync(buffer, stop);
            if (count == 0)
            {
                return null;
            }

            text.Append(Encoding.Latin1.GetString(buffer, 0, count));
        }
    }

    private static int BodyLength(string head)
    {
        const string name = "content-length: ";
        var at = head.IndexOf(name, StringComparison.OrdinalIgnoreCase);
        var end = at < 0 ? at : head.IndexOf('\r', at);
        return at < 0 ? 0 : int.Parse(head.AsSpan(at + name.Length, end - at - name.Length), System.Globalization.CultureInfo.InvariantCulture);
    }
}
