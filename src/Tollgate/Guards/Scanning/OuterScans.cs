using Tollgate.Security;

namespace Tollgate.Guards.Scanning;

/// <summary>What is looked for outside of bodies.</summary>
/// <param name="Address">In paths and queries.</param>
/// <param name="Header">In headers.</param>
internal sealed record OuterScans(GuardScan Address, GuardScan Header)
{
    /// <summary>The detectors of a scanner that has all.</summary>
    public static OuterScans Of(SecurityScanner all) => new(all.Scan, all.With(Detectors.Secrets | Detectors.Injection).Scan);
}
