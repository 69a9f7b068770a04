using Tollgate.Guards.Policies;
using Tollgate.Security;

namespace Tollgate.Guards.Streams;

/// <summary>The detectors for streams.</summary>
/// <param name="Values">Credentials and data about persons.</param>
/// <param name="All">Injection too.</param>
/// <param name="Orders">Injection alone.</param>
internal sealed record StreamScanners(SecurityScanner Values, SecurityScanner All, SecurityScanner Orders)
{
    /// <summary>What the model's own texts are looked through for.</summary>
    public SecurityScanner Of(GuardPolicy policy) => policy.JudgesAnswers ? All : Values;
}
