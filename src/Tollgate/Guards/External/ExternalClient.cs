using System.Net.Http.Headers;
using Tollgate.Outbound;

namespace Tollgate.Guards.External;

/// <summary>Asks external guards. Addresses in the gateway's own network are refused where the connection is made; redirects are not followed, and answers are short.</summary>
internal sealed class ExternalClient(AddressGuard addresses) : IDisposable
{
    private const int LongestAnswer = 1 << 20;
    private readonly Lazy<HttpClient> _http = new(() => Make(addresses));

    /// <summary>The answer to a question.</summary>
    /// <exception cref="HttpRequestException">There is none, or it says that something is wrong.</exception>
    public async Task<byte[]> AskAsync(ExternalEntry guard, byte[] question, CancellationToken ct)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, guard.Url) { Content = new ByteArrayContent(question) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        request.Headers.UserAgent.Add(new ProductInfoHeaderValue("Tollgate", null));
        if (guard.Authorization is { } authorization)
        {
            request.Headers.TryAddWithoutValidation("Authorization", authorization);
        }

        using var reply = await _http.Value.SendAsync(request, ct);
        reply.EnsureSuccessStatusCode();
        return await reply.Content.ReadAsByteArrayAsync(ct);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_http.IsValueCreated)
        {
            _http.Value.Dispose();
        }
    }

    private static HttpClient Make(AddressGuard addresses)
    {
        var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false, UseProxy = false, UseCookies = false, MaxResponseHeadersLength = 16, PooledConnectionIdleTimeout = TimeSpan.FromMinutes(1), ConnectCallback = addresses.ConnectAsync,
        };
        return new HttpClient(handler) { Timeout = Timeout.InfiniteTimeSpan, MaxResponseContentBufferSize = LongestAnswer };
    }
}
