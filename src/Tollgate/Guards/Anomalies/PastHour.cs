using Tollgate.Core;

namespace Tollgate.Guards.Anomalies;

/// <summary>What a user or an agent used of a model in an hour.</summary>
/// <param name="Hour">When it began.</param>
/// <param name="Model">The model; null where none was named.</param>
/// <param name="Calls">How many calls.</param>
/// <param name="Tokens">How many tokens, read and written.</param>
/// <param name="Cost">What they cost.</param>
internal readonly record struct PastHour(DateTimeOffset Hour, string? Model, long Calls, long Tokens, Money Cost);
