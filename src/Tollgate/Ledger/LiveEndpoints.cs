using System.Buffers;
using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Http;
using Tollgate.Api;

namespace Tollgate.Ledger;

/// <summary>GET /api/live: what happens, as server-sent events, until the client goes away.</summary>
internal sealed class LiveEndpoints(LiveFeed feed, TimeProvider time)
{
    // Proxies close a silent connection after 30 s or more.
    private static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(15);

    /// <summary>The routes.</summary>
    public IReadOnlyList<ApiRoute> Routes =>
    [
        new("GET", "/api/live", ApiRight.Viewer, "Calls, refusals and budget changes as server-sent events; Last-Event-ID goes on where a listener left.", FollowAsync)
        {
            Query = [("all", "true: all organizations (operator only).")],
        },
    ];

    private async Task FollowAsync(HttpContext http, ApiCaller caller)
    {
        var ct = http.RequestAborted;
        var isAll = caller.IsOperator && http.Request.Query["all"] == "true";
        using var listener = feed.Subscribe(isAll ? null : caller.OrganizationId, http.Request.Headers["Last-Event-ID"]);
        http.Response.ContentType = "text/event-stream";
        http.Response.Headers.CacheControl = "no-store";
        await WriteAsync(http, ": following\n\n"u8.ToArray(), ct);
        try
        {
            while (await FollowOnceAsync(http, listener, ct))
            {
                // Until the feed closes.
            }
        }
        catch (OperationCanceledException)
        {
            // The client went away.
        }
    }

    private async Task<bool> FollowOnceAsync(HttpContext http, LiveSubscription listener, CancellationToken ct)
    {
        using var quiet = CancellationTokenSource.CreateLinkedTokenSource(ct);
        using var timer = time.CreateTimer(static source => ((CancellationTokenSource)source!).Cancel(), quiet, Heartbeat, Timeout.InfiniteTimeSpan);
        try
        {
            if (!await listener.Events.WaitToReadAsync(quiet.Token))
            {
                return false;
            }
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            await WriteAsync(http, ": quiet\n\n"u8.ToArray(), ct);
            return true;
        }

        var events = new ArrayBufferWriter<byte>();
        while (listener.Events.TryRead(out var happened))
        {
            Append(events, happened.Id, happened.Kind, happened.Json.Span);
        }

        if (listener.TakeDropped() is > 0 and var dropped)
        {
            Append(events, "", "dropped", Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{{\"events\":{dropped}}}")));
        }

        await WriteAsync(http, events.WrittenMemory, ct);
        return true;
    }

    private static void Append(ArrayBufferWriter<byte> events, string id, string kind, ReadOnlySpan<byte> json)
    {
        if (id.Length > 0)
        {
            events.Write(Encoding.UTF8.GetBytes($"id: {id}\n"));
        }

        events.Write("event: "u8);
        events.Write(Encoding.UTF8.GetBytes(kind));
        events.Write("\ndata: "u8);
        events.Write(json);
        events.Write("\n\n"u8);
    }

    private static async Task WriteAsync(HttpContext http, ReadOnlyMemory<byte> bytes, CancellationToken ct)
    {
        await http.Response.BodyWriter.WriteAsync(bytes, ct);
        await http.Response.BodyWriter.FlushAsync(ct);
    }
}
