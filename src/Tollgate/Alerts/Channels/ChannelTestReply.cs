namespace Tollgate.Alerts.Channels;

/// <summary>What came of a test notice.</summary>
/// <param name="NoticeId">The notice that was sent.</param>
/// <param name="IsDelivered">Whether it arrived.</param>
/// <param name="Error">Why not.</param>
internal sealed record ChannelTestReply(Guid NoticeId, bool IsDelivered, string? Error);
