using Microsoft.AspNetCore.Http;

namespace Tollgate.Load;

/// <summary>The floor: Kestrel in, HttpClient out, nothing read, nothing kept.</summary>
internal static class BareForwarder
{
    public static Task<int> RunAsync(int port, Uri upstream)
    {
        var client = Servers.Client();
        return Servers.RunAsync(port, http => ForwardAsync(http, client, upstream));
    }

    private static async Task ForwardAsync(HttpContext http, HttpMessageInvoker client, Uri upstream)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(upstream, http.Request.Path.Value)) { Content = new StreamContent(http.Request.Body) };
        request.Content.Headers.TryAddWithoutValidation("Content-Type", "application/json");
        if (http.Request.ContentLength is { } length)
        {
            request.Content.Headers.ContentLength = length;
        }

        using var reply = await client.SendAsync(request, http.RequestAborted);
        http.Response.StatusCode = (int)reply.StatusCode;
        http.Response.ContentType = reply.Content.Headers.ContentType?.ToString();
        http.Response.ContentLength = reply.Content.Headers.ContentLength;
        await using var body = await reply.Content.ReadAsStreamAsync(http.RequestAborted);
        var buffer = System.Buffers.ArrayPool<byte>.Shared.Rent(16 * 1024);
        try
        {
            int read;
            while ((read = await body.ReadAsync(buffer, http.RequestAborted)) > 0)
            {
                await http.Response.Body.WriteAsync(buffer.AsMemory(0, read), http.RequestAborted);
                await http.Response.Body.FlushAsync(http.RequestAborted);
            }
        }
        finally
        {
            System.Buffers.ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
