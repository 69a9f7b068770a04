using System.Net.Http.Headers;
using System.Net.Sockets;
using Tollgate.Alerts.Channels;

namespace Tollgate.Alerts.Delivery;

/// <summary>Posts to webhooks. Redirects are not followed, and nothing of an answer but its status is read or told.</summary>
internal sealed class WebSender(AddressGuard guard, TimeProvider time) : IDisposable
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromHours(1);

    // Two pools: a connection that the operator's own channel opened to a private address must not serve a tenant's channel.
    private readonly Lazy<HttpClient> _guarded = new(() => Make(guard.ConnectAsync));
    private readonly Lazy<HttpClient> _free = new(() => Make(null));

    /// <summary>Posts a body.</summary>
    public async Task<DeliveryResult> PostAsync(AlertChannel channel, ChannelSecrets secrets, Guid noticeId, byte[] body, CancellationToken ct)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, secrets.Url) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        request.Headers.UserAgent.Add(new ProductInfoHeaderValue("Tollgate", null));
        if (channel.Kind == ChannelKind.Webhook)
        {
            Sign(request, secrets.Secret, noticeId, body);
        }

        try
        {
            var client = channel.Origin == ChannelOrigin.File ? _free.Value : _guarded.Value;
            using var reply = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, ct);
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

    private static HttpClient Make(Func<SocketsHttpConnectionContext, CancellationToken, ValueTask<Stream>>? connect)
    {
        var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false, UseProxy = false, UseCookies = false, MaxResponseHeadersLength = 16, PooledConnectionIdleTimeout = TimeSpan.FromSeconds(30), ConnectCallback = connect,
        };
        return new HttpClient(handler) { Timeout = Timeout.InfiniteTimeSpan };
    }

    private void Sign(HttpRequestMessage request, string secret, Guid noticeId, byte[] body)
    {
        var timestamp = time.GetUtcNow().ToUnixTimeSeconds();
        request.Headers.Add(WebhookSignature.NoticeHeader, noticeId.ToString());
        request.Headers.Add(WebhookSignature.TimestampHeader, timestamp.ToString(System.Globalization.CultureInfo.InvariantCulture));
        request.Headers.Add(WebhookSignature.SignatureHeader, WebhookSignature.Of(secret, timestamp, body));
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
