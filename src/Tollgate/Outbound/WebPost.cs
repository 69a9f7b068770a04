using System.Net.Http.Headers;
using System.Net.Sockets;

namespace Tollgate.Outbound;

/// <summary>
/// Posts to addresses that somebody has set. Redirects are not followed, nothing of an answer but its status is read or told, and what a tenant
/// has set is connected to only as the guard allows.
/// </summary>
internal sealed class WebPost(AddressGuard guard, TimeProvider time) : IDisposable
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromHours(1);

    // Two pools: a connection that the operator's own address opened into a private network must not serve a tenant's.
    private readonly Lazy<HttpClient> _guarded = new(() => Make(guard.ConnectAsync));
    private readonly Lazy<HttpClient> _free = new(() => Make(AddressGuard.Machine.ConnectAsync));

    /// <summary>Posts a body with headers.</summary>
    /// <param name="url">Where to.</param>
    /// <param name="isOperators">Whether the operator's own settings file named the address.</param>
    /// <param name="content">The body, with its type.</param>
    /// <param name="headers">Headers besides.</param>
    /// <param name="ct">Ends the attempt.</param>
    public async Task<DeliveryResult> PostAsync(Uri url, bool isOperators, HttpContent content, IReadOnlyList<(string Name, string Value)> headers, CancellationToken ct)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, url) { Content = content };
        request.Headers.UserAgent.Add(new ProductInfoHeaderValue("Tollgate", null));
        foreach (var (name, value) in headers)
        {
            request.Headers.Add(name, value);
        }

        try
        {
            using var reply = await (isOperators ? _free : _guarded).Value.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, ct);
            return Judge(reply);
        }
        catch (HttpRequestException fault)
        {
            return new DeliveryResult(Describe(fault));
        }
        catch (IOException)
        {
            return new DeliveryResult("The connection broke.");
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var client in new[] { _guarded, _free })
        {
            if (client.IsValueCreated)
            {
                client.Value.Dispose();
            }
        }
    }

    private static HttpClient Make(Func<SocketsHttpConnectionContext, CancellationToken, ValueTask<Stream>> connect)
    {
        var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false, UseProxy = false, UseCookies = false, MaxResponseHeadersLength = 16, PooledConnectionIdleTimeout = TimeSpan.FromSeconds(30), ConnectCallback = connect,
        };
        return new HttpClient(handler) { Timeout = Timeout.InfiniteTimeSpan };
    }

    private DeliveryResult Judge(HttpResponseMessage reply)
    {
        var status = (int)reply.StatusCode;
        if (reply.IsSuccessStatusCode)
        {
            return DeliveryResult.Delivered;
        }

        return status is >= 300 and < 400
            ? new DeliveryResult($"It answered {status}; redirects are not followed.")
            : new DeliveryResult($"It answered {status}.", AskedFor(reply.Headers.RetryAfter));
    }

    private TimeSpan? AskedFor(RetryConditionHeaderValue? header)
    {
        var wait = header?.Delta ?? (header?.Date - time.GetUtcNow());
        return wait is { } asked && asked > TimeSpan.Zero ? TimeSpan.FromTicks(Math.Min(asked.Ticks, LongestWait.Ticks)) : null;
    }

    private static string Describe(HttpRequestException fault) => fault switch
    {
        { InnerException: AddressRefusedException refused } => refused.Message,
        { InnerException: SocketException socket } => socket.SocketErrorCode == SocketError.HostNotFound ? "Its name is not known." : $"No connection ({socket.SocketErrorCode}).",
        { HttpRequestError: HttpRequestError.SecureConnectionError } => "No TLS connection: its certificate or protocol is not accepted.",
        { HttpRequestError: HttpRequestError.NameResolutionError } => "Its name is not known.",
        _ => "The connection broke.",
    };
}
