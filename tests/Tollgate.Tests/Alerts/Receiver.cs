using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace Tollgate.Tests.Alerts;

/// <summary>A webhook receiver on loopback that keeps what it got.</summary>
internal sealed class Receiver : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly ConcurrentQueue<Got> got = new();

    private Receiver(WebApplication app, Func<HttpContext, int, Task> answer)
    {
        this.app = app;
        ((IApplicationBuilder)app).Run(async http =>
        {
            using var body = new MemoryStream();
            await http.Request.Body.CopyToAsync(body);
            got.Enqueue(new Got(http.Request.Path, http.Request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase), body.ToArray()));
            await answer(http, got.Count);
        });
    }

    public Uri Url => new(app.Urls.First() + "/hook");

    public IReadOnlyList<Got> All => [.. got];

    /// <summary>Answers each request by its number, 200 by default.</summary>
    public static async Task<Receiver> StartAsync(Func<HttpContext, int, Task>? answer = null)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        var receiver = new Receiver(builder.Build(), answer ?? ((_, _) => Task.CompletedTask));
        await receiver.app.StartAsync();
        return receiver;
    }

    public static Task<Receiver> AnsweringAsync(Func<int, int> status) => StartAsync((http, number) =>
    {
        http.Response.StatusCode = status(number);
        return Task.CompletedTask;
    });

    public async ValueTask DisposeAsync() => await app.DisposeAsync();

    internal sealed record Got(string Path, Dictionary<string, string> Headers, byte[] Body);
}
