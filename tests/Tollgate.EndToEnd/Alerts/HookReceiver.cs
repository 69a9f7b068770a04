using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace Tollgate.EndToEnd.Alerts;

/// <summary>A webhook on loopback that answers 500 until it is well, and keeps what it took.</summary>
internal sealed class HookReceiver : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentQueue<JsonNode> _taken = new();
    private int _refused;

    private HookReceiver(WebApplication app)
    {
        _app = app;
        ((IApplicationBuilder)app).Run(async http =>
        {
            var body = await JsonNode.ParseAsync(http.Request.Body);
            if (IsWell)
            {
                _taken.Enqueue(body!);
                return;
            }

            Interlocked.Increment(ref _refused);
            http.Response.StatusCode = StatusCodes.Status500InternalServerError;
        });
    }

    /// <summary>Whether it takes what comes.</summary>
    public bool IsWell { get; set; }

    /// <summary>How many it answered with 500.</summary>
    public int Refused => _refused;

    /// <summary>What it answered with 200, in order.</summary>
    public IReadOnlyList<JsonNode> Taken => [.. _taken];

    /// <summary>Where it is.</summary>
    public string Url => _app.Urls.First() + "/hook";

    public static async Task<HookReceiver> StartAsync()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        var receiver = new HookReceiver(builder.Build());
        await receiver._app.StartAsync();
        return receiver;
    }

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();
}
