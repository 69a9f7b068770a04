namespace Tollgate.Analytics.Figures;

/// <summary>What was unusual, the newest first.</summary>
/// <param name="TimeZone">Whose calendar counts.</param>
/// <param name="Items">The anomalies.</param>
internal sealed record AnomaliesReply(string TimeZone, IReadOnlyList<Anomaly> Items);
