using System.IO.Compression;
using System.Net.Http.Headers;

namespace Tollgate.Upstreams.Sending;

/// <summary>One attempt under way: the answer's head, then its bytes, then how it ended. Disposing it cancels what is not finished.</summary>
internal sealed class UpstreamExchange : IAsyncDisposable
{
    private readonly UpstreamCall _call;
    private readonly HttpRequestMessage _request;
    private readonly Deadline _deadline;
    private Stream? _body;
    private string _coding = "";

    /// <summary>An attempt that is about to be sent.</summary>
    public UpstreamExchange(UpstreamCall call, HttpRequestMessage request, Deadline deadline)
    {
        _call = call;
        _request = request;
        _deadline = deadline;
    }

    /// <summary>The account it went to.</summary>
    public Deployment Deployment => _call.Deployment;

    /// <summary>The answer; null when there is none (<see cref="Fault"/> says why).</summary>
    public HttpResponseMessage? Response { get; private set; }

    /// <summary>The answer's status; 0 without an answer.</summary>
    public int Status => (int)(Response?.StatusCode ?? 0);

    /// <summary>What went wrong so far.</summary>
    public UpstreamFault Fault { get; private set; }

    /// <summary>
    /// Whether the provider may have had the call, and so may bill it. False is certain: no byte of the body was handed to a connection.
    /// </summary>
    public bool WasSent { get; private set; }

    /// <summary>Whether the client went away before the attempt ended.</summary>
    public bool ClientLeft => _deadline.ClientLeft;

    /// <summary>How long the provider asks us to wait; null when it does not say.</summary>
    public TimeSpan? RetryAfter { get; private set; }

    /// <summary>The answer's headers.</summary>
    public HttpResponseHeaders? Headers => Response?.Headers;

    /// <summary>Sends the request and waits for the answer's head.</summary>
    public async ValueTask StartAsync(HttpMessageInvoker invoker, TimeProvider time)
    {
        try
        {
            Response = await invoker.SendAsync(_request, _deadline.Token);
            WasSent = true;
            RetryAfter = Sending.RetryAfter.Read(Response, time.GetUtcNow());
        }
        catch (Exception exception) when (FaultReader.IsWire(exception))
        {
            Fault = FaultReader.Read(exception, _deadline.Fired);
            WasSent = IsMaybeSent(Fault);
        }
    }

    /// <summary>
    /// Has a coded answer decoded as it is read, and its head no longer say that it is coded: a stream of events must be looked into, whatever
    /// the provider made of our wish to have it plain. False when nobody knows the coding; then the bytes come as they are.
    /// </summary>
    public bool TryDecode()
    {
        var codings = Response!.Content.Headers.ContentEncoding;
        var coding = string.Join(", ", codings).ToLowerInvariant();
        if (coding is not ("" or "identity" or "gzip" or "x-gzip" or "br" or "deflate"))
        {
            return false;
        }

        _coding = coding;
        codings.Clear();
        return true;
    }

    /// <summary>Reads the next bytes of the answer; a fault is a value, not an exception.</summary>
    public async ValueTask<UpstreamRead> ReadAsync(Memory<byte> buffer)
    {
        if (Response is null || Fault != UpstreamFault.None)
        {
            return new UpstreamRead(0, Fault);
        }

        try
        {
            _body ??= Decode(await Response.Content.ReadAsStreamAsync(_deadline.Token));
            _deadline.Wait();
            var count = await _body.ReadAsync(buffer, _deadline.Token);
            _deadline.Arrived();
            return new UpstreamRead(count, UpstreamFault.None);
        }
        catch (Exception exception) when (FaultReader.IsWire(exception))
        {
            Fault = FaultReader.Read(exception, _deadline.Fired);
            return new UpstreamRead(0, Fault);
        }
        catch (InvalidDataException)
        {
            // It says that it is coded and is not, or is cut short.
            Fault = UpstreamFault.Broken;
            return new UpstreamRead(0, Fault);
        }
    }

    /// <summary>The client went away: the answer is read on without it where the call allows that, else the attempt is cancelled. Whether it is read on.</summary>
    public bool Abandon() => _deadline.Abandon();

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_body is not null)
        {
            await _body.DisposeAsync();
        }

        Response?.Dispose();
        if (_call.Content is { } content)
        {
            await content.ReleaseAsync();
        }

        _request.Dispose();
        _deadline.Dispose();
    }

    private Stream Decode(Stream coded) => _coding switch
    {
        "gzip" or "x-gzip" => new GZipStream(coded, CompressionMode.Decompress),
        "br" => new BrotliStream(coded, CompressionMode.Decompress),
        "deflate" => new ZLibStream(coded, CompressionMode.Decompress),
        _ => coded,
    };

    /// <summary>
    /// With a body: sent means its first byte was handed to a connection. Without one: everything but a failure to connect, or to wait for one.
    /// </summary>
    private bool IsMaybeSent(UpstreamFault fault)
    {
        if (_call.Content is not { } content)
        {
            return !fault.IsBeforeConnection();
        }

        return content.IsStarted || fault is UpstreamFault.Broken or UpstreamFault.Malformed;
    }
}
