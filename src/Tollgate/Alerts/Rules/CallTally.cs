using Tollgate.Core;

namespace Tollgate.Alerts.Rules;

/// <summary>The calls of one subject in a time.</summary>
/// <param name="Subject">The team, agent, key, provider or model; empty for the organization.</param>
/// <param name="Calls">Calls that reached a provider.</param>
/// <param name="Failed">Those of them that a provider failed: no connection, no answer, a broken one, 429 or 5xx.</param>
/// <param name="Cost">What they cost.</param>
internal readonly record struct CallTally(string Subject, long Calls, long Failed, Money Cost);
