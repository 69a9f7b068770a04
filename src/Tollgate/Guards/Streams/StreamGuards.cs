using Microsoft.Extensions.Logging;
using Tollgate.Guards.Policies;
using Tollgate.Guards.Quarantines;
using Tollgate.Guards.Records;
using Tollgate.Security;

namespace Tollgate.Guards.Streams;

/// <summary>Makes the guard of each stream.</summary>
internal sealed class StreamGuards(GuardBook book, Quarantine quarantine, GuardDesk desk, TimeProvider time, ILogger<StreamGuard> log)
{
    private readonly SecurityScanner _values = new(Detectors.Secrets | Detectors.Personal);

    /// <summary>The guard of a stream; null when nothing is looked for in it.</summary>
    public StreamGuard? For(in GuardedCall call)
    {
        var policy = book.Of(call.Caller);
        return policy.LooksForValues ? new StreamGuard(_values, policy, call, quarantine, desk, time, log) : null;
    }
}
