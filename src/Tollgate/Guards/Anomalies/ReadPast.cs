namespace Tollgate.Guards.Anomalies;

/// <summary>Reads what a user or an agent used since a time; given by hosting.</summary>
internal delegate Task<IReadOnlyList<PastHour>> ReadPast(Guid organizationId, Guid principalId, DateTimeOffset from, CancellationToken ct);
