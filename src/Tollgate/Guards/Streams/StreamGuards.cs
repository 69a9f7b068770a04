using Microsoft.Extensions.Logging;
using Tollgate.Guards.Loops;
using Tollgate.Guards.Policies;
using Tollgate.Guards.Quarantines;
using Tollgate.Guards.Records;
using Tollgate.Guards.Redacting;
using Tollgate.Security;

namespace Tollgate.Guards.Streams;

/// <summary>Makes the guard of each stream.</summary>
internal sealed class StreamGuards(SecurityScanner all, GuardBook book, Quarantine quarantine, LoopGuard loops, GuardDesk desk, TimeProvider time, ILogger<StreamGuard> log)
{
    private readonly StreamTools _tools = new(all, all.With(Detectors.Secrets | Detectors.Personal), all.With(Detectors.Injection), all.With(Detectors.None), loops, quarantine, desk, time, log);

    /// <summary>The guard of a stream; null when nothing is looked for in it, and nothing put back.</summary>
    public StreamGuard? For(in GuardedCall call, Placeholders? restored)
    {
        var policy = book.Of(call.Caller);
        return policy.IsOn || restored is { HasValues: true } ? new StreamGuard(policy, call, restored, _tools) : null;
    }
}
