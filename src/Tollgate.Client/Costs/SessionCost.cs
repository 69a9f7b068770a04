using Tollgate.Core;

namespace Tollgate.Client.Costs;

/// <summary>What one session, or one model, cost.</summary>
/// <param name="Name">The session's or model's name.</param>
/// <param name="Calls">How many calls it made.</param>
/// <param name="Cost">What they cost.</param>
/// <param name="Usage">What they used.</param>
public sealed record SessionCost(string Name, long Calls, Money Cost, TokenUsage Usage);
