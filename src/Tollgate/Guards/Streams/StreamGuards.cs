using Microsoft.Extensions.Logging;
using Tollgate.Guards.Policies;
using Tollgate.Guards.Quarantines;
using Tollgate.Guards.Records;
using Tollgate.Security;

namespace Tollgate.Guards.Streams;

/// <summary>Makes the guard of each stream.</summary>
internal sealed class StreamGuards(SecurityScanner all, GuardBook book, Quarantine quarantine, GuardDesk desk, TimeProvider time, ILogger<StreamGuard> log)
{
    private readonly StreamScanners _scanners = new(all.With(Detectors.Secrets | Detectors.Personal), all, all.With(Detectors.Injection));

    /// <summary>The guard of a stream; null when nothing is looked for in it.</summary>
    public StreamGuard? For(in GuardedCall call)
    {
        var policy = book.Of(call.Caller);
        return policy.IsOn ? new StreamGuard(_scanners, policy, call, quarantine, desk, time, log) : null;
    }
}
