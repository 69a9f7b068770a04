using System.Buffers;
using Microsoft.Extensions.Logging;
using Tollgate.Core;
using Tollgate.Guards.Policies;
using Tollgate.Guards.Quarantines;
using Tollgate.Guards.Records;
using Tollgate.Guards.Scanning;
using Tollgate.Security;

namespace Tollgate.Guards.Streams;

/// <summary>
/// Stands between the relay and the client. What the relay lets go is looked through across events; where something is enforced, an event
/// waits until all of its text has been judged, else it goes on at once. One a stream.
/// </summary>
internal sealed class StreamGuard(StreamScanners scanners, GuardPolicy policy, GuardedCall call, Quarantine quarantine, GuardDesk desk, TimeProvider time, ILogger log) : IBufferWriter<byte>, IDisposable
{
    private const int Smallest = 1024;
    private const int MostHits = 64;

    private readonly StreamTexts _texts = new(scanners.Of(policy), policy.LooksForInjection ? scanners.Orders : null, policy.EnforcesAnswers);
    private readonly List<GuardHit> _hits = [];
    private readonly bool _holds = policy.EnforcesAnswers;
    private byte[] _bytes = [];
    private int _length;
    private int _read;
    private long _total;
    private string? _failure;

    /// <summary>Why the stream ends; null while it may go on.</summary>
    public Refusal? Refusal { get; private set; }

    /// <summary>How many bytes may go to the client now.</summary>
    public int Ready { get; private set; }

    /// <inheritdoc/>
    public void Advance(int count) => _length += count;

    /// <inheritdoc/>
    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        Reserve(sizeHint);
        return _bytes.AsMemory(_length);
    }

    /// <inheritdoc/>
    public Span<byte> GetSpan(int sizeHint = 0)
    {
        Reserve(sizeHint);
        return _bytes.AsSpan(_length);
    }

    /// <summary>Looks through what has come since; false when the stream must end.</summary>
    public bool Judge()
    {
        if (_read < _length)
        {
            Read(_bytes.AsSpan(_read, _length - _read));
            _read = _length;
        }

        Ready = Refusal is not null ? 0 : _holds ? Math.Max(0, _texts.Released(_length)) : _length;
        while (Ready > 0 && Ready < _length && _bytes[Ready] is (byte)'\n' or (byte)'\r')
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
        Read(held);
        Read([], isLast: true);
        Ready = Refusal is null ? _length : 0;
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

    private void Fail(string failure)
    {
        _failure ??= failure;
        Refusal ??= policy.OnFailure == GuardFailure.Block ? GuardRefusals.Failed : null;
    }

    /// <summary>Gives what is ready to the client.</summary>
    public void MoveTo(IBufferWriter<byte> client)
    {
        client.Write(_bytes.AsSpan(0, Ready));
        _bytes.AsSpan(Ready, _length - Ready).CopyTo(_bytes);
        _length -= Ready;
        _read -= Ready;
        _texts.Forget(Ready);
        Ready = 0;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_bytes.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(_bytes);
            _bytes = [];
        }
    }

    private void Report()
    {
        var gravest = _hits.Count == 0 ? null : GuardRefusals.Gravest(_hits);
        var action = gravest?.Action ?? GuardAction.Log;
        action = Refusal is not null && action < GuardAction.Block ? GuardAction.Block : action;
        var entry = gravest is not null && action >= GuardAction.Quarantine ? quarantine.Begin(call, gravest, action) : null;
        desk.Note(new GuardReport(call, time.GetUtcNow(), GuardDirection.Stream, _total, action, _hits, _failure) { Quarantine = entry });
    }

    private void Read(ReadOnlySpan<byte> bytes, bool isLast = false)
    {
        if (Refusal is not null || _failure is not null)
        {
            return;
        }

        _total += bytes.Length;
        Take(bytes, isLast);
    }

    private void Take(ReadOnlySpan<byte> bytes, bool isLast)
    {
        try
        {
            var found = default(Findings);
            if (isLast)
            {
                _texts.Complete(ref found);
            }
            else
            {
                _texts.Read(bytes, _read, ref found);
            }

            Take(found, Source.Model);
            Take(_texts.Data, Source.Tool);
            _texts.ForgetData();
        }
        catch (Exception fault) when (fault is not OutOfMemoryException)
        {
            GuardLog.Failed(log, call.RequestId, fault);
            Fail(fault.GetType().Name);
        }
    }

    private void Take(in Findings found, Source source)
    {
        foreach (var finding in found.Items)
        {
            var threat = BodyScan.ThreatOf(finding.Kind);
            var setting = policy.Of(threat, source);
            if (setting.Level == GuardLevel.Off || _hits.Count == MostHits)
            {
                continue;
            }

            var action = setting.ActionOn(finding);
            var hit = new GuardHit(finding, threat, source, TextPlace.Whole(0), setting, action, $"**** ({finding.Length} bytes)");
            _hits.Add(hit);
            if (action >= GuardAction.Redact)
            {
                // What is on its way already cannot be rewritten: a stream is ended where a body would be redacted.
                Refusal ??= GuardRefusals.Found(hit, GuardDirection.Stream);
            }
        }
    }

    private void Reserve(int sizeHint)
    {
        var needed = _length + Math.Max(sizeHint, Smallest);
        if (needed <= _bytes.Length)
        {
            return;
        }

        var larger = ArrayPool<byte>.Shared.Rent(Math.Max(needed, _bytes.Length * 2));
        _bytes.AsSpan(0, _length).CopyTo(larger);
        Dispose();
        _bytes = larger;
    }
}
