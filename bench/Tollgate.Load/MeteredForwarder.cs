using System.Buffers;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Win32.SafeHandles;

namespace Tollgate.Load;

/// <summary>The honest floor: forwards, reads the body's model and stream flag and the answer's usage, and writes two records of 256 bytes to a file.</summary>
internal static class MeteredForwarder
{
    private static readonly byte[] Record = new byte[256];
    private static long _end;

    public static async Task<int> RunAsync(int port, Uri upstream)
    {
        var client = Servers.Client();
        var path = Path.Combine(Path.GetTempPath(), $"tollgate-floor-{Environment.ProcessId}.journal");
        using var journal = File.OpenHandle(path, FileMode.Create, FileAccess.Write, FileShare.None, FileOptions.DeleteOnClose, 64 << 20);
        return await Servers.RunAsync(port, http => ForwardAsync(http, client, upstream, journal));
    }

    private static async Task ForwardAsync(HttpContext http, HttpMessageInvoker client, Uri upstream, SafeFileHandle journal)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(64 * 1024);
        try
        {
            var length = await ReadAsync(http.Request.Body, buffer);
            _ = ReadTopLevel(buffer.AsSpan(0, length));
            Append(journal);
            using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(upstream, http.Request.Path.Value)) { Content = new ReadOnlyMemoryContent(buffer.AsMemory(0, length)) };
            request.Content.Headers.TryAddWithoutValidation("Content-Type", "application/json");
            using var reply = await client.SendAsync(request, http.RequestAborted);
            await RelayAsync(http, reply, journal);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static async Task RelayAsync(HttpContext http, HttpResponseMessage reply, SafeFileHandle journal)
    {
        http.Response.StatusCode = (int)reply.StatusCode;
        http.Response.ContentType = reply.Content.Headers.ContentType?.ToString();
        http.Response.ContentLength = reply.Content.Headers.ContentLength;
        await using var body = await reply.Content.ReadAsStreamAsync(http.RequestAborted);
        var isStream = reply.Content.Headers.ContentType?.MediaType == "text/event-stream";
        var buffer = ArrayPool<byte>.Shared.Rent(64 * 1024);
        try
        {
            int read;
            while ((read = await body.ReadAsync(buffer, http.RequestAborted)) > 0)
            {
                ReadUsage(buffer.AsSpan(0, read), isStream);
                if (buffer.AsSpan(0, read).IndexOf("\"usage\":{"u8) >= 0)
                {
                    Append(journal);
                }

                await http.Response.Body.WriteAsync(buffer.AsMemory(0, read), http.RequestAborted);
                await http.Response.Body.FlushAsync(http.RequestAborted);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static void ReadUsage(ReadOnlySpan<byte> chunk, bool isStream)
    {
        if (!isStream)
        {
            _ = ReadTopLevel(chunk);
            return;
        }

        while (chunk.IndexOf("data: "u8) is >= 0 and var start)
        {
            chunk = chunk[(start + 6)..];
            var end = chunk.IndexOf("\n\n"u8);
            var data = end < 0 ? chunk : chunk[..end];
            if (data is [(byte)'{', ..])
            {
                _ = ReadTopLevel(data);
            }

            if (end < 0)
            {
                return;
            }
        }
    }

    private static int ReadTopLevel(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json);
        var found = 0;
        try
        {
            while (reader.Read())
            {
                if (reader.TokenType == JsonTokenType.PropertyName && (reader.ValueTextEquals("model"u8) || reader.ValueTextEquals("stream"u8) || reader.ValueTextEquals("prompt_tokens"u8)))
                {
                    found++;
                }
            }
        }
        catch (JsonException)
        {
            return found;
        }

        return found;
    }

    private static void Append(SafeFileHandle journal)
    {
        var at = Interlocked.Add(ref _end, Record.Length) - Record.Length;
        RandomAccess.Write(journal, Record, at % (64 << 20));
    }

    private static async ValueTask<int> ReadAsync(Stream body, byte[] buffer)
    {
        var length = 0;
        int read;
        while ((read = await body.ReadAsync(buffer.AsMemory(length))) > 0)
        {
            length += read;
        }

        return length;
    }
}
