using System.Collections.Concurrent;
using System.Text;

namespace Tollgate.EndToEnd.Money;

/// <summary>Sends calls, so many at a time, and notes what a client sees.</summary>
public sealed class TrafficRunner : IDisposable
{
    private readonly HttpClient _http;
    private readonly string _key;
    private readonly ConcurrentBag<TrafficResult> _results = [];

    /// <summary>A runner against an address.</summary>
    public TrafficRunner(string address, string key)
    {
        _key = key;
        // Without the drain a client that goes away in mid-stream really does.
        var handler = new SocketsHttpHandler { MaxConnectionsPerServer = 256, ResponseDrainTimeout = TimeSpan.Zero };
        _http = new HttpClient(handler) { BaseAddress = new Uri(address), Timeout = TimeSpan.FromMinutes(2) };
    }

    /// <summary>What was seen.</summary>
    public IReadOnlyCollection<TrafficResult> Results => _results;

    /// <summary>Sends all calls.</summary>
    public Task RunAsync(IEnumerable<MixedCall> calls, int parallel, CancellationToken ct) =>
        Parallel.ForEachAsync(calls, new ParallelOptions { MaxDegreeOfParallelism = parallel, CancellationToken = ct }, async (call, stop) => _results.Add(await SendAsync(call, stop)));

    /// <summary>Sends one call.</summary>
    public async Task<TrafficResult> SendAsync(MixedCall call, CancellationToken ct)
    {
        using var request = Request(call);
        var status = 0;
        string? id = null;
        try
        {
            using var answer = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, ct);
            status = (int)answer.StatusCode;
            id = answer.Headers.TryGetValues("x-tollgate-request-id", out var values) ? values.First() : null;
            var sawEnd = await ReadAsync(answer, call.AbortAfter, ct);
            return new TrafficResult(call, status, id, sawEnd);
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException)
        {
            return new TrafficResult(call, status, id, false);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();

    private HttpRequestMessage Request(MixedCall call)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, call.Path) { Content = new StringContent(call.Body, Encoding.UTF8, "application/json") };
        request.Headers.Add("x-request-id", call.Mark);
        request.Headers.Add("accept-encoding", "gzip, br");
        if (call.Path.StartsWith("/v1/messages", StringComparison.Ordinal))
        {
            request.Headers.Add("anthropic-version", "2023-06-01");
            request.Headers.Add("x-api-key", _key);
        }
        else if (call.Path.Contains(':', StringComparison.Ordinal))
        {
            request.Headers.Add("x-goog-api-key", _key);
        }
        else
        {
            request.Headers.Add("authorization", "Bearer " + _key);
        }

        return request;
    }

    private static async Task<bool> ReadAsync(HttpResponseMessage answer, int abortAfter, CancellationToken ct)
    {
        await using var body = await answer.Content.ReadAsStreamAsync(ct);
        var buffer = new byte[4_096];
        var total = 0;
        while (true)
        {
            var read = await body.ReadAsync(buffer, ct);
            if (read == 0)
            {
                return true;
            }

            total += read;
            if (abortAfter > 0 && total >= abortAfter)
            {
                return false;
            }
        }
    }
}
