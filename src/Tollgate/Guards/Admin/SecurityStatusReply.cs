using Tollgate.Guards.Policies;
using Tollgate.Guards.Records;

namespace Tollgate.Guards.Admin;

/// <summary>How the guards of an organization stand.</summary>
/// <param name="OnFailure">What becomes of a call that a guard could not judge.</param>
/// <param name="Levels">How far the guards go, by threat and source, where no team, principal or key has a rule of its own.</param>
/// <param name="NarrowerRules">Rules for teams, principals and keys.</param>
/// <param name="Quarantined">Keys and sessions that are shut out.</param>
/// <param name="LastDay">What was found in the last 24 hours and what was done.</param>
internal sealed record SecurityStatusReply(
    GuardFailure OnFailure, IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>> Levels, int NarrowerRules, int Quarantined, IReadOnlyList<GuardSum> LastDay);
