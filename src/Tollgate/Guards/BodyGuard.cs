using Microsoft.Extensions.Logging;
using Tollgate.Guards.Loops;
using Tollgate.Guards.Policies;
using Tollgate.Guards.Quarantines;
using Tollgate.Guards.Records;
using Tollgate.Guards.Redacting;
using Tollgate.Guards.Scanning;
using Tollgate.Security;

namespace Tollgate.Guards;

/// <summary>Judges whole bodies: what is about to go to a provider, and what came from it. One call for the line; a clean body allocates nothing.</summary>
internal sealed class BodyGuard(GuardBook book, BodyScan scan, Quarantine quarantine, LoopGuard loops, GuardVerdicts verdicts, GuardMetrics metrics, TimeProvider time, ILogger<BodyGuard> log)
{
    /// <summary>Judges a whole answer, and puts back what was taken out of its request.</summary>
    public GuardVerdict JudgeAnswer(in GuardedCall call, ReadOnlySpan<byte> answer, Placeholders? restored)
    {
        var verdict = Judge(call, GuardDirection.Response, answer, restored);
        return verdict.Refusal is null && restored is not null && Restoring.Apply(verdict.Body ?? answer, restored) is { } whole ? verdict with { Body = whole } : verdict;
    }

    /// <summary>Judges a body; names that the call has given already go on.</summary>
    public GuardVerdict Judge(in GuardedCall call, GuardDirection direction, ReadOnlySpan<byte> body, Placeholders? names = null)
    {
        if (direction == GuardDirection.Request && quarantine.Judge(call) is { } shutOut)
        {
            return new GuardVerdict(shutOut);
        }

        var policy = book.Of(call.Caller);
        if (!policy.IsOn || body.IsEmpty)
        {
            return default;
        }

        var start = time.GetTimestamp();
        try
        {
            var hits = Scan(body, direction, policy, call.Model, out var toolCalls);
            if (direction != GuardDirection.Request && toolCalls > 0)
            {
                loops.Called(call, toolCalls);
            }

            metrics.Scanned(direction, time.GetElapsedTime(start));
            return hits is null ? default : Decide(call, direction, body, policy, hits, names ?? new Placeholders());
        }
        catch (Exception fault) when (fault is not OutOfMemoryException)
        {
            GuardLog.Failed(log, call.RequestId, fault);
            return verdicts.Failed(call, book.Options.OnFailure, direction, body.Length, fault.GetType().Name);
        }
    }

    /// <summary>An answer that nobody can look through, for its size or its coding: where answers are enforced, the settings say what becomes of it.</summary>
    public GuardVerdict Unseen(in GuardedCall call, long bytes) =>
        book.Of(call.Caller).EnforcesAnswers ? verdicts.Failed(call, book.Options.OnFailure, GuardDirection.Response, bytes, "unreadable") : default;

    private List<GuardHit>? Scan(ReadOnlySpan<byte> body, GuardDirection direction, GuardPolicy policy, string model, out int toolCalls)
    {
        var hits = direction == GuardDirection.Request
            ? scan.Run(body, Source.User, policy, policy.LooksForInjection ? OrderScope.Everyone : OrderScope.None, out toolCalls)
            : scan.Run(body, Source.Model, policy, policy.OrdersIn(body), out toolCalls);
        policy.Drop(hits, model);
        return hits is { Count: > 0 } ? hits : null;
    }

    private GuardVerdict Decide(in GuardedCall call, GuardDirection direction, ReadOnlySpan<byte> body, GuardPolicy policy, List<GuardHit> hits, Placeholders names)
    {
        var gravest = GuardRefusals.Gravest(hits);
        var rewritten = gravest.Action == GuardAction.Redact ? Redaction.Apply(body, hits, names) : null;
        if (rewritten is not null && Scan(rewritten, direction, policy, call.Model, out _) is { } left && left.Exists(static hit => hit.Action >= GuardAction.Redact))
        {
            // What cannot be taken out does not go on.
            gravest = gravest with { Action = GuardAction.Block };
            rewritten = null;
        }

        var verdict = verdicts.Of(call, direction, body.Length, hits, gravest);
        return verdict.Refusal is not null ? verdict : verdict with { Body = rewritten, Restored = direction == GuardDirection.Request && names.HasValues ? names : null };
    }
}
