using System.Text;
using Microsoft.AspNetCore.Http;

namespace Tollgate.Load;

/// <summary>A provider that answers at once: a chat completion with usage, plain or as a stream of 100 events.</summary>
internal static class UpstreamServer
{
    public const int Events = 100;

    private static readonly byte[] Plain = Encoding.UTF8.GetBytes(
        """{"id":"chatcmpl-bench","object":"chat.completion","created":1790000000,"model":"gpt-4o-mini","choices":[{"index":0,"message":{"role":"assistant","content":"The quick brown fox jumps over the lazy dog and goes on to describe, in a few hundred characters, why a gateway should add as little as it can to every call that it carries, and what it costs when it does not."},"finish_reason":"stop"}],"usage":{"prompt_tokens":412,"completion_tokens":48,"total_tokens":460,"prompt_tokens_details":{"cached_tokens":0}},"service_tier":"default"}""");

    private static readonly byte[] Event = Encoding.UTF8.GetBytes(
        """data: {"id":"chatcmpl-bench","object":"chat.completion.chunk","created":1790000000,"model":"gpt-4o-mini","choices":[{"index":0,"delta":{"content":" token"},"finish_reason":null}],"usage":null}""" + "\n\n");

    private static readonly byte[] End = Encoding.UTF8.GetBytes(
        """data: {"id":"chatcmpl-bench","object":"chat.completion.chunk","created":1790000000,"model":"gpt-4o-mini","choices":[],"usage":{"prompt_tokens":412,"completion_tokens":100,"total_tokens":512}}""" + "\n\ndata: [DONE]\n\n");

    public static Task<int> RunAsync(int port) => Servers.RunAsync(port, AnswerAsync);

    private static async Task AnswerAsync(HttpContext http)
    {
        var buffer = System.Buffers.ArrayPool<byte>.Shared.Rent(1 << 20);
        try
        {
            var length = 0;
            int read;
            while ((read = await http.Request.Body.ReadAsync(buffer.AsMemory(length))) > 0)
            {
                length += read;
            }

            if (buffer.AsSpan(0, length).IndexOf("\"stream\":true"u8) >= 0)
            {
                await StreamAsync(http);
                return;
            }

            http.Response.ContentType = "application/json";
            http.Response.ContentLength = Plain.Length;
            await http.Response.Body.WriteAsync(Plain);
        }
        finally
        {
            System.Buffers.ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static async Task StreamAsync(HttpContext http)
    {
        http.Response.ContentType = "text/event-stream";
        for (var i = 0; i < Events; i++)
        {
            await http.Response.Body.WriteAsync(Event);
            await http.Response.Body.FlushAsync();
        }

        await http.Response.Body.WriteAsync(End);
    }
}
