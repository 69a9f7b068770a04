using Tollgate.Core;
using Tollgate.Guards.Redacting;

namespace Tollgate.Guards;

/// <summary>What the guards decided; the default is a call in which nothing was found that matters to the line.</summary>
/// <param name="Refusal">Why the call ends here; null when it goes on.</param>
/// <param name="Notice">What the client is told in the header `x-tollgate-guard`; null for nothing.</param>
/// <param name="Body">The body that goes on instead of the one that came; null when it goes on as it is.</param>
internal readonly record struct GuardVerdict(Refusal? Refusal, string? Notice = null, byte[]? Body = null)
{
    /// <summary>What was taken out of a request and is put back into its answer; null for nothing.</summary>
    public Placeholders? Restored { get; init; }
}
