using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;

namespace Tollgate.Tests.Guards;

/// <summary>A guard outside of the gateway, on loopback.</summary>
internal sealed class OutsideGuard : IAsyncDisposable
{
    private readonly HttpListener _listener = new();
    private readonly CancellationTokenSource _end = new();
    private Task _running = Task.CompletedTask;

    public string Url { get; } = $"http://127.0.0.1:{FreePort()}/check/";

    public List<string> Asked { get; } = [];

    public string? Authorization { get; private set; }

    public Func<JsonNode, string> Answer { get; set; } = _ => "{}";

    public int Status { get; set; } = 200;

    public bool IsLate { get; set; }

    public void Start()
    {
        _listener.Prefixes.Add(Url);
        _listener.Start();
        _running = RunAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        _listener.Close();
        await _running;
        _end.Dispose();
    }

    private async Task RunAsync()
    {
        try
        {
            while (!_end.IsCancellationRequested)
            {
                await ServeAsync(await _listener.GetContextAsync());
            }
        }
        catch (Exception fault) when (fault is HttpListenerException or ObjectDisposedException or OperationCanceledException)
        {
            // The test has ended.
        }
    }

    private async Task ServeAsync(HttpListenerContext context)
    {
        using var reader = new StreamReader(context.Request.InputStream);
        var asked = await reader.ReadToEndAsync(_end.Token);
        Asked.Add(asked);
        Authorization = context.Request.Headers["Authorization"];
        if (IsLate)
        {
            await Task.Delay(Timeout.Infinite, _end.Token);
        }

        context.Response.StatusCode = Status;
        await context.Response.OutputStream.WriteAsync(Encoding.UTF8.GetBytes(Answer(JsonNode.Parse(asked)!)), _end.Token);
        context.Response.Close();
    }

    private static int FreePort()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)socket.LocalEndPoint!).Port;
    }
}
