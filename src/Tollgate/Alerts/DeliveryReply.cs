namespace Tollgate.Alerts;

/// <summary>A notice of an alert, and how it fared at a channel; without a channel nobody wanted it.</summary>
/// <param name="NoticeId">The notice; all its copies bear this id.</param>
/// <param name="Notice">What it says: raised, reminder, recovered.</param>
/// <param name="At">When it was made.</param>
/// <param name="Channel">The channel's name.</param>
/// <param name="State">waiting, delivered or failed.</param>
/// <param name="Attempts">Attempts so far.</param>
/// <param name="Error">Why the last attempt failed.</param>
/// <param name="EndedAt">When it arrived or was given up.</param>
/// <param name="NextAt">When it is tried again.</param>
internal sealed record DeliveryReply(
    Guid NoticeId, string Notice, DateTimeOffset At, string? Channel, string? State, long? Attempts, string? Error, DateTimeOffset? EndedAt, DateTimeOffset? NextAt);
