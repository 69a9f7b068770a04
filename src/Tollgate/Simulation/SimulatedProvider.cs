using System.Buffers;
using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;

namespace Tollgate.Simulation;

/// <summary>
/// A model provider inside the process, on a loopback port of its own, for `tollgate demo`:
/// it answers Chat, Responses, Messages and Gemini calls with made-up text, realistic usage, latency and streams.
/// Every answer says that it is simulated: in a header, in its id and in its first word.
/// </summary>
public sealed class SimulatedProvider : IAsyncDisposable
{
    /// <summary>The header that says so.</summary>
    public const string Header = "x-simulated";

    private readonly WebApplication _app;
    private readonly SimulatedMind _mind;
    private readonly SimulationOptions _options;
    private readonly TimeProvider _time;

    private SimulatedProvider(WebApplication app, SimulationOptions options, TimeProvider time)
    {
        _app = app;
        _options = options;
        _time = time;
        _mind = new SimulatedMind(options, time);
    }

    /// <summary>Its address, without a path: `{Address}/v1` for OpenAI, the address itself for Anthropic and Gemini.</summary>
    public Uri Address { get; private set; } = new("http://127.0.0.1");

    /// <summary>Starts one on a free port.</summary>
    public static async Task<SimulatedProvider> StartAsync(SimulationOptions options, TimeProvider time, CancellationToken ct)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(static kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Listen(IPAddress.Loopback, 0, static listen => listen.Protocols = HttpProtocols.Http1);
        });
        var app = builder.Build();
        var provider = new SimulatedProvider(app, options, time);
        app.Run(provider.HandleAsync);
        await app.StartAsync(ct);
        var addresses = app.Services.GetRequiredService<IServer>().Features.GetRequiredFeature<IServerAddressesFeature>().Addresses;
        foreach (var address in addresses)
        {
            provider.Address = new Uri(address);
        }

        return provider;
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task HandleAsync(HttpContext http)
    {
        http.Response.Headers[Header] = "true";
        using var bytes = new MemoryStream();
        await http.Request.Body.CopyToAsync(bytes, http.RequestAborted);
        var body = bytes.ToArray();
        if (HttpMethods.IsGet(http.Request.Method) && SimulatedModels.IsList(http.Request.Path.Value!))
        {
            await SendAsync(http, json => SimulatedModels.Write(http.Request.Path.Value!, json));
            return;
        }

        if (!HttpMethods.IsPost(http.Request.Method) || Read(http.Request.Path.Value!, body) is not { } request)
        {
            http.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        var call = _mind.Answer(request, body);
        await Task.Delay(_mind.NextPause(), _time, http.RequestAborted);
        await (call.IsStream ? StreamAsync(http, call) : AnswerAsync(http, call));
    }

    private static SimulatedRequest? Read(string path, byte[] body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            return document.RootElement.ValueKind == JsonValueKind.Object ? SimulatedRequest.Read(path, document.RootElement) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static Task AnswerAsync(HttpContext http, SimulatedCall call) =>
        SendAsync(http, json => SimulatedWriter.For(call.Dialect).Whole(call, json));

    private static async Task SendAsync(HttpContext http, Action<Utf8JsonWriter> write)
    {
        var bytes = new ArrayBufferWriter<byte>();
        await using (var json = new Utf8JsonWriter(bytes))
        {
            write(json);
        }

        http.Response.ContentType = "application/json";
        http.Response.ContentLength = bytes.WrittenCount;
        await http.Response.Body.WriteAsync(bytes.WrittenMemory, http.RequestAborted);
    }

    private async Task StreamAsync(HttpContext http, SimulatedCall call)
    {
        http.Response.ContentType = "text/event-stream";
        var writer = SimulatedWriter.For(call.Dialect);
        var pipe = http.Response.BodyWriter;
        writer.Open(call, pipe);
        for (var i = 0; !call.Piece(i, _options.TokensPerEvent).IsEmpty; i++)
        {
            writer.Piece(call, call.Piece(i, _options.TokensPerEvent), pipe);
            await pipe.FlushAsync(http.RequestAborted);
            await Task.Delay(TimeSpan.FromMilliseconds(_options.EventMilliseconds), _time, http.RequestAborted);
        }

        writer.Close(call, pipe);
        await pipe.FlushAsync(http.RequestAborted);
    }
}
