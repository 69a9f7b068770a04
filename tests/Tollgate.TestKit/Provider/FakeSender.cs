using System.IO.Compression;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http;
using Tollgate.TestKit.Bills;

namespace Tollgate.TestKit.Provider;

/// <summary>Sends one answer, in the pieces, with the delays and with the faults that its behaviour asks for.</summary>
internal sealed class FakeSender(HttpContext http, FakeRoute route, Reply reply)
{
    private readonly Behaviour _behaviour = reply.Behaviour;
    private Stream _body = http.Response.Body;
    private int _sent;
    private int _all = 1;

    /// <summary>What was used up to the last event that was sent.</summary>
    public FakeUsage Partly(in FakeUsage usage) => usage with
    {
        Output = usage.Output * _sent / _all,
        Reasoning = usage.Reasoning * Math.Min(1, _sent),
        OutputAudio = usage.OutputAudio * _sent / _all,
    };

    /// <summary>Sends the error that the behaviour asks for.</summary>
    public async Task RefuseAsync()
    {
        await DelayAsync(_behaviour.Delay);
        if (_behaviour.RetryAfter is { } wait)
        {
            http.Response.Headers.RetryAfter = wait;
        }

        if (!_behaviour.ErrorHasUsage)
        {
            await FakeErrors.SendAsync(http, route.Dialect, _behaviour.Status, Message(_behaviour.Status), reply.Id);
            return;
        }

        using var whole = new EventBuffer();
        route.Wire.Whole(reply, whole.Whole());
        whole.EndWhole();
        http.Response.StatusCode = _behaviour.Status;
        http.Response.ContentType = "application/json";
        await http.Response.Body.WriteAsync(whole.Bytes, http.RequestAborted);
    }

    /// <summary>Sends the answer; false when a fault broke it.</summary>
    public async Task<bool> SendAsync(EventBuffer bytes)
    {
        _all = Math.Max(1, bytes.Ends.Count);
        await DelayAsync(_behaviour.Delay);
        switch (_behaviour.Fault)
        {
            case Fault.Hang:
                await DelayAsync(Timeout.InfiniteTimeSpan);
                break;
            case Fault.Reset:
                Abort();
                return false;
        }

        Head(bytes);
        if (IsQuick)
        {
            await _body.WriteAsync(bytes.Bytes, http.RequestAborted);
            _sent = _all;
            return true;
        }

        return await SendSlowlyAsync(bytes);
    }

    private bool IsQuick => _behaviour is { Fault: Fault.None or Fault.WrongLength, EventDelay.Ticks: 0, Piece: 0 } && _body == http.Response.Body;

    private void Head(EventBuffer bytes)
    {
        var isEvents = reply.Ask.Stream && reply.Ask.IsEvents;
        http.Response.ContentType = isEvents ? "text/event-stream; charset=utf-8" : "application/json";
        var isCoded = _behaviour.Coding is { } coding && http.Request.Headers.AcceptEncoding.ToString().Contains(coding, StringComparison.Ordinal);
        if (isCoded)
        {
            http.Response.Headers.ContentEncoding = _behaviour.Coding;
            _body = _behaviour.Coding == "br" ? new BrotliStream(_body, CompressionLevel.Fastest, leaveOpen: true)
                : new GZipStream(_body, CompressionLevel.Fastest, leaveOpen: true);
        }
        else if (!reply.Ask.Stream && _behaviour is { Fault: Fault.None or Fault.WrongLength, Piece: 0 })
        {
            http.Response.ContentLength = bytes.Bytes.Length + (_behaviour.Fault == Fault.WrongLength ? 64 : 0);
        }
    }

    private async Task<bool> SendSlowlyAsync(EventBuffer bytes)
    {
        if (!reply.Ask.Stream && _behaviour.Fault != Fault.None)
        {
            return await BreakBodyAsync(bytes.Bytes);
        }

        var start = 0;
        foreach (var end in bytes.Ends)
        {
            if (_sent == _behaviour.After && !await GoOnAsync(bytes, start))
            {
                return false;
            }

            await DelayAsync(_sent == 0 ? TimeSpan.Zero : _behaviour.EventDelay);
            await WriteAsync(bytes.Bytes[start..end]);
            start = end;
            _sent++;
        }

        if (_body != http.Response.Body)
        {
            await _body.DisposeAsync();
        }

        return true;
    }

    private async Task<bool> BreakBodyAsync(ReadOnlyMemory<byte> body)
    {
        switch (_behaviour.Fault)
        {
            case Fault.Malformed or Fault.MalformedLine:
                await WriteAsync("{\"id\": no json"u8.ToArray());
                return false;
            case Fault.Truncate or Fault.EndMid or Fault.ErrorMid:
                await WriteAsync(body[..(body.Length / 2)]);
                return false;
            default:
                await WriteAsync(body[..(body.Length / 2)]);
                await StallOrAbortAsync();
                return false;
        }
    }

    private async Task<bool> GoOnAsync(EventBuffer bytes, int start)
    {
        switch (_behaviour.Fault)
        {
            case Fault.Malformed:
                await WriteAsync("data: {\"id\": no json\n\n"u8.ToArray());
                return true;
            case Fault.MalformedLine:
                await WriteAsync("this line is no field\n\n"u8.ToArray());
                return true;
            case Fault.Truncate:
                var end = bytes.Ends[_sent];
                await WriteAsync(bytes.Bytes[start..((start + end) / 2)]);
                return false;
            case Fault.EndMid:
                return false;
            case Fault.ErrorMid:
                using (var error = new EventBuffer())
                {
                    route.Wire.ErrorEvent(reply, error);
                    await WriteAsync(error.Bytes);
                }

                return false;
            case Fault.Stall or Fault.ResetMid:
                await StallOrAbortAsync();
                return false;
            default:
                return true;
        }
    }

    private async Task StallOrAbortAsync()
    {
        if (_behaviour.Fault == Fault.Stall)
        {
            await DelayAsync(Timeout.InfiniteTimeSpan);
        }

        // What was written must reach the socket before the reset overtakes it.
        await DelayAsync(TimeSpan.FromMilliseconds(30));
        Abort();
    }

    private async Task WriteAsync(ReadOnlyMemory<byte> bytes)
    {
        var size = _behaviour.Piece == 0 ? bytes.Length : _behaviour.Piece;
        for (var at = 0; at < bytes.Length; at += size)
        {
            await _body.WriteAsync(bytes[at..Math.Min(bytes.Length, at + size)], http.RequestAborted);
            await _body.FlushAsync(http.RequestAborted);
        }
    }

    private void Abort()
    {
        if (http.Features.Get<IConnectionLifetimeFeature>() is { } connection && http.Request.Protocol != "HTTP/2")
        {
            connection.Abort();
            return;
        }

        http.Abort();
    }

    private Task DelayAsync(TimeSpan time) => time == TimeSpan.Zero ? Task.CompletedTask : Task.Delay(time, http.RequestAborted);

    private static string Message(int status) => status switch
    {
        400 => "The request is invalid.",
        401 => "Incorrect API key provided.",
        404 => "The model does not exist or you do not have access to it.",
        429 => "Rate limit reached. Please try again later.",
        529 => "Overloaded",
        _ => "The server had an error while processing your request.",
    };
}
