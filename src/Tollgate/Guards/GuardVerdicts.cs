using Tollgate.Guards.Policies;
using Tollgate.Guards.Quarantines;
using Tollgate.Guards.Records;
using Tollgate.Guards.Scanning;

namespace Tollgate.Guards;

/// <summary>What guards do once they know: shut out, record, refuse or tell; the same for every guard, its failures too.</summary>
internal sealed class GuardVerdicts(Quarantine quarantine, GuardDesk desk, TimeProvider time)
{
    /// <summary>Something was found, and the gravest of it decides.</summary>
    public GuardVerdict Of(in GuardedCall call, GuardDirection direction, long bytes, IReadOnlyList<GuardHit> hits, GuardHit gravest)
    {
        var entry = gravest.Action >= GuardAction.Quarantine ? quarantine.Begin(call, gravest, gravest.Action) : null;
        desk.Note(new GuardReport(call, time.GetUtcNow(), direction, bytes, gravest.Action, hits) { Quarantine = entry });
        return gravest.Action >= GuardAction.Block
            ? new GuardVerdict(GuardRefusals.Found(gravest, direction))
            : new GuardVerdict(null, gravest.Action >= GuardAction.Warn ? GuardRefusals.Notice(gravest.Action, hits) : null);
    }

    /// <summary>A guard could not judge: the call goes on or not, as it was said, and that is told either way.</summary>
    public GuardVerdict Failed(in GuardedCall call, GuardFailure onFailure, GuardDirection direction, long bytes, string failure)
    {
        var blocks = onFailure == GuardFailure.Block;
        desk.Note(new GuardReport(call, time.GetUtcNow(), direction, bytes, blocks ? GuardAction.Block : GuardAction.Log, [], failure));
        return blocks ? new GuardVerdict(GuardRefusals.Failed) : default;
    }
}
