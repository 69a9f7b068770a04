namespace Tollgate.Client.Tokens;

/// <summary>One update of a <see cref="TokenMeter"/>.</summary>
/// <param name="At">When it came, by the meter's clock.</param>
/// <param name="MessageId">The message it belongs to; null where none was named.</param>
/// <param name="Counts">What was counted.</param>
public sealed record TokenUpdate(DateTimeOffset At, string? MessageId, TokenCounts Counts);
