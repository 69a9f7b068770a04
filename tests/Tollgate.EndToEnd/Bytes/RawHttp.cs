using System.Net.Sockets;
using System.Text;

namespace Tollgate.EndToEnd.Bytes;

/// <summary>HTTP/1.1 by hand, for what no client library would send.</summary>
internal static class RawHttp
{
    /// <summary>Sends bytes as they are, on a connection of its own, and reads until the server closes or nothing comes for a while.</summary>
    public static async Task<string> SendAsync(string address, string head, string body, CancellationToken ct)
    {
        var uri = new Uri(address);
        using var client = new TcpClient();
        await client.ConnectAsync(uri.Host, uri.Port, ct);
        await using var stream = client.GetStream();
        var length = Encoding.UTF8.GetByteCount(body);
        await stream.WriteAsync(Encoding.UTF8.GetBytes($"{head}\r\nHost: {uri.Authority}\r\nConnection: close\r\nContent-Length: {length}\r\n\r\n{body}"), ct);
        using var bytes = new MemoryStream();
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(ct);
        patience.CancelAfter(TimeSpan.FromSeconds(10));
        await stream.CopyToAsync(bytes, patience.Token);
        return Encoding.UTF8.GetString(bytes.ToArray());
    }

    /// <summary>The status of an answer.</summary>
    public static int Status(string answer) => int.Parse(answer.Split(' ')[1], System.Globalization.CultureInfo.InvariantCulture);
}
