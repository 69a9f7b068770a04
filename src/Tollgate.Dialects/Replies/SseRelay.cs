using System.Buffers;
using Tollgate.Core;
using Tollgate.Dialects.Replies.Endings;
using Tollgate.Dialects.Replies.Relaying;

namespace Tollgate.Dialects.Replies;

/// <summary>
/// Passes a provider's stream on, event by event and byte for byte, while the meter reads over its shoulder. It keeps back two things: the
/// usage chunk that only the gateway asked for, and everything from the terminal event on, until the call is settled.
/// Gemini streams without a terminal event are held from the event in which the last candidate finishes.
/// </summary>
public sealed class SseRelay : IDisposable
{
    /// <summary>An event above this size is passed on unread, and the meter says so. The largest real ones carry images.</summary>
    public const int MaxEventBytes = 16 * 1024 * 1024;

    private readonly Surface _surface;
    private readonly ReplyMeter _meter;
    private readonly bool _dropUsageChunk;
    private readonly int _maxEventBytes;
    private readonly StreamEnding _ending;
    private readonly PooledBytes _pending = new();
    private readonly PooledBytes _held = new();
    private EventFraming? _framing;
    private EventFate _lastFate;
    private bool _isPassing;

    /// <summary>A relay for one attempt.</summary>
    public SseRelay(Surface surface, ReplyMeter meter, bool dropUsageChunk, int maxEventBytes = MaxEventBytes)
    {
        _surface = surface;
        _meter = meter;
        _dropUsageChunk = dropUsageChunk;
        _maxEventBytes = maxEventBytes;
        _ending = StreamEnding.For(surface, meter.Found);
    }

    /// <summary>Whether the stream's terminal event has come and is being held.</summary>
    public bool IsTerminalHeld { get; private set; }

    /// <summary>Whether an event was passed on that was too large to be read as one.</summary>
    public bool HasPassedUnread { get; private set; }

    /// <summary>What is being held: the terminal event and all that came with it.</summary>
    public ReadOnlySpan<byte> Held => _held.Span;

    /// <summary>Takes bytes of any length from the provider; writes what may go to the client now.</summary>
    public void Push(ReadOnlySpan<byte> chunk, IBufferWriter<byte> ready)
    {
        if (chunk.IsEmpty)
        {
            return;
        }

        chunk = PayLineFeed(chunk, ready);
        if (_pending.Length == 0)
        {
            Keep(chunk[Relay(chunk, ready)..], ready);
            return;
        }

        _pending.Append(chunk);
        _pending.RemoveFirst(Relay(_pending.Span, ready));
        PassHuge(ready);
    }

    /// <summary>Holds other bytes instead: the same events, with something else in the place of some of their words.</summary>
    public void ReplaceHeld(ReadOnlySpan<byte> bytes)
    {
        _held.Clear();
        _held.Append(bytes);
    }

    /// <summary>
    /// The provider has closed the stream: reads an event whose final blank line is missing. Its bytes, like anything unfinished,
    /// go out with <see cref="ReleaseTerminal"/>.
    /// </summary>
    public void EndOfBody()
    {
        if (_pending.Length == 0)
        {
            return;
        }

        var fate = _framing is SseFraming ? Judge(_framing.Read(_pending.Span)) : EventFate.Hold;
        if (fate != EventFate.Drop)
        {
            _held.Append(_pending.Span);
        }

        _pending.Clear();
    }

    /// <summary>The call is settled: writes the terminal event and all that was held with it.</summary>
    public void ReleaseTerminal(IBufferWriter<byte> ready)
    {
        EndOfBody();
        _held.MoveTo(ready);
    }

    /// <summary>Ends the stream at the output limit in the dialect's own words; a stream that has ended by itself is released instead.</summary>
    public void WriteCut(IBufferWriter<byte> ready)
    {
        if (IsTerminalHeld)
        {
            _held.MoveTo(ready);
            _ending.WriteClose(ready);
            return;
        }

        LeaveEvent(ready);
        _ending.WriteCut(ready);
    }

    /// <summary>Ends the stream with the dialect's error event; a terminal event that is held is not written, so that nothing looks finished.</summary>
    public void WriteError(Refusal refusal, Guid requestId, IBufferWriter<byte> ready)
    {
        LeaveEvent(ready);
        _ending.WriteError(refusal, requestId, ready);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _pending.Dispose();
        _held.Dispose();
        _framing?.Dispose();
        _ending.Dispose();
    }

    /// <summary>Takes every whole event from the front of <paramref name="bytes"/>; returns how many bytes that were.</summary>
    private int Relay(ReadOnlySpan<byte> bytes, IBufferWriter<byte> ready)
    {
        _framing ??= Detect(bytes);
        var start = 0;
        while (_framing is not null)
        {
            var length = _framing.FindEnd(bytes[start..]);
            if (length < 0)
            {
                break;
            }

            Take(bytes.Slice(start, length), ready);
            start += length;
        }

        return start;
    }

    /// <summary>Gemini streams are either; the first byte that is no white space tells.</summary>
    private EventFraming? Detect(ReadOnlySpan<byte> bytes)
    {
        if (_surface != Surface.GenerateContent)
        {
            return new SseFraming();
        }

        var text = bytes.TrimStart(" \r\n\t\uFEFF"u8);
        if (text.IsEmpty)
        {
            return null;
        }

        _ending.IsArray = text[0] == (byte)'[';
        return _ending.IsArray ? new ArrayFraming() : new SseFraming();
    }

    private void Take(ReadOnlySpan<byte> bytes, IBufferWriter<byte> ready)
    {
        if (_isPassing || bytes.Length > _maxEventBytes)
        {
            _meter.MarkUnread();
            HasPassedUnread = true;
            _isPassing = false;
            _lastFate = EventFate.Forward;
            _held.MoveTo(ready);
            ready.Write(bytes);
            return;
        }

        var wasHeld = IsTerminalHeld;
        var happening = _framing!.Read(bytes);
        _lastFate = Judge(happening);
        if (wasHeld && _surface == Surface.GenerateContent && !happening.IsEnd)
        {
            // The event that was held was not the last one: the newest is held in its place.
            _held.MoveTo(ready);
        }

        Write(bytes, ready);
    }

    private EventFate Judge(StreamEvent happening)
    {
        _meter.ReadEvent(happening.Name, happening.Data);
        ref var facts = ref _meter.Found.Event;
        if (_dropUsageChunk && facts is { HasUsage: true, HasNoChoices: true })
        {
            return EventFate.Drop;
        }

        _ending.Follow(happening.Name, happening.Data);
        IsTerminalHeld |= facts.IsTerminal || happening.IsEnd || (_surface == Surface.GenerateContent && facts.HasFinish && _meter.Found.SawFinish);
        return IsTerminalHeld ? EventFate.Hold : EventFate.Forward;
    }

    private void Write(ReadOnlySpan<byte> bytes, IBufferWriter<byte> ready)
    {
        if (_lastFate == EventFate.Forward)
        {
            ready.Write(bytes);
            _ending.HasBegun = true;
        }

        if (_lastFate == EventFate.Hold)
        {
            _held.Append(bytes);
        }
    }

    /// <summary>A blank line that ended in CR may turn out to end in CR LF: the line feed goes where its event went.</summary>
    private ReadOnlySpan<byte> PayLineFeed(ReadOnlySpan<byte> chunk, IBufferWriter<byte> ready)
    {
        if (_isPassing || _framing is not { OwesLineFeed: true })
        {
            return chunk;
        }

        _framing.PayLineFeed();
        if (chunk[0] != (byte)'\n')
        {
            return chunk;
        }

        Write(chunk[..1], ready);
        return chunk[1..];
    }

    private void Keep(ReadOnlySpan<byte> rest, IBufferWriter<byte> ready)
    {
        _pending.Append(rest);
        PassHuge(ready);
    }

    /// <summary>An unfinished event above the cap is not kept any longer.</summary>
    private void PassHuge(IBufferWriter<byte> ready)
    {
        if (_framing is null || (_pending.Length <= _maxEventBytes && !_isPassing))
        {
            return;
        }

        _isPassing = true;
        HasPassedUnread = true;
        _meter.MarkUnread();
        _held.MoveTo(ready);
        _pending.MoveTo(ready);
        _framing.Forget();
        _ending.HasBegun = true;
    }

    /// <summary>Leaves what is unfinished unsent; an event of which a part is already out is at least ended.</summary>
    private void LeaveEvent(IBufferWriter<byte> ready)
    {
        if (_isPassing)
        {
            ready.Write("\n\n"u8);
        }

        _pending.Clear();
        _held.Clear();
    }
}
