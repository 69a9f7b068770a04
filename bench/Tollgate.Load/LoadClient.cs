using System.Diagnostics;
using System.Net.Http.Headers;
using System.Text;

namespace Tollgate.Load;

/// <summary>Sends chat completions and times them. One connection pool a peer; closed loop or paced.</summary>
internal sealed class LoadClient(Uri address, string? key) : IDisposable
{
    private const string Path = "/v1/chat/completions";
    private static readonly string Prompt = string.Concat(Enumerable.Repeat("Refactor the parser so that every branch is covered by a test. ", 26));
    private static readonly byte[] Plain = Encoding.UTF8.GetBytes($$"""{"model":"gpt-4o-mini","max_tokens":256,"messages":[{"role":"system","content":"You are a careful engineer."},{"role":"user","content":"{{Prompt}}"}]}""");
    private static readonly byte[] Stream = Encoding.UTF8.GetBytes($$"""{"model":"gpt-4o-mini","max_tokens":256,"stream":true,"stream_options":{"include_usage":true},"messages":[{"role":"system","content":"You are a careful engineer."},{"role":"user","content":"{{Prompt}}"}]}""");

    private readonly HttpMessageInvoker _http = Servers.Client();

    /// <summary>Sends calls from several workers, each as fast as answers come.</summary>
    public async Task ClosedLoopAsync(int calls, int workers)
    {
        var left = calls;
        await Task.WhenAll(Enumerable.Range(0, workers).Select(async _ =>
        {
            while (Interlocked.Decrement(ref left) >= 0)
            {
                await CallAsync();
            }
        }));
    }

    /// <summary>Starts calls at a fixed rate whatever the answers do; latencies in microseconds from the planned start.</summary>
    public async Task<double[]> PacedAsync(int perSecond, TimeSpan duration)
    {
        var count = (int)(perSecond * duration.TotalSeconds);
        var latencies = new double[count];
        var tasks = new Task[count];
        var start = Stopwatch.GetTimestamp();
        for (var i = 0; i < count; i++)
        {
            var due = start + (long)(i * (double)Stopwatch.Frequency / perSecond);
            while (Stopwatch.GetTimestamp() < due)
            {
                await Task.Yield();
            }

            tasks[i] = TimeAsync(due, i, latencies);
        }

        await Task.WhenAll(tasks);
        return latencies;
    }

    /// <summary>One stream: time to the first event and to the end, in microseconds.</summary>
    public async Task<(double First, double Total)> StreamAsync()
    {
        var start = Stopwatch.GetTimestamp();
        using var request = Request(Stream);
        using var reply = await _http.SendAsync(request, CancellationToken.None);
        await using var body = await reply.Content.ReadAsStreamAsync();
        var buffer = new byte[16 * 1024];
        var first = 0.0;
        while (await body.ReadAsync(buffer) > 0)
        {
            first = first == 0 ? Stopwatch.GetElapsedTime(start).TotalMicroseconds : first;
        }

        return (first, Stopwatch.GetElapsedTime(start).TotalMicroseconds);
    }

    public void Dispose() => _http.Dispose();

    private async Task TimeAsync(long due, int index, double[] latencies)
    {
        await CallAsync();
        latencies[index] = Stopwatch.GetElapsedTime(due).TotalMicroseconds;
    }

    private async Task CallAsync()
    {
        using var request = Request(Plain);
        using var reply = await _http.SendAsync(request, CancellationToken.None);
        if (!reply.IsSuccessStatusCode)
        {
            throw new InvalidOperationException($"{address} answered {(int)reply.StatusCode}: {await reply.Content.ReadAsStringAsync()}");
        }

        await using var body = await reply.Content.ReadAsStreamAsync();
        var buffer = System.Buffers.ArrayPool<byte>.Shared.Rent(8192);
        while (await body.ReadAsync(buffer) > 0)
        {
        }

        System.Buffers.ArrayPool<byte>.Shared.Return(buffer);
    }

    private HttpRequestMessage Request(byte[] body)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, new Uri(address, Path)) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        if (key is not null)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
        }

        return request;
    }
}
