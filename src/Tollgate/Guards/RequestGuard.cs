using Microsoft.Extensions.Logging;
using Tollgate.Guards.Policies;
using Tollgate.Guards.Records;
using Tollgate.Guards.Scanning;
using Tollgate.Security;

namespace Tollgate.Guards;

/// <summary>Judges what is about to go to a provider, before it goes. One call for the line; a clean body allocates nothing.</summary>
internal sealed class RequestGuard(GuardBook book, BodyScan scan, GuardDesk desk, GuardMetrics metrics, TimeProvider time, ILogger<RequestGuard> log)
{
    /// <summary>Judges a body.</summary>
    public GuardVerdict Judge(in GuardedCall call, ReadOnlySpan<byte> body)
    {
        var policy = book.Of(call.Caller);
        if (!policy.IsOn || body.IsEmpty)
        {
            return default;
        }

        var start = time.GetTimestamp();
        try
        {
            var hits = scan.Run(body, Source.User, policy);
            metrics.Scanned(GuardDirection.Request, time.GetElapsedTime(start));
            return hits is null ? default : Decide(call, body, policy, hits);
        }
        catch (Exception fault) when (fault is not OutOfMemoryException)
        {
            return Fail(call, body.Length, policy, fault);
        }
    }

    private GuardVerdict Decide(in GuardedCall call, ReadOnlySpan<byte> body, GuardPolicy policy, List<GuardHit> hits)
    {
        var gravest = GuardRefusals.Gravest(hits);
        var rewritten = gravest.Action == GuardAction.Redact ? Redaction.Apply(body, hits) : null;
        if (rewritten is not null && IsLeft(rewritten, policy))
        {
            // What cannot be taken out does not go on.
            gravest = gravest with { Action = GuardAction.Block };
            rewritten = null;
        }

        desk.Note(new GuardReport(call, time.GetUtcNow(), GuardDirection.Request, body.Length, gravest.Action, hits));
        if (gravest.Action >= GuardAction.Block)
        {
            return new GuardVerdict(GuardRefusals.Found(gravest, GuardDirection.Request));
        }

        return new GuardVerdict(null, gravest.Action >= GuardAction.Warn ? GuardRefusals.Notice(gravest.Action, hits) : null, rewritten);
    }

    private bool IsLeft(byte[] rewritten, GuardPolicy policy) =>
        scan.Run(rewritten, Source.User, policy) is { } left && left.Exists(static hit => hit.Action >= GuardAction.Redact);

    private GuardVerdict Fail(in GuardedCall call, int bytes, GuardPolicy policy, Exception fault)
    {
        GuardLog.Failed(log, call.RequestId, fault);
        var blocks = policy.OnFailure == GuardFailure.Block;
        desk.Note(new GuardReport(call, time.GetUtcNow(), GuardDirection.Request, bytes, blocks ? GuardAction.Block : GuardAction.Log, [], fault.GetType().Name));
        return blocks ? new GuardVerdict(GuardRefusals.Failed) : default;
    }
}
