using System.IO.Compression;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Tollgate.TestKit.Provider;

/// <summary>Takes every HTTP request of a fake provider.</summary>
internal sealed class FakeHandler
{
    private readonly FakeProvider _provider;
    private readonly FakeCalls _calls;
    private readonly FakeControl _control;
    private readonly FakeObjects _objects = new();
    private long _number;

    public FakeHandler(FakeProvider provider)
    {
        _provider = provider;
        _calls = new FakeCalls(provider, _objects);
        _control = new FakeControl(provider);
    }

    /// <summary>Answers one request.</summary>
    public async Task HandleAsync(HttpContext http)
    {
        var path = http.Request.Path.Value!;
        if (path.StartsWith("/_", StringComparison.Ordinal))
        {
            await _control.HandleAsync(http, path);
            return;
        }

        var body = await ReadAsync(http.Request);
        var request = new ReceivedRequest(Interlocked.Increment(ref _number), http.Request.Protocol, http.Request.Method,
            http.Features.Get<IHttpRequestFeature>()!.RawTarget, Headers(http.Request), body, DateTimeOffset.UtcNow);
        _provider.Keep(request);
        _provider.Count(1);
        try
        {
            await AnswerAsync(http, path, request);
        }
        catch (Exception exception) when (exception is OperationCanceledException or IOException)
        {
            // The client went away, or a scripted fault cut the connection.
        }
        finally
        {
            _provider.Count(-1);
        }
    }

    private async Task AnswerAsync(HttpContext http, string path, ReceivedRequest request)
    {
        if (_provider.ByHand.TryDequeue(out var byHand))
        {
            await byHand(http);
            return;
        }

        if (path == "/api/hello")
        {
            http.Response.StatusCode = 200;
            return;
        }

        var flavour = "";
        if (path.StartsWith("/as/", StringComparison.Ordinal))
        {
            var end = path.IndexOf('/', 4);
            flavour = path[4..end];
            path = path[end..];
        }

        var route = HttpMethods.IsPost(request.Method) ? FakeRoute.Find(path) : null;
        var dialect = route?.Dialect ?? FakeErrors.DialectOf(request);
        if (FakeErrors.KeyOf(http.Request) is not { } key || !IsAccepted(key))
        {
            await FakeErrors.SendAsync(http, dialect, 401, "Incorrect API key provided.", "req_0");
            return;
        }

        if (route is not null)
        {
            await _calls.HandleAsync(http, new FakeCallInput(request, Decoded(http.Request, request.Body), path, flavour, key), route);
            return;
        }

        if (!await _objects.TryHandleAsync(http, path, dialect, key, _provider.Options.Prices))
        {
            await FakeErrors.SendAsync(http, dialect, 404, $"Invalid URL ({request.Method} {path})", "req_0");
        }
    }

    private bool IsAccepted(string key)
    {
        if (_provider.Options.Keys.Count > 0)
        {
            return _provider.Options.Keys.Contains(key);
        }

        return !key.StartsWith("bad", StringComparison.Ordinal) && !key.StartsWith("tg-", StringComparison.Ordinal)
            && !key.StartsWith("tga-", StringComparison.Ordinal);
    }

    private static async Task<byte[]> ReadAsync(HttpRequest request)
    {
        if (request.ContentLength is { } length)
        {
            var exact = new byte[length];
            await request.Body.ReadExactlyAsync(exact);
            return exact;
        }

        using var bytes = new MemoryStream();
        await request.Body.CopyToAsync(bytes);
        return bytes.ToArray();
    }

    private static ReadOnlyMemory<byte> Decoded(HttpRequest request, ReadOnlyMemory<byte> body)
    {
        var coding = request.Headers.ContentEncoding.ToString();
        if (coding is not ("gzip" or "br"))
        {
            return body;
        }

        using var coded = new MemoryStream(body.ToArray());
        using Stream plain = coding == "br" ? new BrotliStream(coded, CompressionMode.Decompress) : new GZipStream(coded, CompressionMode.Decompress);
        using var bytes = new MemoryStream();
        plain.CopyTo(bytes);
        return bytes.ToArray();
    }

    private static Dictionary<string, string> Headers(HttpRequest request)
    {
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var (name, values) in request.Headers)
        {
            headers[name] = values.ToString();
        }

        return headers;
    }
}
