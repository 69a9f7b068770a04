namespace Tollgate.EndToEnd.Money;

/// <summary>What the client saw of one call.</summary>
/// <param name="Call">The call.</param>
/// <param name="Status">The status; 0 when no answer came.</param>
/// <param name="RequestId">The gateway's id; null when no answer came.</param>
/// <param name="SawEnd">Whether the answer came to its end, however it ended.</param>
public sealed record TrafficResult(MixedCall Call, int Status, string? RequestId, bool SawEnd);
