using System.Buffers;
using System.Text;
using Tollgate.Core;
using Tollgate.Dialects.Replies;
using Tollgate.Guards.Policies;
using Tollgate.Guards.Records;
using Tollgate.Guards.Redacting;
using Tollgate.Guards.Scanning;
using Tollgate.Guards.Tools;

namespace Tollgate.Guards.Streams;

/// <summary>
/// Stands between the relay and the client. What the relay lets go is looked through across events; where something is enforced, an event
/// waits until all of its text has been judged, else it goes on at once. What is to be taken out, or put back, is while it waits. One a stream.
/// </summary>
internal sealed class StreamGuard : IBufferWriter<byte>, IDisposable
{
    private const int MostHits = 64;

    private readonly GuardPolicy _policy;
    private readonly GuardedCall _call;
    private readonly StreamTools _tools;
    private readonly Placeholders? _restored;
    private readonly StreamBuffer _buffer = new();
    private readonly StreamTexts _texts;
    private readonly List<GuardHit> _hits = [];
    private readonly bool _holds;
    private Placeholders? _names;
    private int _read;
    private long _total;
    private string? _failure;

    /// <summary>The guard of a stream.</summary>
    /// <param name="policy">What to look for.</param>
    /// <param name="call">Whose call.</param>
    /// <param name="restored">What was taken out of the request and is put back; null for nothing.</param>
    /// <param name="tools">What all guards share.</param>
    public StreamGuard(GuardPolicy policy, GuardedCall call, Placeholders? restored, StreamTools tools)
    {
        (_policy, _call, _restored, _tools) = (policy, call, restored is { HasValues: true } ? restored : null, tools);
        _names = restored;
        _holds = policy.EnforcesAnswers;
        var values = !policy.IsOn ? null : policy.JudgesAnswers ? tools.All : policy.LooksForValues ? tools.Values : null;
        _texts = new StreamTexts(policy, new StreamScans(values, policy.LooksForInjection ? tools.Orders : null, tools.Bare), _holds, _restored, _buffer);
    }

    /// <summary>Why the stream ends; null while it may go on.</summary>
    public Refusal? Refusal { get; private set; }

    /// <summary>How many bytes may go to the client now.</summary>
    public int Ready { get; private set; }

    /// <inheritdoc/>
    public void Advance(int count) => _buffer.Advance(count);

    /// <inheritdoc/>
    public Memory<byte> GetMemory(int sizeHint = 0) => _buffer.GetMemory(sizeHint);

    /// <inheritdoc/>
    public Span<byte> GetSpan(int sizeHint = 0) => _buffer.GetSpan(sizeHint);

    /// <summary>Looks through what has come since; false when the stream must end.</summary>
    public bool Judge()
    {
        Read();
        Ready = Refusal is not null ? 0 : _holds || _restored is not null ? _texts.Released() : _buffer.Length;
        var bytes = _buffer.Span;
        while (Ready > 0 && Ready < bytes.Length && bytes[Ready] is (byte)'\n' or (byte)'\r')
        {
            // The blank line behind an event goes with it.
            Ready++;
        }

        return Refusal is null;
    }

    /// <summary>Nothing comes any more but what the relay still holds: judges the rest, and reports. False when the stream must not end well.</summary>
    public bool Complete(ReadOnlySpan<byte> held)
    {
        Judge();
        var end = _buffer.Length;
        _buffer.Write(held);
        Read(isLast: true);
        Ready = Refusal is null ? end : 0;
        if (_texts.ToolCalls > 0)
        {
            _tools.Loops.Called(_call, _texts.ToolCalls);
        }

        if (_hits.Count > 0 || _failure is not null)
        {
            Report();
        }

        return Refusal is null;
    }

    /// <summary>A part came that nobody can look through: an event that is larger than any real one. Where answers are enforced, the settings say what becomes of it.</summary>
    public void Unseen()
    {
        if (_holds && _failure is null)
        {
            Fail("unreadable");
        }
    }

    /// <summary>Gives the last of it to the client; what the relay still holds has something else in it where something in it was changed.</summary>
    public void Finish(IBufferWriter<byte> client, SseRelay relay)
    {
        MoveTo(client);
        if (_buffer.HasEdits && Refusal is null)
        {
            var rewritten = new ArrayBufferWriter<byte>(_buffer.Length + 64);
            _buffer.MoveTo(rewritten, _buffer.Length);
            relay.ReplaceHeld(rewritten.WrittenSpan);
        }
    }

    /// <summary>Gives what is ready to the client.</summary>
    public void MoveTo(IBufferWriter<byte> client)
    {
        _buffer.MoveTo(client, Ready);
        _read -= Ready;
        _texts.Forget(Ready);
        Ready = 0;
    }

    /// <inheritdoc/>
    public void Dispose() => _buffer.Dispose();

    private void Report()
    {
        var gravest = _hits.Count == 0 ? null : GuardRefusals.Gravest(_hits);
        var action = gravest?.Action ?? GuardAction.Log;
        action = Refusal is not null && action < GuardAction.Block ? GuardAction.Block : action;
        var entry = gravest is not null && action >= GuardAction.Quarantine ? _tools.Quarantine.Begin(_call, gravest, action) : null;
        _tools.Desk.Note(new GuardReport(_call, _tools.Time.GetUtcNow(), GuardDirection.Stream, _total, action, _hits, _failure) { Quarantine = entry });
    }

    private void Read(bool isLast = false)
    {
        if (Refusal is not null || _failure is not null)
        {
            _read = _buffer.Length;
            return;
        }

        _total += _buffer.Length - _read;
        try
        {
            _texts.Read(_read);
            if (isLast)
            {
                _texts.Complete();
            }

            foreach (var found in _texts.Found)
            {
                Take(found);
            }
        }
        catch (Exception fault) when (fault is not OutOfMemoryException)
        {
            GuardLog.Failed(_tools.Log, _call.RequestId, fault);
            Fail(fault.GetType().Name);
        }

        _read = _buffer.Length;
        _texts.Found.Clear();
    }

    private void Fail(string failure)
    {
        _failure ??= failure;
        Refusal ??= _policy.OnFailure == GuardFailure.Block ? GuardRefusals.Failed : null;
    }

    private void Take(in StreamFinding found)
    {
        var finding = found.Finding;
        var threat = BodyScan.ThreatOf(finding.Kind);
        var setting = _policy.Of(threat, found.Source, finding.Rule);
        if (setting.Level == GuardLevel.Off || _policy.IsForOthers(threat, finding.Rule, _call.Model))
        {
            return;
        }

        var action = setting.ActionOn(finding);
        var hit = new GuardHit(finding, threat, found.Source, TextPlace.Whole(0), setting, action, $"**** ({finding.Length} bytes)");
        if (_hits.Count < MostHits)
        {
            _hits.Add(hit);
        }

        if (action > GuardAction.Redact || (action == GuardAction.Redact && !TakeOut(found)))
        {
            Refusal ??= GuardRefusals.Found(hit, GuardDirection.Stream);
        }
    }

    /// <summary>Puts a name in the finding's place; false when a part of it is on its way to the client.</summary>
    private bool TakeOut(in StreamFinding found)
    {
        _names ??= new Placeholders();
        var (finding, rule) = (found.Finding, found.Finding.Rule.Id);
        if (found.Text is { } text)
        {
            var grown = text.Read(finding.Start, finding.End, _buffer);
            return text.Replace(finding.Start, finding.End, Encoding.ASCII.GetBytes(_names.Name(grown, rule, default)), _buffer);
        }

        var (start, end) = JsonInside.Whole(_buffer.Span, found.Offset, found.Offset + finding.Start, found.Offset + finding.End, found.Offset + finding.End);
        if (ToolRules.MustStay(finding, _buffer.Span[start..end]))
        {
            return false;
        }

        var value = JsonInside.Read(_buffer.Span[start..end]);
        return _buffer.Replace(start, end, Encoding.ASCII.GetBytes(_names.Name(value, rule, default)));
    }
}
