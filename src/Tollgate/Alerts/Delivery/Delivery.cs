using Tollgate.Alerts.Channels;

namespace Tollgate.Alerts.Delivery;

/// <summary>One notice for one channel, waiting in the outbox.</summary>
/// <param name="Id">UUIDv7.</param>
/// <param name="NoticeId">The notice.</param>
/// <param name="Attempts">Attempts so far.</param>
/// <param name="NextAt">When it is due.</param>
/// <param name="CreatedAt">When it was put into the outbox.</param>
/// <param name="Body">The notice's JSON.</param>
/// <param name="Channel">Where it goes.</param>
internal sealed record Delivery(Guid Id, Guid NoticeId, int Attempts, DateTimeOffset NextAt, DateTimeOffset CreatedAt, string Body, AlertChannel Channel);
