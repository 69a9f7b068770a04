using Tollgate.Core;

namespace Tollgate.Analytics.Reconciling;

/// <summary>What an attempt truly cost, by the bill.</summary>
/// <param name="Attempt">The attempt.</param>
/// <param name="Cost">Its true cost; where the bill proves only the sum of several, its part by what each could have cost.</param>
/// <param name="Reason">How that is known.</param>
internal sealed record Proof(OwnAttempt Attempt, Money Cost, string Reason);
