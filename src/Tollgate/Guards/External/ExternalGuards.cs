using System.Text.Json;
using Microsoft.Extensions.Logging;
using Tollgate.Guards.Policies;
using Tollgate.Guards.Records;
using Tollgate.Guards.Redacting;
using Tollgate.Guards.Scanning;
using Tollgate.Security;

namespace Tollgate.Guards.External;

/// <summary>Asks an organization's external guards about requests and whole answers, all at once, each within its own time. Costs one look where there are none.</summary>
internal sealed class ExternalGuards(GuardBook book, ExternalClient client, GuardVerdicts verdicts, GuardMetrics metrics, TimeProvider time, ILogger<ExternalGuards> log)
{
    /// <summary>More than this nobody is asked about.</summary>
    private const int MostBytes = 1 << 20;

    /// <summary>Whether anybody is asked about what goes this way.</summary>
    public bool AreAsked(in GuardedCall call, GuardDirection direction)
    {
        foreach (var entry in book.Of(call.Caller).Externals)
        {
            if (entry.Sees(direction))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Asks about a body.</summary>
    public async ValueTask<GuardVerdict> JudgeAsync(GuardedCall call, GuardDirection direction, ReadOnlyMemory<byte> body, CancellationToken ct)
    {
        var policy = book.Of(call.Caller);
        var asked = Array.FindAll(policy.Externals, entry => entry.Sees(direction));
        var answers = await Task.WhenAll(Array.ConvertAll(asked, entry => AskAsync(entry, direction, body, call, ct)));
        var hits = new List<GuardHit>();
        for (var number = 0; number < asked.Length; number++)
        {
            if (answers[number].Failure is { } failure)
            {
                var failed = verdicts.Failed(call, asked[number].Body.OnFailure, direction, body.Length, failure);
                if (failed.Refusal is not null)
                {
                    return failed;
                }
            }

            Add(hits, asked[number], answers[number].Found, body.Span, policy);
        }

        return hits.Count == 0 ? default : Decide(call, direction, body.Span, hits);
    }

    private async Task<Answer> AskAsync(ExternalEntry entry, GuardDirection direction, ReadOnlyMemory<byte> body, GuardedCall call, CancellationToken ct)
    {
        var start = time.GetTimestamp();
        using var deadline = new CancellationTokenSource(entry.Deadline, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, ct);
        try
        {
            if (body.Length > MostBytes)
            {
                return new Answer([], $"external guard '{entry.Body.Name}': too large");
            }

            var texts = ExternalTexts.Of(body.Span, direction == GuardDirection.Request ? Source.User : Source.Model, entry.Body.Sources);
            texts.RemoveAll(entry.Known.Has);
            return new Answer(await AskAsync(entry, texts, either.Token), null);
        }
        catch (Exception fault) when (fault is HttpRequestException or IOException or JsonException or OperationCanceledException && !ct.IsCancellationRequested)
        {
            GuardLog.Failed(log, call.RequestId, fault);
            return new Answer([], $"external guard '{entry.Body.Name}': {(deadline.IsCancellationRequested ? "no answer in time" : fault.GetType().Name)}");
        }
        finally
        {
            metrics.Asked(time.GetElapsedTime(start));
        }
    }

    private async Task<List<(ExternalText, ExternalFinding)>> AskAsync(ExternalEntry entry, List<ExternalText> texts, CancellationToken ct)
    {
        var all = new List<(ExternalText, ExternalFinding)>();
        foreach (var some in texts.Chunk(ExternalWire.TextsAtOnce(entry.Body.Format)))
        {
            var answer = await client.AskAsync(entry, ExternalWire.Ask(entry.Body, some), ct);
            var found = ExternalWire.Read(entry.Body, answer, some.Length);
            all.AddRange(found.Select(finding => (some[finding.Text], finding)));
            foreach (var clean in some.Where((_, number) => !found.Exists(finding => finding.Text == number)))
            {
                entry.Known.Add(clean);
            }
        }

        return all;
    }

    private static void Add(List<GuardHit> hits, ExternalEntry entry, List<(ExternalText Text, ExternalFinding Finding)> found, ReadOnlySpan<byte> body, GuardPolicy policy)
    {
        foreach (var (text, one) in found)
        {
            var setting = entry.Setting ?? policy.Of(GuardThreat.ExternalGuard, text.Source);
            if (setting.Level == GuardLevel.Off)
            {
                continue;
            }

            var rule = new Rule(one.Kind.ToLowerInvariant().Replace('_', '-'), FindingKind.External, Severity.High, $"{one.Kind}, says '{entry.Body.Name}'", "An external guard finds it.", "Take it out, or ask whoever runs the gateway.");
            var (start, end) = Place(text, one, body);
            var finding = new Finding(rule, Severity.High, (float)one.Score, start, end, IsHidden: false);
            hits.Add(new GuardHit(finding, GuardThreat.ExternalGuard, text.Source, text.Place, setting, setting.ActionOn(finding), $"**** ({end - start} bytes)"));
        }
    }

    /// <summary>The finding's bytes; where the text has escapes, all of it.</summary>
    private static (int Start, int End) Place(ExternalText text, in ExternalFinding found, ReadOnlySpan<byte> body)
    {
        if (!text.IsPlain || found.Start is not { } start || found.End is not { } end)
        {
            return (text.Place.Start, text.Place.End);
        }

        var inside = body[text.Place.Start..text.Place.End];
        var (from, to) = (text.Place.Start + Skip(inside, start), text.Place.Start + Skip(inside, end));
        return from < to ? (from, to) : (text.Place.Start, text.Place.End);
    }

    /// <summary>How many bytes so many characters have; all of them where there are fewer.</summary>
    private static int Skip(ReadOnlySpan<byte> text, int characters)
    {
        var at = 0;
        for (; at < text.Length; at++)
        {
            // Bytes that go on with a character are none of their own.
            characters -= (text[at] & 0xC0) == 0x80 ? 0 : 1;
            if (characters < 0)
            {
                break;
            }
        }

        return at;
    }

    private GuardVerdict Decide(in GuardedCall call, GuardDirection direction, ReadOnlySpan<byte> body, List<GuardHit> hits)
    {
        var gravest = GuardRefusals.Gravest(hits);
        var verdict = verdicts.Of(call, direction, body.Length, hits, gravest);
        return gravest.Action == GuardAction.Redact ? verdict with { Body = Redaction.Apply(body, hits, new Placeholders()) } : verdict;
    }

    private sealed record Answer(List<(ExternalText, ExternalFinding)> Found, string? Failure);
}
